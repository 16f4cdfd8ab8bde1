"""The pages of the workbook import."""
