"""The connector: what the bot writes to Teams, what it asks there, and how it is refused."""
