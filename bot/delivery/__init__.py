"""The only place from which anything is sent."""
