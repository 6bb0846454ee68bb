"""Tools for those who build Convenor; nothing here is part of the bot."""
