"""What somebody noticed, given back to them alone: six weeks on, and before a meeting. It rides in what goes anyhow."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.domain.reflections import Shared, given_back
from bot.messages.cards import reflections_back as cards
from bot.messages.parts import Form, Item
from bot.services import free_words, reflections, safeguards
from bot.services.free_words import Asking, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.storage import reflections as storage

CHANGED = Command(act="reflection.changed", typed="it's changed", has_form=True)

MOST = 2
BEFORE_A_MEETING = timedelta(weeks=8)


def lines(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """What they noticed six weeks ago, as lines of the note of this week: once, for no other week gives it back."""
    today = seat.local_date(now)
    return [cards.six_weeks_on(one) for one in given_back(storage.mine(tx, seat), today=today)[:MOST]]


def for_meeting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """What they noticed lately and have shown nobody, the newest first, as lines of their brief before a meeting."""
    since = seat.local_date(now) - BEFORE_A_MEETING
    hidden = [one for one in storage.mine(tx, seat) if one.shared is Shared.PRIVATE and one.on >= since]
    return [cards.before_meeting(one) for one in hidden[: -MOST - 1 : -1]]


def still(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It is still so: nothing is kept of that, and it can still be shared."""
    one, _ = reflections.own(tx, asker, said)
    return Reply(show=cards.still(one))


def changed(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It has changed: what they notice now is a reflection of its own, and the earlier one stays as it is."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    one, words = reflections.own(tx, asker, meant.said)

    def form(values: Values, asking: str | None) -> Form:
        return cards.form(one, words=values["words"], asking=asking)

    asked = replace(meant, said=replace(meant.said, rest=words))
    line = f"{one.number} {words}"
    given = free_words.given(tx, asker, asked, Asking(command=CHANGED, form=form), line=line, now=now)
    return given if isinstance(given, Reply) else reflections.keep_words(tx, asker, given, None, now=now)
