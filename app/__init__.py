"""The value proposition calculator: a deal in, a value statement with its figures and documents out."""
