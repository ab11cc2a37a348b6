"""Documents: a statement and its result in, bytes out."""
