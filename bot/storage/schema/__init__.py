"""Every table, once. Children name their partnership in their foreign keys, so that no row can point into another's.

Each table says in its `info` how long its rows are kept; docs/privacy.md says it in plain words and a test compares.
"""

from bot.storage.schema.apps import consent_state, installation
from bot.storage.schema.base import LONG_AGO, UTCDateTime, metadata
from bot.storage.schema.calls import call, hindrance
from bot.storage.schema.leading import convening_answer, lead, lead_offer, strand, thanks
from bot.storage.schema.looking import look
from bot.storage.schema.meetings import attendance, meeting
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
from bot.storage.schema.results import measure, outcome, sharing, trying
from bot.storage.schema.seats import chair_invitation, parting, seat_offer
from bot.storage.schema.sponsors import sponsor, sponsor_told
from bot.storage.schema.states import contest, state_change
from bot.storage.schema.tables import consent, organisation, partner, partnership, seat
from bot.storage.schema.teams import teams_person, teams_place
from bot.storage.schema.together import helped, party
from bot.storage.schema.understanding import recognition, say_back, wording, worth
from bot.storage.schema.word import change, commitment, draft, participation, perspective, reflection

__all__ = [
    "LONG_AGO",
    "UTCDateTime",
    "answer",
    "asked_question",
    "attendance",
    "away",
    "call",
    "chair_invitation",
    "change",
    "clock",
    "commitment",
    "consent",
    "consent_state",
    "contest",
    "convening_answer",
    "conversation",
    "debrief",
    "door",
    "draft",
    "exchange",
    "helped",
    "hindrance",
    "identity",
    "inbox",
    "installation",
    "joining",
    "lead",
    "lead_offer",
    "link",
    "look",
    "measure",
    "meeting",
    "message",
    "metadata",
    "organisation",
    "outbox",
    "outcome",
    "pace",
    "pair",
    "participation",
    "parting",
    "partner",
    "partnership",
    "party",
    "person",
    "perspective",
    "posted",
    "recognition",
    "reflection",
    "rounds",
    "route",
    "say_back",
    "seat",
    "seat_offer",
    "session",
    "sharing",
    "sponsor",
    "sponsor_told",
    "state_change",
    "strand",
    "teams_person",
    "teams_place",
    "thanks",
    "trying",
    "wanted_place",
    "wording",
    "worth",
]
