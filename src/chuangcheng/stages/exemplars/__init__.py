"""Good people, the honours they were given and the materials written about them."""
