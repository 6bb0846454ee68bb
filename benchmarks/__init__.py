"""Figures, as ratios from one run on one machine. Nothing here is a test."""
