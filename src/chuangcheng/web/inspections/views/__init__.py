"""Pages of inspections beyond those that all records share."""
