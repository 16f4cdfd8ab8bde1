"""What every room stands on: the journal, the clock, jobs, and the errors that people read."""
