"""The pages of people: logging in, one's own account, organisations, persons, accounts and roles."""
