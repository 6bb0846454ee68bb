"""New words for the challenge: proposed by anybody who sits here, compared, and taken up by a coordinator, by hand."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.acts import Act
from bot.domain.challenges import Answer, Tally, Wording, exchange_mark, may_use, stands_at_once
from bot.domain.people import Partner
from bot.messages.cards import challenge as cards
from bot.messages.parts import Form
from bot.services import copies, free_words, safeguards
from bot.services.challenges import meant as meant_standing
from bot.services.challenges import standing
from bot.services.free_words import Asking, Given, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.speaking import numbered
from bot.storage import challenges as storage
from bot.storage import changes, commitments, perspectives

WORD = Command(act="challenge.word", typed="/table challenge", has_form=True)
NEARLY = Command(act="challenge.nearly", typed="nearly:", has_form=True)


def word(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Put it into words: the first stand at once, others beside those that stand. Said bare, ask with the form."""
    given = _given(tx, asker, said, WORD, now=now)
    return given if isinstance(given, Reply) else _put(tx, asker, given, now=now)


def nearly(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Nearly: they say what they would change, as another wording beside the one that stands."""
    one, instead = meant_standing(tx, asker, said, now=now)
    if one is None and not said.values:
        return instead
    given = _given(tx, asker, said, NEARLY, now=now)
    if isinstance(given, Reply):
        return given
    if one is not None and one.text != given.words:
        storage.say(tx, asker, one, Answer.NEARLY, now=now)
    return _put(tx, asker, given, now=now)


def _given(tx: Connection, asker: Partner, said: Said, command: Command, *, now: datetime) -> Given | Reply:
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    one, own = storage.standing(tx, asker.viewer), _own(tx, asker)
    begin = own or one
    start = {"words": begin.text if begin else "", "reason": (own.reason or "") if own else ""}
    act = Act(name=command.act, seen=one.fingerprint if one and command is NEARLY else None)

    def form(values: Values, asking: str | None) -> Form:
        # A form that was sent keeps what stood in it; one that is opened begins with one's own words, or the present.
        filled = values if "reason" in values or values["words"] else start
        return cards.form(filled, act=act, stands=one.text if one else None, asking=asking)

    asking = Asking(command=command, form=form, boxes=("words", "reason"), needed=("words",))
    return free_words.given(tx, asker, meant, asking, now=now)


def _own(tx: Connection, asker: Partner) -> Wording | None:
    return next((one for one in storage.proposed(tx, asker.viewer) if one.partner_id == asker.id), None)


def _put(tx: Connection, asker: Partner, given: Given, *, now: datetime) -> Reply:
    """Keep the words, beside those that stand or in their place; the same words again are none."""
    commitments.lock(tx, asker.partnership.id)
    one = storage.standing(tx, asker.viewer)
    reason = given.values.get("reason") or None
    known = [one, *storage.proposed(tx, asker.viewer)] if one else []
    # One's own proposal with another reason is another one.
    others = [other for other in known if other is one or other.partner_id != asker.id or other.reason == reason]
    if given.words in [other.text for other in others]:
        return Reply(show=standing(tx, asker, lead=cards.same_words(), careful=given.careful, now=now))
    at_once = stands_at_once(one, partner_id=asker.id, others_spoke=storage.others_spoke(tx, asker))
    new = storage.propose(tx, asker, given.words, reason=reason, now=now)
    if at_once:
        _stand(tx, asker, new, before=one, now=now)
    lead = cards.stands_now() if at_once else cards.put_beside()
    return Reply(show=standing(tx, asker, lead=lead, careful=given.careful, changed=new, now=now))


def _stand(tx: Connection, taker: Partner, new: Wording, *, before: Wording | None, now: datetime) -> None:
    """Let it stand, with who did so kept. Whoever put it so recognises it."""
    storage.stand(tx, taker, new.number, now=now)
    numbers = (before.number if before else None, new.number)
    changes.note(tx, taker, subject="challenge", subject_id=new.number, what="taken_up", from_to=numbers, now=now)
    storage.recognised_by_author(tx, taker.viewer, new, now=now)


def _numbered(tx: Connection, asker: Partner, number: int) -> Wording | None:
    return next((one for one in storage.proposed(tx, asker.viewer) if one.number == number), None)


def better(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """What is proposed is better than what stands."""
    return _compared(tx, asker, said, Answer.BETTER, now=now)


def as_it_was(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """What stands is better than what is proposed."""
    return _compared(tx, asker, said, Answer.AS_IT_WAS, now=now)


def _compared(tx: Connection, asker: Partner, said: Said, answer: Answer, *, now: datetime) -> Reply:
    commitments.lock(tx, asker.partnership.id)
    one = _numbered(tx, asker, numbered(said)[0])
    if one is None or said.seen not in (None, one.fingerprint):
        return Reply(show=standing(tx, asker, lead=cards.not_proposed(), now=now))
    storage.say(tx, asker, one, answer, now=now)
    return Reply(show=standing(tx, asker, lead=cards.noted(answer), changed=one, now=now))


def use(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """A coordinator takes a proposal up. A card that showed other words, proposed or standing, does nothing."""
    commitments.lock(tx, asker.partnership.id)
    one, before = _numbered(tx, asker, numbered(said)[0]), storage.standing(tx, asker.viewer)
    if one is None or before is None or said.seen not in (None, exchange_mark(before, one)):
        return Reply(show=standing(tx, asker, lead=cards.not_proposed(), now=now))
    seats = perspectives.spoken(tx, asker.viewer, now=now).seats
    tally = storage.tallies(tx, asker.viewer, seats=seats).get(one.number, Tally(seats=seats))
    if not may_use(one, tally, seat_id=asker.seat_id):
        return Reply(show=standing(tx, asker, lead=cards.other_seat_first(), now=now))
    _stand(tx, asker, one, before=before, now=now)
    return Reply(show=standing(tx, asker, lead=cards.stands_now(), changed=one, now=now))


def withdraw(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take one's own proposal back everywhere; what the table took up is the table's."""
    one = _own(tx, asker)
    if one is None:
        return Reply(show=cards.nothing_to_take_back())
    if said.seen not in (None, one.fingerprint):
        return Reply(show=standing(tx, asker, lead=cards.not_proposed(), now=now))
    copies.take_out(tx, asker, *filter(None, (one.text, one.reason)))
    storage.withdraw(tx, asker)
    return Reply(show=cards.taken_back(one))
