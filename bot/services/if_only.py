"""Wishes of others: "if only they would" becomes a sentence that somebody here can answer, or stays one's own."""

import re
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import deadlines
from bot.domain import if_only as domain
from bot.domain.acts import Act
from bot.domain.commitments import plainly
from bot.domain.people import Partner
from bot.domain.writing import one_line
from bot.messages.cards import asks as ask_cards
from bot.messages.cards import if_only as cards
from bot.messages.cards import reflections as reflection_cards
from bot.messages.cards import safeguards as safeguard_cards
from bot.messages.parts import Form
from bot.services import asks, free_words, safeguards, stuck, whom, wished
from bot.services.free_words import Asking, Values
from bot.services.request import Kept, Reply, Said
from bot.services.safeguards import Command
from bot.services.told import kept_as
from bot.storage import drafts, reflections
from bot.storage.commitments import NewCommitment

SAY = Command(act="ifonly.say", typed="if only", has_form=True)

# Where a sentence that began with "if only" waits for its form.
SAID = "ifonly.said"

_BY = re.compile(r"\bby\b", re.IGNORECASE)
BOXES = ("need", "give")


def say(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`if only housing would ...`: ask what is needed of them, what they might need, and whom to ask."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    heard = meant.said
    sentence = drafts.read(tx, asker, heard.row_id, SAID) or "" if heard.on else one_line(heard.rest)
    safeguards.fitting(sentence)
    act = Act(name=SAY.act, on=heard.on or _kept_for_form(tx, asker, sentence, now=now))
    options = whom.options(tx, asker)

    def form(values: Values, asking: str | None) -> Form:
        return cards.form(values, options, act=act, said=sentence, asking=asking)

    if not heard.values:
        return Reply(show=form(_guessed(sentence, options), None))
    given = free_words.given(tx, asker, meant, Asking(command=SAY, form=form, boxes=BOXES, needed=("need",)), now=now)
    return given if isinstance(given, Reply) else wished.weigh(tx, asker, given, form, now=now)


def _kept_for_form(tx: Connection, asker: Partner, sentence: str, *, now: datetime) -> tuple[str, ...]:
    """A form may have to wait for a press: the sentence waits with it."""
    if not sentence:
        return ()
    draft = drafts.keep(tx, asker.person.id, partnership_id=asker.partnership.id, command=SAID, text=sentence, now=now)
    return (str(draft),)


def _guessed(sentence: str, options: cards.Options) -> Values:
    them, need = domain.parted(sentence)
    names = [label.split(",")[0] if value.startswith("partner") else label for value, label in options]
    index = domain.meant(them, names)
    return {"need": need, "whom": "" if index is None else options[index][0]}


def ask(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Ask them: from now on it is an ask, or stands on the table's card."""
    found = wished.waiting(tx, asker, said)
    if found is None:
        return Reply(show=safeguard_cards.gone())
    draft, wish = found
    receiver = wished.receiver(tx, asker, wish)
    if receiver is None and wish.to == cards.NOBODY_HERE:
        return Reply(show=wished.shown_as(draft, wish, None, careful=False))
    drafts.take(tx, asker, draft)
    if receiver is None:
        return stuck.tell_table(tx, asker, wish, now=now)
    new = replace(_day_in(asker, wish.need, now=now), in_return=wish.in_return or None)
    one = asks.ask_of(tx, asker, receiver, new, now=now)
    if one is None:
        return Reply(show=ask_cards.observing(receiver.person.name))
    return Reply(show=ask_cards.asked(one, today=asker.local_date(now)), kept=kept_as(one))


def _day_in(asker: Partner, words: str, *, now: datetime) -> NewCommitment:
    """What a sentence asks for, and by when or how often; any other day or hour stays part of the words."""
    deadline = deadlines.read(words, asker.local_date(now), country=asker.country)
    if not (deadline.repeat or _BY.search(words)):
        return NewCommitment(text=words)
    return NewCommitment(text=plainly(deadline.text) or words, due_on=deadline.due, repeats=deadline.repeat)


def keep(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Keep it to oneself: from now on it is a reflection that only they can see."""
    found = wished.waiting(tx, asker, said)
    if found is None:
        return Reply(show=safeguard_cards.gone())
    draft, wish = found
    drafts.take(tx, asker, draft)
    words = "\n".join(filter(None, (wish.need, wish.in_return)))
    one = reflections.add(tx, asker, words, question=None, on=asker.local_date(now))
    kept = Kept(kind="reflection", number=one.number or 0, text=one.text)
    return Reply(show=reflection_cards.kept(one), kept=(kept,))


def change(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The form again, with what was said in it."""
    found = wished.waiting(tx, asker, said)
    if found is None:
        return Reply(show=safeguard_cards.gone())
    _draft, wish = found
    receiver = wished.receiver(tx, asker, wish)
    given = {
        "need": wish.need,
        "give": wish.in_return,
        "whom": f"partner:{receiver.id}" if receiver else wish.to,
    }
    if wish.stuck:
        return stuck.stuck(tx, asker, Said(rest=wish.stuck), given=given, now=now)
    return Reply(show=cards.form(given, whom.options(tx, asker), act=Act(name=SAY.act)))
