"""Slack's door: deliveries by HTTP or Socket Mode, and messages to its Web API."""
