"""Microsoft Teams' door: activities that its connector posts to us, and messages to that connector."""
