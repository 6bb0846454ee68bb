"""The demo: an invented partnership, half a year old, that can be watched and joined, and whose clock can be moved."""
