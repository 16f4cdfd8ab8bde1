"""Official documents: one ``Document`` in, .docx and .pdf in the layout of GB/T 9704-2012 out."""
