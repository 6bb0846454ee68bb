"""What people ask for and what the clock does: plain functions over an open transaction."""
