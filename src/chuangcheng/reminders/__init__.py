"""What is due, told outside: one digest a day to a mail address or a group's robot."""
