"""The pages: HTTP only. A room for each stage, and the shell that they share."""
