"""What the pages of all fact records share: list, page, forms, withdrawal, history, evidence."""
