"""What came of moving the clock, in a few sentences."""

from collections.abc import Iterable, Mapping, Sequence

from bot.demo.history import HERE
from bot.domain.manners import Kind
from bot.handlers.web.demo import Happening, Seated
from bot.messages.words import day
from bot.services.rounds import TickLine
from bot.storage import outbox

SENTENCES = {
    Kind.CHECK_IN: "Asked whether they're still in:",
    Kind.NOTE: "The note of the week went to:",
    Kind.REMINDER: "Reminded of something due:",
    Kind.OFFER: "Asked for something by somebody here:",
    Kind.WELCOME: "Invited, and asked whether I may write:",
    Kind.DETAILS: "What the digest had no room for stands in its thread.",
    Kind.DIGEST: "The week's digest went out. It stands under Digests on everybody's pages.",
}


def account(lines: Iterable[TickLine], seated: Mapping[str, Seated]) -> Sequence[Happening]:
    """What was sent, by day and kind, in the order in which it first came; `seated` by what a line calls them."""
    found: dict[tuple[str, Kind], list[Seated]] = {}
    for line in lines:
        kind = _kind(line)
        if line.row.state == outbox.SENT and kind in SENTENCES:
            who = found.setdefault((day(line.at.astimezone(HERE).date()), kind), [])
            if (one := seated.get(line.row.to)) and one not in who:
                who.append(one)
    return [Happening(when=when, what=SENTENCES[kind], who=tuple(who)) for (when, kind), who in found.items()]


def _kind(line: TickLine) -> Kind:
    """A note that carries a check-in is told of as that."""
    return Kind.CHECK_IN if Kind.CHECK_IN in line.row.riders else Kind(line.row.kind)
