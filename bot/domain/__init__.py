"""The rules. Nothing here knows a database, a platform or the time of day."""
