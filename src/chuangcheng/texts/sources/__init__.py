"""Files into lines: what kind a file is (by its content), and its text with lines, paragraphs and pages."""
