"""Free words that seem to name somebody served: asked about once, with the words kept in a draft meanwhile."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import WordsTooLongError
from bot.domain.people import Partner
from bot.domain.safeguards import personal_details, suggests_danger, without
from bot.domain.writing import LONGEST
from bot.messages.cards import safeguards as cards
from bot.services.request import Kept, Reply, Said
from bot.storage import drafts

# No longer than what a database's whole number holds.
_ID = re.compile(r"[0-9]{1,18}")
_TYPED = re.compile(r"draft ([0-9]{1,18}) (as it is|without it)", re.IGNORECASE)
_HOW = {"as it is": cards.AS_IT_IS, "without it": cards.WITHOUT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What was said, with a draft put back in its place.

    `asked`: the question about details is answered. `changing`: they would rather write it anew.
    """

    said: Said
    asked: bool = False
    changing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command that keeps free words: its action, what it begins with when typed, whether a form can change them."""

    act: str
    typed: str
    has_form: bool = False


def resumed(tx: Connection, asker: Partner, said: Said) -> Meant | Reply:
    """The words of a draft whose question has just been answered, or what was said; a card if the draft is gone."""
    answer = _answer(said)
    if answer is None:
        return Meant(said=said, asked=bool(said.value("details")))
    draft, how = answer
    words = drafts.take(tx, asker, draft)
    if words is None:
        return Reply(show=cards.gone())
    if how == cards.WITHOUT:
        words = without(words, personal_details(words))
    return Meant(said=replace(said, rest=words, on=()), asked=True, changing=how == cards.CHANGE)


def _answer(said: Said) -> tuple[int, str] | None:
    """Which draft is meant, and what is to be done with it."""
    match said.on:
        case ("draft", draft, how) if _ID.fullmatch(draft):
            return int(draft), how
        case ():
            typed = _TYPED.fullmatch(said.rest.strip())
            return (int(typed[1]), _HOW[typed[2].lower()]) if typed else None
        case _:
            return None


def question(
    tx: Connection, asker: Partner, words: str, command: Command, *, line: str | None = None, now: datetime
) -> Reply | None:
    """What to ask before the words are kept; None if nothing in them needs asking.

    `line`: all that a draft must hold to do the command again, where that is more than the words.
    Raises WordsTooLongError, so that no later step needs to.
    """
    fitting(words)
    findings = personal_details(words)
    if not findings:
        return None
    whole = line or words
    draft = drafts.keep(
        tx, asker.person.id, partnership_id=asker.partnership.id, command=command.act, text=whole, now=now
    )
    card = cards.ask_first(
        [finding.detail for finding in findings],
        act=command.act,
        typed=command.typed,
        draft=draft,
        shorter=without(words, findings),
        changes=command.has_form,
        careful=suggests_danger(words),
    )
    return Reply(show=card, kept=(Kept(kind="draft", number=draft, text=whole),))


def fitting(words: str) -> str:
    """The words. Raises WordsTooLongError if they are more than one box holds."""
    if len(words) > LONGEST:
        raise WordsTooLongError(words=words, limit=LONGEST)
    return words
