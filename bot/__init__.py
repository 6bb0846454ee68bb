"""Convenor keeps a cross-organisation partnership at its table."""

__version__ = "0.1.0"
