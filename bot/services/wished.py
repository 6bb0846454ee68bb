"""A wish on its way: whom it could be asked of, and where it waits for a word before anybody is asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import UnknownPersonError
from bot.domain.people import Partner
from bot.domain.writing import one_line
from bot.messages.cards import if_only as cards
from bot.messages.cards import safeguards as safeguard_cards
from bot.messages.parts import Card, Form
from bot.services import whom
from bot.services.asks.asking import mentioned, written
from bot.services.free_words import Given
from bot.services.request import Kept, Reply, Said
from bot.services.told import not_yet
from bot.storage import drafts

# The purpose of the draft in which it waits.
WISH = "ifonly.wish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A wish as its draft keeps it, a line each: to whom, what is needed, what in return, which one is stuck."""

    to: str
    need: str
    in_return: str = ""
    stuck: str = ""

    @property
    def lines(self) -> str:
        return f"{self.need}\n{self.in_return}\n{self.to}\n{self.stuck}".rstrip()


def read(text: str) -> Wish:
    need, in_return, to, number, *_rest = (*text.split("\n"), "", "", "", "")
    return Wish(to=to, need=need, in_return=in_return, stuck=number)


def weigh(
    tx: Connection, asker: Partner, given: Given, form: Callable[..., Form], *, stuck: str = "", now: datetime
) -> Reply:
    """Show what would be asked, and of whom; it waits as a draft for a word."""
    chosen = given.values.get("whom", "")
    receiver = whom.receiver_of(tx, asker, chosen)
    if receiver is None and chosen not in (cards.NOBODY_HERE, cards.THE_TABLE):
        error = UnknownPersonError(words="", names=())
        error.field = "whom"
        return not_yet(form(given.values, None), error)
    wish = Wish(
        to=written(receiver) if receiver else chosen,
        need=one_line(given.values["need"]),
        in_return=one_line(given.values.get("give", "")),
        stuck=stuck,
    )
    draft = drafts.keep(
        tx, asker.person.id, partnership_id=asker.partnership.id, command=WISH, text=wish.lines, now=now
    )
    return Reply(show=shown_as(draft, wish, receiver, careful=given.careful), kept=_as_draft(draft, wish))


def _as_draft(draft: int, wish: Wish) -> tuple[Kept, ...]:
    return (Kept(kind="draft", number=draft, text=wish.need),)


def shown_as(draft: int, wish: Wish, receiver: Partner | None, *, careful: bool) -> Card:
    shown = cards.Wish(
        draft=draft,
        need=wish.need,
        in_return=wish.in_return,
        name=receiver.person.name if receiver else None,
        organisation=receiver.organisation.name if receiver and receiver.organisation else None,
    )
    card = cards.not_here(shown) if wish.to == cards.NOBODY_HERE else cards.ready(shown)
    if not careful:
        return card
    warning = safeguard_cards.danger()
    return replace(card, parts=(warning, *card.parts))


def waiting(tx: Connection, asker: Partner, said: Said) -> tuple[int, Wish] | None:
    """The wish that a button stood on or whose number was typed, still as a draft; None once it is gone."""
    number = said.row_id or replace(said, on=(said.rest.strip(),)).row_id
    words = drafts.read(tx, asker, number, WISH)
    return (number, read(words)) if words is not None else None


def receiver(tx: Connection, asker: Partner, wish: Wish) -> Partner | None:
    """Whom it is to; None where it is the table, or nobody here. Raises UnknownPersonError for who has left since."""
    if wish.to in (cards.NOBODY_HERE, cards.THE_TABLE):
        return None
    return mentioned(tx, asker, Said(rest=wish.to))[0]
