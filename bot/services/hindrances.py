"""What gets in the way, asked of the whole table: answered alone, and told as numbers once there are enough of them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain import calls as rules
from bot.domain.calls import Hindrance
from bot.domain.grammar import fold
from bot.domain.people import Partner, Viewer
from bot.messages.cards import hindrances as cards
from bot.messages.parts import Text
from bot.services import answering
from bot.services.request import Reply, Said
from bot.storage import changes, conversations
from bot.storage import hindrances as storage

# What was in the way half a year ago is not what is in the way.
COUNTED_FOR = timedelta(days=182)

# A table that is asked the same again sooner answers less each time.
ASK_AGAIN = timedelta(days=56)

# What one says of oneself alone, beside the words that anybody uses.
_OF_ONESELF = {Hindrance.TIME: ("too much on",), Hindrance.PERSON: ("i'm the wrong person",)}


def in_the_way(tx: Connection, viewer: Viewer, *, now: datetime) -> Mapping[Hindrance, int] | None:
    """How many each thing gets in the way of, the most first; None from too few answers or organisations."""
    return rules.in_the_way(storage.answers(tx, viewer, since=now - COUNTED_FOR))


def line(tx: Connection, asker: Partner, *, now: datetime) -> Text | None:
    """The same as a sentence, for `/table` and the coordinator's answer; None where there is nothing to say."""
    counts = in_the_way(tx, asker.viewer, now=now)
    return cards.counted(counts) if counts else None


def ask(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`ask the table what's in the way`: how the question would stand there, first."""
    return _not_now(tx, asker, now=now) or Reply(show=cards.preview())


def post(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It stands in the table's conversation, once a coordinator has seen it."""
    if refusal := _not_now(tx, asker, now=now):
        return refusal
    # A table without a chat has its page.
    place = conversations.of_table(tx, asker.partnership.id)[0]
    answering.post(tx, place, cards.question(), key=f"hindrance:{now.isoformat()}", now=now)
    table = asker.partnership.id
    changes.note(tx, asker, subject="partnership", subject_id=table, what=storage.ASKED, now=now)
    return Reply(show=cards.posted(), instead=bool(said.on))


def _not_now(tx: Connection, asker: Partner, *, now: datetime) -> Reply | None:
    """Why the table can't be asked: it was lately."""
    here, last = asker.partnership, storage.last_asked(tx, asker.viewer)
    if last is None or now - last >= ASK_AGAIN:
        return None
    on, again = here.local_date(last), here.local_date(last + ASK_AGAIN)
    return Reply(show=cards.asked_lately(on, again, today=here.local_date(now)))


def say(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`in our way: time`: kept for counting, and told to nobody; said bare, the question."""
    words = fold((said.on[0] if said.on else said.rest).strip(" :,.!"))
    found = next(
        (
            way
            for way, ways in rules.SAID.items()
            if words in (way.value, *map(fold, (*ways, *_OF_ONESELF.get(way, ()))))
        ),
        None,
    )
    if found is None:
        return Reply(show=cards.question())
    storage.say(tx, asker, found, now=now)
    return Reply(show=cards.thanked(found))


def take_back(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It is counted nowhere any more."""
    return Reply(show=cards.taken_back(was_there=storage.take_back(tx, asker)), instead=bool(said.on))
