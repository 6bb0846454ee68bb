"""A strict Microsoft Teams on the loopback: it refuses what Teams would refuse, and says why. See `fake.FakeTeams`."""

from tests.fakes.slack.clock import Clock
from tests.fakes.teams.fake import FakeTeams
from tests.fakes.teams.identity import BAD, KINDS
from tests.fakes.teams.records import Answer, Call, Delivery, Dialog, Problem
from tests.fakes.teams.world import Message, Person, Place, Team, Tenant

__all__ = [
    "BAD",
    "KINDS",
    "Answer",
    "Call",
    "Clock",
    "Delivery",
    "Dialog",
    "FakeTeams",
    "Message",
    "Person",
    "Place",
    "Problem",
    "Team",
    "Tenant",
]
