"""Slack's Web API, as far as a bot like ours needs it."""

# Each of these modules registers its methods.
from tests.fakes.slack.api import apps, chat, conversations, files, history, people, views
from tests.fakes.slack.api.method import METHODS

__all__ = ["METHODS", "apps", "chat", "conversations", "files", "history", "people", "views"]
