"""What partners noticed or learned: kept for themselves, shared when and as they say, taken back everywhere."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from bot.domain.calendars import at_local
from bot.domain.commitments import numbered
from bot.domain.errors import UnknownReflectionError
from bot.domain.people import Partner
from bot.domain.questions import Chosen
from bot.domain.reflections import Reflection, Shared, how_to_share, monday_of
from bot.messages.cards import reflections as cards
from bot.messages.cards.reflection_questions import text as question_text
from bot.messages.parts import Form
from bot.messages.words import plain
from bot.services import copies, free_words, questions, redraws, replies, safeguards
from bot.services.free_words import Asking, Given, Values
from bot.services.request import Kept, Reply, Said
from bot.services.safeguards import Command
from bot.storage import changes, drafts, exchanges
from bot.storage import reflections as storage

MAKE = Command(act="reflection.make", typed="/reflect", has_form=True)


def make(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Keep what was noticed, hidden from everybody else; said bare, ask one good question."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    bare = not (meant.said.values or meant.said.rest or meant.changing)
    asked = _asked(tx, asker, meant.said, bare=bare, now=now)

    def form(values: Values, asking: str | None) -> Form:
        return cards.form(asked, words=values["words"], asking=asking, met=bare)

    given = free_words.given(tx, asker, meant, Asking(command=MAKE, form=form), now=now)
    if isinstance(given, Reply):
        return given
    return keep_words(tx, asker, given, plain(question_text(asked)) if asked else None, now=now)


def _asked(tx: Connection, asker: Partner, said: Said, *, bare: bool, now: datetime) -> Chosen | None:
    """The question that the form or the button has; else, said bare, this week's."""
    asked = questions.named(tx, asker, said.on[0], now=now) if said.on else None
    return asked or (questions.this_weeks(tx, asker, now=now) if bare else None)


def opened(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> None:
    """Note, once a form that was only read is open, which question it asked."""
    if not said.on:
        questions.this_weeks(tx, asker, now=now)


def keep_words(tx: Connection, asker: Partner, given: Given, question: str | None, *, now: datetime) -> Reply:
    """Keep what was given, hidden from everybody else."""
    one = storage.add(tx, asker, given.words, question=question, on=asker.local_date(now))
    kept = Kept(kind="reflection", number=one.number or 0, text=one.text)
    return Reply(show=cards.kept(one, careful=given.careful), kept=(kept,))


def list_mine(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The asker's own, each with who can see it."""
    return Reply(show=cards.listing(storage.mine(tx, asker), today=asker.local_date(now)))


def own(tx: Connection, asker: Partner, said: Said) -> tuple[Reflection, str]:
    """The asker's own reflection of a number, and what else was said.

    Raises UnknownReflectionError, also where the card that was used showed other words: numbers are given again once
    the last one is taken back, and nobody must share what they did not see.
    """
    number, words = numbered(" ".join((*said.on[:1], said.rest)))
    one = storage.numbered(tx, asker, number) if number is not None else None
    if one is None or said.seen not in (None, one.fingerprint):
        raise UnknownReflectionError(words=said.rest)
    return one, " ".join((*said.on[1:], words))


def share(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Share it with their name, to their organisation, or without their name; ask which, if they don't say."""
    one, words = own(tx, asker, said)
    how, seated_for = how_to_share(words), asker.organisation is not None
    if how is None:
        return Reply(show=cards.how(one, seated_for=seated_for))
    if how is Shared.UNNAMED:
        return _share_unnamed(tx, asker, one, sure="yes" in words.casefold(), now=now)
    if how is Shared.ORGANISATION and not seated_for:
        return Reply(show=cards.own_right(one))
    return Reply(show=cards.shared(_turn(tx, asker, one, how, now=now)), instead=bool(said.on))


def _turn(tx: Connection, asker: Partner, one: Reflection, how: Shared, *, now: datetime) -> Reflection:
    """Let others see it from today, or nobody; as it was already, nothing changes."""
    if how is one.shared:
        return one
    on = one.on if how is Shared.PRIVATE else asker.local_date(now)
    storage.share(tx, asker, one, how, on=on)
    turned = (f"{one.shared} {one.on}", how)
    changes.note(tx, asker, subject="reflection", subject_id=one.id, what="shared", from_to=turned, now=now)
    redraws.owe_digest(tx, asker.partnership, now=now)
    return replace(one, shared=how, on=on)


def _share_unnamed(tx: Connection, asker: Partner, one: Reflection, *, sure: bool, now: datetime) -> Reply:
    """Let the words go for ever, after a warning, at a table where they could be anybody's."""
    if one.shared is not Shared.PRIVATE or changes.history(tx, asker.viewer, "reflection", one.id):
        return Reply(show=cards.name_is_known(one), unsaid=True)
    if not storage.could_be_anybody(tx, asker):
        return Reply(show=cards.too_few(one, seated_for=asker.organisation is not None), unsaid=True)
    if not sure:
        return Reply(show=cards.warn(one), unsaid=True)
    storage.share_unnamed(tx, asker, one, monday=monday_of(asker.local_date(now)))
    # Anonymous means it: the day on which they were first said goes from the author's page, and each copy since.
    first, last = (at_local(day, time.min, asker.zone) for day in (one.on, one.on + timedelta(days=1)))
    for words in copies.ways(one.text):
        exchanges.forget(tx, asker, words, first=first, last=last)
    return _not_theirs(tx, asker, one)


def _not_theirs(tx: Connection, asker: Partner, one: Reflection) -> Reply:
    """Leave no copy, and say the same whether it was taken back or let go of: what is kept then tells neither."""
    reply = Reply(show=cards.not_yours(), instead=True, unsaid=True)
    for words in copies.ways(one.text):
        exchanges.forget_replies(tx, words, instead=replies.written(reply))
    drafts.forget(tx, asker, one.text)
    copies.take_out(tx, asker, one.text)
    return reply


def keep(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Keep it for oneself; what was shared is hidden again."""
    one, _ = own(tx, asker, said)
    if one.shared is Shared.PRIVATE:
        return Reply(show=cards.still_hidden(one), instead=bool(said.on))
    return Reply(show=cards.shared(_turn(tx, asker, one, Shared.PRIVATE, now=now)), instead=bool(said.on))


def withdraw(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take it back everywhere: the words are deleted."""
    one, _ = own(tx, asker, said)
    storage.withdraw(tx, asker, one)
    redraws.owe_digest(tx, asker.partnership, now=now)
    changes.forget(tx, asker, subject="reflection", subject_id=one.id)
    return _not_theirs(tx, asker, one)
