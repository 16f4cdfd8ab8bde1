"""The stages of the year, in the order of the flow; a stage may look back, never forward."""
