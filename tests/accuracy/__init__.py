"""The facts read, measured against reports annotated by hand."""
