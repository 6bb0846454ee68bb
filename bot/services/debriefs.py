"""A debrief of the whole table: begun by its calendar, answered privately, shared as each chooses."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.access import may
from bot.domain.commitments import numbered
from bot.domain.debriefs import PARTS, Debrief, begins
from bot.domain.errors import EmptyWordsError
from bot.domain.people import Partner, Partnership, Viewer
from bot.domain.reflections import Shared, monday_of, nobodys_last
from bot.messages.cards import debriefs as cards
from bot.messages.parts import Form, Item
from bot.services import free_words, safeguards
from bot.services.free_words import Asking, Given, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.speaking import speaks
from bot.services.told import not_yet
from bot.storage import commitments, meetings, people, reflections, weeks
from bot.storage import debriefs as storage

ANSWER = Command(act="debrief.answer", typed="answer the debrief", has_form=True)

# What is looked at in the same sitting, where the table has it.
FURTHER = ("outcome.list", "challenge.show")


def begin_if_due(tx: Connection, here: Partnership, viewer: Viewer, *, now: datetime) -> bool:
    """Begin the next where its week has come, a week before a meeting where one comes in time; whether it did."""
    today = here.local_date(now)
    before = storage.latest(tx, viewer)
    last = before.begun_on if before else weeks.began_on(tx, viewer)
    meeting = meetings.next_one(tx, viewer, now)
    if last is None or not begins(today, last=last, meeting=meeting.on_day(here.zone) if meeting else None):
        return False
    storage.begin(tx, viewer, number=before.number + 1 if before else 1, on=today)
    return True


def waiting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """Offered once, in the note of the week in which it begins, to whoever has not answered."""
    one = _of_this_week(tx, seat.viewer, seat.partnership, now=now)
    return (cards.offer(one),) if one and speaks(seat) and not storage.mine(tx, seat, one.number) else ()


def whose(tx: Connection, here: Partnership, viewer: Viewer, *, now: datetime) -> frozenset[int]:
    """Everybody who speaks here, in that week."""
    if _of_this_week(tx, viewer, here, now=now) is None:
        return frozenset()
    return frozenset(one.id for one in people.everybody(tx, viewer) if speaks(one))


def _of_this_week(tx: Connection, viewer: Viewer, here: Partnership, *, now: datetime) -> Debrief | None:
    one = storage.latest(tx, viewer)
    return one if one and monday_of(one.begun_on) == monday_of(here.local_date(now)) else None


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """What was shared of the last one, side by side, and how many answered."""
    one = storage.latest(tx, asker.viewer)
    if one is None:
        return Reply(show=cards.none_yet())
    monday = monday_of(asker.partnership.local_date(now))
    # Words without a name wait until their week is over, as in the digest: no day then tells whose they are.
    shared = [
        answer
        for answer in reflections.of_debrief(tx, asker.viewer, one.number)
        if answer.shared is not Shared.UNNAMED or answer.on < monday
    ]
    can_answer = speaks(asker) and not storage.mine(tx, asker, one.number)
    shown = cards.Shown(debrief=one, shared=nobodys_last(shared), further=_further(asker), can_answer=can_answer)
    return Reply(show=cards.debrief(shown))


def _further(asker: Partner) -> Mapping[str, str]:
    """What else there is to look at, as far as there is a command for it."""
    from bot.services.commands import BY_NAME  # noqa: PLC0415 - the list of commands has this one in it

    return {name: BY_NAME[name].bare for name in FURTHER if name in BY_NAME and may(asker.role, BY_NAME[name].right)}


def answer(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """All three in one form, or one in a line; answered already, their own answers with the ways to share them."""
    one = storage.latest(tx, asker.viewer)
    if one is None:
        return Reply(show=cards.none_yet())
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    part, words = _in_a_line(meant.said)
    mine = storage.mine(tx, asker, one.number)
    if mine and (not words or part in {answered.part for answered in mine}):
        return Reply(show=cards.kept(mine, _further(asker)))

    def form(values: Values, asking: str | None) -> Form:
        return cards.form(one, values, asking=asking)

    # What is typed is what stands in the first of the boxes.
    boxes = (cards.BOXES[part - 1], *(box for box in cards.BOXES if box != cards.BOXES[part - 1]))
    asked = replace(meant, said=replace(meant.said, rest=words))
    asking = Asking(command=ANSWER, form=form, boxes=boxes, needed=())
    given = free_words.given(tx, asker, asked, asking, line=f"{part} {words}", now=now)
    return given if isinstance(given, Reply) else _keep(tx, asker, one, given, now=now)


def _in_a_line(said: Said) -> tuple[int, str]:
    """Which question is answered by typing, the first where no number says so, and the words."""
    number, words = numbered(said.rest)
    return (number, words) if number in PARTS else (PARTS[0], said.rest)


def _keep(tx: Connection, asker: Partner, one: Debrief, given: Given, *, now: datetime) -> Reply:
    """Each answer is a reflection of its own, hidden until it is shared."""
    words = {part: given.values.get(box, "") for part, box in zip(PARTS, cards.BOXES, strict=True)}
    if not any(words.values()):
        error = EmptyWordsError()
        error.field = cards.BOXES[0]
        return not_yet(cards.form(one, given.values), error)
    commitments.lock(tx, asker.partnership.id)
    if not storage.mine(tx, asker, one.number):
        storage.count(tx, asker.viewer, one.number)
    questions, on = cards.questions(), asker.local_date(now)
    for part, text in words.items():
        if text:
            reflections.add(tx, asker, text, question=questions[part], on=on, part_of=(one.number, part))
    mine = storage.mine(tx, asker, one.number)
    return Reply(show=cards.kept(mine, _further(asker), careful=given.careful))
