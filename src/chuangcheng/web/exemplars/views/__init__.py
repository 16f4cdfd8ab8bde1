"""Pages of exemplars beyond those that all records share."""
