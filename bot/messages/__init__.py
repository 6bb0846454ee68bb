"""What is said: cards made of parts, and the renderers that draw them."""
