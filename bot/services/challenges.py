"""The challenge as the table puts it: looked at, and each says whether they recognise it. Answers are only counted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.challenges import Answer, Tally, Wording, may_use
from bot.domain.people import Partner, Viewer
from bot.messages import of_challenge as piece
from bot.messages.cards import challenge as cards
from bot.messages.happened import Happened, Section
from bot.messages.parts import Card, Item, Text
from bot.services import views
from bot.services.request import Reply, Said
from bot.services.speaking import speaks
from bot.storage import challenges as storage
from bot.storage import commitments, perspectives

# A note asks about new words for as long as they are new; they stand at the table for longer.
NEW_FOR = timedelta(days=28)
MOST_WAITING = 2


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The wording that stands, whose it is, how many recognise it, one's own answer, and what is proposed."""
    return Reply(show=standing(tx, asker, now=now))


def standing(
    tx: Connection,
    asker: Partner,
    *,
    lead: str = "",
    careful: bool = False,
    changed: Wording | None = None,
    now: datetime,
) -> Card:
    """How it stands now. `lead`: what came of what they did; `changed`: the wording that this was about."""
    one = storage.standing(tx, asker.viewer)
    if one is None:
        return cards.nothing_yet(speaks=speaks(asker))
    proposed = storage.proposed(tx, asker.viewer)
    seats = perspectives.spoken(tx, asker.viewer, now=now).seats
    tallies = storage.tallies(tx, asker.viewer, seats=seats)
    usable = [
        other.number
        for other in proposed
        if asker.convenes and may_use(other, tallies.get(other.number, Tally(seats=seats)), seat_id=asker.seat_id)
    ]
    shown = cards.Shown(
        standing=one,
        proposed=proposed,
        tallies=tallies,
        seats=seats,
        own=storage.own(tx, asker),
        reader=asker.id,
        usable=frozenset(usable),
        speaks=speaks(asker),
        earlier=len(storage.versions(tx, asker.viewer)) > 1,
        today=asker.local_date(now),
    )
    return cards.challenge(shown, lead=lead, careful=careful, changed=changed)


def versions(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """All that ever stood, with whose each was."""
    found = storage.versions(tx, asker.viewer)
    if not found:
        return Reply(show=cards.nothing_yet(speaks=speaks(asker)))
    return Reply(show=cards.versions(found, today=asker.local_date(now)))


def recognise(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They recognise it: their own view, and no decision."""
    return _answered(tx, asker, said, Answer.RECOGNISE, now=now)


def not_ours(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It is not how they see it. What is missing goes to their own view, if they say it."""
    reply = _answered(tx, asker, said, Answer.NOT_OURS, now=now)
    if not said.rest or storage.standing(tx, asker.viewer) is None:
        return reply
    return views.add(tx, asker, said, now=now)


def _answered(tx: Connection, asker: Partner, said: Said, answer: Answer, *, now: datetime) -> Reply:
    one, instead = meant(tx, asker, said, now=now)
    if one is None:
        return instead
    storage.say(tx, asker, one, answer, now=now)
    card = standing(tx, asker, lead=cards.noted(answer), changed=one, now=now)
    if answer is Answer.NOT_OURS:
        card = cards.and_then(card, cards.ask_missing(has_view=perspectives.of(tx, asker) is not None))
    return Reply(show=card)


def meant(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> tuple[Wording | None, Reply]:
    """The wording that is answered: the one that stands, unless the card that was used showed another."""
    commitments.lock(tx, asker.partnership.id)
    one = storage.standing(tx, asker.viewer)
    if one is not None and said.seen in (None, one.fingerprint):
        return one, Reply()
    lead = cards.changed_since() if one else ""
    return None, Reply(show=standing(tx, asker, lead=lead, now=now))


def line(tx: Connection, asker: Partner, *, now: datetime) -> Text | None:
    """The challenge in a sentence, on the table's card."""
    one = storage.standing(tx, asker.viewer)
    return piece.line(one) if one else None


def waiting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """What there is to say of new words, as lines of somebody's note: those proposed, and those that stand now."""
    if not speaks(seat):
        return ()
    own = storage.own(tx, seat)
    compared = [
        piece.waits(one)
        for one in storage.proposed(tx, seat.viewer)
        if one.number not in own.compared and one.seat_id != seat.seat_id and now - one.made_at < NEW_FOR
    ]
    one = storage.standing(tx, seat.viewer)
    anew = one and own.before and not own.now and one.stood_at and now - one.stood_at < NEW_FOR
    return (*([piece.ask_anew(one)] if one and anew else []), *compared)[:MOST_WAITING]


def nobodys(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """Nobody is written to only because of it: it stands in a note that there is anyhow, and in the table's digest."""
    return frozenset()


def happened(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    """New words for the challenge, words proposed, and how many seats spoke: never what they said, nor who did not."""
    first = next(iter(storage.versions(tx, viewer)), None)
    stood = [
        Happened(section=Section.LEARNED, said=piece.stood(one, first=one == first), at=one.stood_at or one.made_at)
        for one in storage.stood_between(tx, viewer, since=since, until=until)
    ]
    proposed = [
        Happened(section=Section.MOVED, said=piece.is_proposed(one), at=one.made_at)
        for one in storage.proposed_between(tx, viewer, since=since, until=until)
    ]
    number = perspectives.seats_between(tx, viewer, since=since, until=until)
    spoke = [Happened(section=Section.LEARNED, said=piece.views_given(number), at=until)] if number else []
    return [*stood, *proposed, *spoke]
