"""What is said, each thing once: a function a card, in parts."""
