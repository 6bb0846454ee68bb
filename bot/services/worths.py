"""What would make it worth somebody's while: said, put off, said anew, taken back. For them and whoever convenes."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.messages.cards import worths as cards
from bot.messages.parts import Form
from bot.services import copies, first_steps, free_words, safeguards
from bot.services.free_words import Asking, Values
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.storage import worths as storage

GIVE = Command(act="worth.give", typed="/table worth it if", has_form=True)


def give(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Keep it in place of what was said before; said bare, ask with the form."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    before = storage.of(tx, asker) or ""

    def form(values: Values, asking: str | None) -> Form:
        return cards.form(own=asker.organisation is None, words=values["words"] or before, asking=asking)

    given = free_words.given(tx, asker, meant, Asking(command=GIVE, form=form), now=now)
    if isinstance(given, Reply):
        return given
    storage.say(tx, asker, given.words, now=now)
    then = first_steps.after_worth(tx, asker, now=now)
    return Reply(show=cards.given(given.words, careful=given.careful, then=then))


def unsure(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Not knowing yet is an answer, and they are not asked again."""
    storage.ask(tx, asker, now=now)
    return Reply(show=cards.unsure(then=first_steps.after_worth(tx, asker, now=now)))


def withdraw(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take it back everywhere."""
    text = storage.of(tx, asker)
    if text is None:
        return Reply(show=cards.nothing_to_take_back())
    if said.seen not in (None, cards.mark(text)):
        return Reply(show=cards.changed_since(text))
    copies.take_out(tx, asker, text)
    storage.say(tx, asker, None, now=now)
    return Reply(show=cards.withdrawn())
