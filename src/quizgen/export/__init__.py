"""A quiz in, bytes out: one module a format."""
