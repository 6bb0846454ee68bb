"""At which of several tables something was said: asked with a button for each, and the words are kept meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.acts import Act
from bot.domain.grammar import fold
from bot.domain.people import Partner
from bot.domain.writing import tidy
from bot.messages.cards import commitment_forms, safeguards
from bot.messages.cards import tables as cards
from bot.services.request import Answers, Reply, Request, Said, Words
from bot.storage import drafts, people

CHOOSE, SHOW, MAKE = "table.choose", "table.show", "commitment.make"

# What the name of a table means where no words wait for it.
BARE = "/table"

# A name that is typed later than this answers no question any more; a button does as long as its words are kept.
WAITING = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The table that was named, and the words that are meant for it."""

    asker: Partner
    words: str


def ask(tx: Connection, seats: Sequence[Partner], request: Request, *, now: datetime) -> Reply:
    """Never "the one used last": ask, and keep the words, or what was pressed, or the form as it was filled in."""
    said = request.said
    names = [(seat.partnership.slug, seat.partnership.name) for seat in seats]
    if isinstance(said, Answers):
        return _in_the_form(said, names)
    words = tidy(said.text) if isinstance(said, Words) else ""
    act = Act(name=SHOW) if isinstance(said, Words) else replace(said, picked=None)
    if isinstance(said, Words) and words:
        whole = " ".join([words, *_written(tx, seats, said)])
        draft = drafts.keep(tx, seats[0].person.id, partnership_id=None, command=CHOOSE, text=whole, now=now)
        act = Act(name=CHOOSE, on=(str(draft),))
    card = cards.which_table(names, words, act)
    return Reply(show=card, wrong={"table": card.text})


def _written(tx: Connection, seats: Sequence[Partner], said: Words) -> list[str]:
    """The people who are mentioned, as one could type them: of those at none of these tables nothing is told."""
    tables = {seat.partnership.id for seat in seats}
    found = [
        next((seat for seat in people.known_as(tx, who) if seat.partnership.id in tables), None) for who in said.people
    ]
    return [f'@"{one.person.email or one.person.name}"' for one in found if one]


def _in_the_form(said: Answers, names: Sequence[tuple[str, str]]) -> Reply:
    """A commitment's form can be opened where no table is known: it then asks for the table as well."""
    if said.act.name != MAKE:
        card = cards.which_table(names, "", Act(name=SHOW))
        return Reply(show=card, wrong={"table": card.text})
    given = {name: value for name, value in said.values.items() if isinstance(value, str)}
    return Reply(show=commitment_forms.make(given, seated_for="seen_by" in given, tables=names))


def named(tx: Connection, seats: Sequence[Partner], words: str, *, alone: bool, now: datetime) -> Chosen | None:
    """Somebody types the name of a table, as the question asks them to: the words that wait for it are meant.

    `alone`: the name is no command as well, so that without words waiting it shows the table.
    """
    name = fold(words)
    found = [seat for seat in seats if name and name in (fold(seat.partnership.name), fold(seat.partnership.slug))]
    if len(seats) == 1 or len(found) != 1:
        return None
    kept = drafts.take_latest_unplaced(tx, found[0].person.id, CHOOSE, since=now - WAITING)
    words = kept or (BARE if alone else "")
    return Chosen(asker=found[0], words=words) if words else None


def kept(tx: Connection, asker: Partner, said: Said) -> str | None:
    """The words for which a table has just been chosen; None if they wait no more."""
    return drafts.take_unplaced(tx, asker.person.id, CHOOSE, said.row_id)


def gone(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """A second press on the question, or one after thirty days."""
    return Reply(show=safeguards.gone())
