"""A strict Slack on the loopback: it refuses what Slack would refuse, and says why. See `fake.FakeSlack`."""

from tests.fakes.slack.checker import links, pings, problems
from tests.fakes.slack.clock import Clock
from tests.fakes.slack.fake import FakeSlack
from tests.fakes.slack.records import Answer, Call, Delivery, Kind, Problem, Response
from tests.fakes.slack.world import Channel, Message, User, View, Workspace

__all__ = [
    "Answer",
    "Call",
    "Channel",
    "Clock",
    "Delivery",
    "FakeSlack",
    "Kind",
    "Message",
    "Problem",
    "Response",
    "User",
    "View",
    "Workspace",
    "links",
    "pings",
    "problems",
]
