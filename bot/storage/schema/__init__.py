"""Every table, once. Children name their partnership in their foreign keys, so that no row can point into another's.

Each table says in its `info` how long its rows are kept; docs/privacy.md says it in plain words and a test compares.
"""

from bot.storage.schema.apps import consent_state, installation
from bot.storage.schema.base import LONG_AGO, UTCDateTime, metadata
from bot.storage.schema.people import away, identity, joining, link, person, route, session
from bot.storage.schema.post import (
    answer,
    clock,
    conversation,
    door,
    exchange,
    inbox,
    message,
    outbox,
    pace,
    posted,
    rounds,
    wanted_place,
)
from bot.storage.schema.seats import chair_invitation, parting, seat_offer
from bot.storage.schema.tables import consent, organisation, partner, partnership, seat
from bot.storage.schema.teams import teams_person, teams_place
from bot.storage.schema.word import change, commitment, draft, participation, perspective, reflection

__all__ = [
    "LONG_AGO",
    "UTCDateTime",
    "answer",
    "away",
    "chair_invitation",
    "change",
    "clock",
    "commitment",
    "consent",
    "consent_state",
    "conversation",
    "door",
    "draft",
    "exchange",
    "identity",
    "inbox",
    "installation",
    "joining",
    "link",
    "message",
    "metadata",
    "organisation",
    "outbox",
    "pace",
    "participation",
    "parting",
    "partner",
    "partnership",
    "person",
    "perspective",
    "posted",
    "reflection",
    "rounds",
    "route",
    "seat",
    "seat_offer",
    "session",
    "teams_person",
    "teams_place",
    "wanted_place",
]
