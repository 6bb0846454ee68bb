"""Saying back: another's view in one's own words; they say whether one got it. Between the two, and nobody else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import UnknownPersonError
from bot.domain.people import Partner
from bot.domain.perspectives import Perspective
from bot.domain.say_backs import SayBack, State
from bot.messages.cards import say_backs as cards
from bot.messages.parts import Card, Form, Item
from bot.services import copies, free_words, identity, offers, safeguards, views
from bot.services.free_words import Asking, Given, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command, Meant
from bot.services.speaking import numbered
from bot.storage import commitments, people, perspectives
from bot.storage import say_backs as storage

BACK = Command(act="say.back", typed="/table say back", has_form=True)
MEND = Command(act="say.mend", typed="mend said back", has_form=True)


def back(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Say somebody's view back to them; without words, in a form that has it; without a name, all views are shown."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    if not (meant.said.on or meant.said.rest or meant.said.people):
        return views.list_all(tx, asker, said, now=now)
    author, words = _whose(tx, asker, meant.said)
    view = perspectives.of(tx, author)
    if author.id == asker.id or author.left_on or view is None:
        return Reply(show=_cannot(asker, author))
    given = _given(tx, asker, replace(meant, said=replace(meant.said, rest=words)), author, view, now=now)
    return given if isinstance(given, Reply) else _keep(tx, asker, author, given, now=now)


def _whose(tx: Connection, asker: Partner, said: Said) -> tuple[Partner, str]:
    """Whose view is meant, and the words without the name. Raises UnknownPersonError."""
    if said.row_id:
        found = people.partner_by_id(tx, partnership_id=asker.partnership.id, partner_id=said.row_id)
        if found is None:
            raise UnknownPersonError(words="", names=())
        return found, said.rest
    named, words = identity.mentioned(tx, asker, said, bare=True)
    if len(named) != 1:
        raise UnknownPersonError(words=said.rest, names=tuple(one.person.name for one in named))
    return named[0], words.lstrip(" :,")


def _cannot(asker: Partner, author: Partner) -> Card:
    if author.id == asker.id:
        return cards.your_own()
    return cards.has_left(author.person.name) if author.left_on else cards.no_view(author.person.name)


def _given(
    tx: Connection, asker: Partner, meant: Meant, author: Partner, view: Perspective, *, now: datetime
) -> Given | Reply:
    """The words, once they are about the view that stands and nothing has to be asked about them."""

    def form(values: Values, asking: str | None) -> Form:
        return cards.form(author, view.text, seen=view.fingerprint, words=values["words"], asking=asking)

    if meant.said.seen not in (None, view.fingerprint):
        return Reply(
            show=cards.changed_since(author, view.text, seen=view.fingerprint, words=meant.said.value("words"))
        )
    line = f'@"{author.person.email or author.person.name}" {meant.said.rest}'
    return free_words.given(tx, asker, meant, Asking(command=BACK, form=form), line=line, now=now)


def _keep(tx: Connection, asker: Partner, author: Partner, given: Given, *, now: datetime) -> Reply:
    """Keep it and ask its author; the same words again, while they wait, are the same."""
    commitments.lock(tx, asker.partnership.id)
    twin = [one for one in storage.waiting(tx, author) if one.partner_id == asker.id and one.text == given.words]
    number = twin[0].number if twin else storage.add(tx, asker, author, given.words, now=now)
    if not twin:
        offers.owe(tx, author, f"say_back:{number}", now=now)
    [kept] = [one for one in storage.between(tx, asker) if one.number == number]
    return Reply(show=cards.said(kept, careful=given.careful))


def yes(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """That's it."""
    return _answer(tx, asker, said, State.YES, now=now)


def not_quite(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Not quite; nothing more has to be said."""
    return _answer(tx, asker, said, State.NOT_QUITE, now=now)


def _answer(tx: Connection, asker: Partner, said: Said, state: State, *, now: datetime) -> Reply:
    one = _meant(tx, asker, said)
    if one is None:
        return Reply(show=cards.gone())
    if one.state is not state:
        storage.answer(tx, asker, one.number, state, now=now)
    return Reply(show=cards.thanked(replace(one, state=state)))


def _meant(tx: Connection, asker: Partner, said: Said) -> SayBack | None:
    """Which of those said back to the asker; named by nothing, the one that waits longest."""
    number, _words = numbered(said)
    if not number:
        return next(iter(storage.waiting(tx, asker)), None)
    one = storage.numbered(tx, asker, number)
    known = one is not None and one.of_id == asker.id and said.seen in (None, one.fingerprint)
    return one if known else None


def mend(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Nearly: their own words beside those that were said back."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    one = _meant(tx, asker, meant.said)
    if one is None:
        return Reply(show=cards.gone())
    found = one

    def form(values: Values, asking: str | None) -> Form:
        return cards.mend_form(found, words=values["words"], asking=asking)

    words = numbered(meant.said)[1]
    asked = replace(meant, said=replace(meant.said, rest=words))
    line = f"{one.number} {words}"
    given = free_words.given(tx, asker, asked, Asking(command=MEND, form=form), line=line, now=now)
    if isinstance(given, Reply):
        return given
    storage.answer(tx, asker, one.number, State.NEARLY, mended=given.words, now=now)
    return Reply(show=cards.thanked(replace(one, state=State.NEARLY), careful=given.careful))


def take_back(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Whoever said it back takes it back everywhere, answered or not."""
    number, _words = numbered(said)
    one = storage.numbered(tx, asker, number)
    if one is None or one.partner_id != asker.id or said.seen not in (None, one.fingerprint):
        return Reply(show=cards.gone())
    copies.take_out(tx, asker, one.text)
    storage.take_back(tx, asker, number)
    return Reply(show=cards.taken_back())


def list_all(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """What they said back and what was said back to them; with that, they have seen the answers."""
    those = storage.between(tx, asker)
    storage.look(tx, asker, now=now)
    return Reply(show=cards.listing(those, reader=asker.id))


def offered(tx: Connection, receiver: Partner, number: str, *, now: datetime) -> Card | None:
    """It as it is said when it is made; None once it was answered or taken back."""
    one = next((one for one in storage.waiting(tx, receiver) if one.number == int(number)), None)
    return cards.offer(one, receiver) if one else None


def waiting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """What was said back to somebody and waits for their word; and answers that they have not looked at."""
    return [*_asked(tx, seat), *(cards.answered(one) for one in storage.unseen(tx, seat))]


def in_note(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """The same for a note, which tells an answer once."""
    return [*_asked(tx, seat), *(cards.answered(one) for one in storage.untold(tx, seat))]


def _asked(tx: Connection, seat: Partner) -> Sequence[Item]:
    return [cards.waits(one) for one in storage.waiting(tx, seat)]
