"""Pages of activities beyond those that all records share."""
