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
from bot.storage.schema.reflecting import asked_question, debrief, pair
from bot.storage.schema.tables import consent, organisation, partner, partnership, seat
from bot.storage.schema.teams import teams_person, teams_place
from bot.storage.schema.understanding import recognition, say_back, wording, worth
from bot.storage.schema.word import change, commitment, draft, participation, perspective, reflection

__all__ = [
    "LONG_AGO",
    "UTCDateTime",
    "answer",
    "asked_question",
    "away",
    "change",
    "clock",
    "commitment",
    "consent",
    "consent_state",
    "conversation",
    "debrief",
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
    "pair",
    "participation",
    "partner",
    "partnership",
    "person",
    "perspective",
    "posted",
    "recognition",
    "reflection",
    "rounds",
    "route",
    "say_back",
    "seat",
    "session",
    "teams_person",
    "teams_place",
    "wanted_place",
    "wording",
    "worth",
]
