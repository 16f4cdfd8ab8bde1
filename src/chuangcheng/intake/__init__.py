"""One workbook in: units, people and facts from Excel, shown before they are written."""
