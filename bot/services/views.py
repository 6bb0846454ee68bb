"""What it looks like from where each sits: said, said anew, seen side by side, taken back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.grammar import fold
from bot.domain.people import Partner
from bot.domain.perspectives import Perspective, one_a_seat
from bot.domain.writing import LONGEST
from bot.messages.cards import views as cards
from bot.messages.parts import Form
from bot.services import copies, first_steps, free_words, safeguards
from bot.services.free_words import Asking, Given, Values
from bot.services.request import Kept, Reply, Said
from bot.services.safeguards import Command
from bot.storage import perspectives as storage
from bot.storage import say_backs

GIVE = Command(act="view.give", typed="/table view", has_form=True)


def give(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Let the table see how it looks from here, in place of what was said before; said bare, ask with the form."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant

    def form(values: Values, asking: str | None) -> Form:
        return cards.form(words=values["words"] or _said_before(tx, asker), asking=asking)

    given = free_words.given(tx, asker, meant, Asking(command=GIVE, form=form), now=now)
    return given if isinstance(given, Reply) else _keep(tx, asker, given, now=now)


def _said_before(tx: Connection, asker: Partner) -> str:
    own = storage.of(tx, asker)
    return own.text if own else ""


def _keep(tx: Connection, asker: Partner, given: Given, *, now: datetime) -> Reply:
    """Keep it as the newest; the same words again are no change of mind."""
    own, words = storage.of(tx, asker), given.words
    if own is None or own.text != words:
        own = _added(asker, words, storage.add(tx, asker, words, now=now), now=now)
    kept = Kept(kind="view", number=own.version, text=own.text)
    then = first_steps.after_view(tx, asker, now=now)
    return Reply(show=cards.given(own, careful=given.careful, then=then), kept=(kept,))


def _added(asker: Partner, words: str, version: int, *, now: datetime) -> Perspective:
    return Perspective(
        partner_id=asker.id,
        seat_id=asker.seat_id,
        author=asker.person.name,
        organisation=asker.organisation.name if asker.organisation else None,
        text=words,
        version=version,
        made_at=now,
    )


def unsure(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Not knowing yet is an answer."""
    then = first_steps.following(tx, asker, now=now, asked=True)
    return Reply(show=cards.unsure(then=then), instead=bool(said.on))


def list_all(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Everybody's, side by side; of one seat that is named, all that was said from there."""
    standing = storage.standing(tx, asker.viewer)
    today = asker.local_date(now)
    seat_id = _seat_meant(said, standing)
    if seat_id and (versions := storage.of_seat(tx, asker.viewer, seat_id)):
        return Reply(show=cards.earlier(versions, today=today))
    counts = storage.spoken(tx, asker.viewer, now=now)
    speaks = not asker.role.looks_on
    return Reply(show=cards.listing(one_a_seat(standing), counts, asker=asker.id, speaks=speaks, today=today))


def _seat_meant(said: Said, standing: Sequence[Perspective]) -> int:
    """The seat that a button or the words name; 0, which none has, where they name none."""
    if said.on:
        return said.row_id
    name = fold(said.rest.removeprefix("from "))
    return next((one.seat_id for one in standing if name and name == fold(one.organisation or one.author)), 0)


def withdraw(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take it back everywhere: the words are deleted, with every earlier version."""
    own = storage.of(tx, asker)
    if own is None:
        return Reply(show=cards.nothing_to_take_back(), instead=bool(said.seen))
    if said.seen not in (None, own.fingerprint):
        return Reply(show=cards.changed_since(own))
    copies.take_out(
        tx, asker, *(one.text for one in storage.of_seat(tx, asker.viewer, own.seat_id) if one.partner_id == asker.id)
    )
    _take_out_said_back(tx, asker)
    storage.withdraw(tx, asker)
    return Reply(show=cards.withdrawn(), instead=bool(said.seen))


def _take_out_said_back(tx: Connection, asker: Partner) -> None:
    """What others said back of it goes with it: it is the same view, in other words."""
    those = [one for one in say_backs.between(tx, asker) if one.of_id == asker.id]
    copies.take_out(tx, asker, *(text for one in those for text in (one.text, one.mended) if text))
    say_backs.go_with_view(tx, asker)


def add(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """What somebody says is missing goes to their own view: as it, or in a form, behind what they have said."""
    own = storage.of(tx, asker)
    if own is None:
        return give(tx, asker, Said(rest=said.rest), now=now)
    both = f"{own.text}\n{said.rest}"
    return Reply(show=cards.form(words=both if len(both) <= LONGEST else said.rest))
