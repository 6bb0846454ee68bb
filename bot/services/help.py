"""What can be typed: five lines for one's role, then all of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.access import may
from bot.domain.grammar import fold
from bot.domain.people import Partner
from bot.messages.cards import help as cards
from bot.services.request import Reply, Said

# A partner needs to learn `/commit`, a coordinator `/table` (DESIGN 3); the other lines are what people ask for next.
FIRST_FOR_PARTNERS = ("commitment.make", "commitment.list", "reflection.make", "table.show", "messages.stop")
FIRST_FOR_COORDINATORS = ("table.show", "quiet.answer", "table.invite", "commitment.make", "messages.stop")


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Five lines for the asker's role; "more" has every command they may use."""
    everything = bool(said.on) or fold(said.rest) == "more"
    return Reply(show=cards.help_card(lines_for(asker, everything=everything), more=not everything))


def lines_for(asker: Partner, *, everything: bool) -> Sequence[tuple[str, str]]:
    """What to type and what it does."""
    from bot.services.commands import BY_NAME, COMMANDS  # noqa: PLC0415 - the list of commands has this one in it

    first = FIRST_FOR_COORDINATORS if asker.convenes else FIRST_FOR_PARTNERS
    chosen = COMMANDS if everything else [BY_NAME[name] for name in first]
    return [(one.usage, one.help) for one in chosen if one.usage and may(asker.role, one.right)]
