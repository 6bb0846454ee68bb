"""How an organisation looks from the table: seen by itself first, and by itself alone."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.domain.reflections import Shared
from bot.messages.cards import our_part as cards
from bot.messages.parts import Text
from bot.services.request import Reply, Said
from bot.storage import parts, reflections

# "What came of what we promised" looks back a quarter: as far as a table remembers.
LOOKING_BACK = timedelta(days=91)


def facts_of(tx: Connection, asker: Partner, *, today: date) -> cards.OurPart:
    """What the asker's seat did, owes and is waited for."""
    found = parts.of_seat(tx, asker, since=today - LOOKING_BACK)
    return cards.OurPart(
        name=asker.organisation.name if asker.organisation else None,
        last_on=found.last_on,
        open=found.open,
        late=[one for one in found.open if one.due_on is not None and one.due_on < today],
        kept=found.kept,
        let_go=found.let_go,
        confirmed=found.confirmed,
        waiting=found.waiting,
    )


def of(tx: Connection, asker: Partner, *, today: date) -> Text:
    """The one line that comes before anything is said about others."""
    return cards.line(facts_of(tx, asker, today=today), today=today)


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`/table our part`."""
    today = asker.partnership.local_date(now)
    facts, noticed = facts_of(tx, asker, today=today), _noticed(tx, asker, today)
    return Reply(show=cards.our_part(facts, asker.partnership.name, noticed=noticed, today=today))


def _noticed(tx: Connection, asker: Partner, today: date) -> list[tuple[str, str]]:
    """What was shared among those of the asker's own organisation, the newest first: who, and the words."""
    shared = reflections.shared_with(tx, asker.viewer, start=today - LOOKING_BACK, end=today)
    return [(one.author or "", one.text) for one in reversed(shared) if one.shared is Shared.ORGANISATION]
