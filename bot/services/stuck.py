"""Stuck: what would help with a commitment, and of whom; what the whole table was told stands on its card a while."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.acts import Act
from bot.domain.commitments import Commitment, SeenBy, State, because
from bot.domain.people import Partner, Viewer
from bot.messages.cards import commitment_steps as steps
from bot.messages.cards import if_only as cards
from bot.messages.happened import Happened, Section
from bot.messages.parts import Form, Text
from bot.services import free_words, whom, wished
from bot.services.free_words import Asking, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command, Meant
from bot.services.told import Verb, told
from bot.services.wished import Wish
from bot.storage import commitments as storage
from bot.storage import stuck as told_storage

STUCK = Verb(command=Command(act="commitment.stuck", typed="stuck"), states=frozenset({State.OPEN}), joint=True)
UNSTUCK = Verb(command=Command(act="commitment.unstuck", typed="unstuck"), states=frozenset({State.OPEN}), joint=True)

# More of one kind than anybody reads who comes back after a while.
MOST = 50

# What would help stands on the table's card for as long, if it is still open.
STANDS_FOR = timedelta(days=14)


def stuck(tx: Connection, asker: Partner, said: Said, *, given: Values | None = None, now: datetime) -> Reply:
    """`stuck 3`: what would help, and of whom: somebody here, or the whole table."""
    heard = told(tx, asker, said, STUCK, now=now)
    if isinstance(heard, Reply):
        return heard
    one = heard.commitment
    options = [*_table(one), *whom.options(tx, asker)]
    act = Act(name=STUCK.command.act, on=(str(one.number),), seen=one.version)

    def form(values: Values, asking: str | None) -> Form:
        return cards.stuck(one, values, options, act=act, asking=asking)

    if not said.values:
        head, why = because(heard.words)
        return Reply(show=form(given or {"need": why or head}, None))
    boxes = Asking(command=STUCK.command, form=form, boxes=("need",), needed=("need",))
    found = free_words.given(tx, asker, Meant(said=said), boxes, now=now)
    return found if isinstance(found, Reply) else wished.weigh(tx, asker, found, form, stuck=str(one.number), now=now)


def _table(one: Commitment) -> cards.Options:
    """The whole table is asked only about what it sees."""
    return [(cards.THE_TABLE, cards.the_table())] if one.seen_by is SeenBy.TABLE else []


def unstuck(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The table no longer sees what would help."""
    heard = told(tx, asker, said, UNSTUCK, now=now)
    if isinstance(heard, Reply):
        return heard
    told_storage.take_back(tx, heard.commitment)
    return Reply(show=cards.taken_back(heard.commitment))


def line(tx: Connection, asker: Partner, *, now: datetime) -> Text | None:
    """What would help somebody here, the newest, for the table's card."""
    found = told_storage.told(tx, asker.viewer, since=now - STANDS_FOR, until=now, most=1)
    return cards.would_help(found[0].whose, found[0].need) if found else None


def happened(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    """What the table was told would help somebody."""
    found = told_storage.told(tx, viewer, since=since, until=until, most=MOST)
    return [Happened(section=Section.MOVED, said=cards.would_help(one.whose, one.need), at=one.at) for one in found]


def tell_table(tx: Connection, asker: Partner, wish: Wish, *, now: datetime) -> Reply:
    """What would help stands on the table's card, in place of what was said of the same before."""
    heard = told(tx, asker, Said(rest=wish.stuck), STUCK, now=now)
    if isinstance(heard, Reply):
        return heard
    one = heard.commitment
    if one.seen_by is not SeenBy.TABLE:
        return Reply(show=steps.as_it_is(one, mine=True, today=heard.today))
    told_storage.take_back(tx, one)
    storage.note(tx, asker, one, what=told_storage.ASKED_TABLE, reason=wish.need, now=now)
    return Reply(show=cards.told_table(one, wish.need))
