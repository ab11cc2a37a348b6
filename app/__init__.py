"""The value proposition calculator: a deal in, a value statement with figures and documents out."""
