"""How things reach the bot: signed HTTP, or Socket Mode."""
