"""E-mail as a door: letters go out; nothing comes in yet."""
