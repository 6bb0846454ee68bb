"""What is kept: the schema, the statements, and the one way in."""
