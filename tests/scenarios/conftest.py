"""The doors that stories are told at."""

from tests.cli.conftest import convenor
from tests.handlers.slack.conftest import slack, unhurried, web

__all__ = ["convenor", "slack", "unhurried", "web"]
