"""What can be typed: five lines for one's role, then all of it."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil

from sqlalchemy import Connection

from bot.domain.access import may
from bot.domain.grammar import fold
from bot.domain.people import Partner
from bot.messages.cards import help as cards
from bot.services.request import Reply, Said

# A partner needs to learn `/commit`, a coordinator `/table` (DESIGN 3); the other lines are what people ask for next.
FIRST_FOR_PARTNERS = ("commitment.make", "commitment.list", "reflection.make", "table.show", "messages.stop")
FIRST_FOR_COORDINATORS = ("table.show", "quiet.answer", "table.invite", "commitment.make", "messages.stop")

# What Teams takes in one card, with room to spare; and what a page can be called, more than anybody turns.
MOST_AT_ONCE = 60
NUMBERED = tuple("123456789")


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Five lines for the asker's role; "more" has every command they may use, as many at a time as can be drawn."""
    page = _page(said)
    lines = lines_for(asker, everything=page > 0)
    if page == 0:
        return Reply(show=cards.help_card(lines, more=1))
    last = ceil(len(lines) / MOST_AT_ONCE)
    before = MOST_AT_ONCE * (min(page, last) - 1)
    return Reply(show=cards.help_card(lines[before : before + MOST_AT_ONCE], more=page + 1 if page < last else None))


def _page(said: Said) -> int:
    """0 for the few lines; of all that there is the first page, or the one that is named."""
    which = said.on[0] if said.on else fold(said.rest)
    return 1 if which == "more" else int(which) if which in NUMBERED else 0


def lines_for(asker: Partner, *, everything: bool) -> Sequence[tuple[str, str]]:
    """What to type and what it does."""
    from bot.services.commands import BY_NAME, COMMANDS  # noqa: PLC0415 - the list of commands has this one in it

    first = FIRST_FOR_COORDINATORS if asker.convenes else FIRST_FOR_PARTNERS
    chosen = COMMANDS if everything else [BY_NAME[name] for name in first]
    return [(one.usage, one.help) for one in chosen if one.usage and may(asker.role, one.right)]
