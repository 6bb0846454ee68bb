""""If only they would ...", and "stuck": a wish becomes a sentence that somebody here can answer, or stays one's own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain import deadlines
from bot.domain import if_only as domain
from bot.domain.acts import Act
from bot.domain.commitments import Commitment, SeenBy, State, plainly
from bot.domain.errors import ConvenorError, UnknownPersonError
from bot.domain.people import Partner, Role
from bot.domain.writing import one_line
from bot.messages.cards import asks as ask_cards
from bot.messages.cards import commitment_steps as steps
from bot.messages.cards import if_only as cards
from bot.messages.cards import reflections as reflection_cards
from bot.messages.cards import safeguards as safeguard_cards
from bot.messages.happened import Happened, Section
from bot.messages.parts import Card, Form, Text
from bot.services import asks, free_words, safeguards
from bot.services.asks.asking import written
from bot.services.free_words import Asking, Given, Values
from bot.services.request import Kept, Reply, Said
from bot.services.safeguards import Command
from bot.services.told import Verb, kept_as, not_yet, told
from bot.storage import changes, drafts, people, reflections
from bot.storage import commitments as storage
from bot.storage import stuck as told_storage

SAY = Command(act="ifonly.say", typed="if only", has_form=True)
STUCK = Verb(
    command=Command(act="commitment.stuck", typed="stuck", has_form=True), states=frozenset({State.OPEN})
)
UNSTUCK = Verb(command=Command(act="commitment.unstuck", typed="unstuck"), states=frozenset({State.OPEN}))

# Where a sentence that began with "if only" waits for its form, and where a wish waits for a word.
SAID, WISH = "ifonly.said", "ifonly.wish"

# What would help stands on the table's card for as long, if it is still open.
STANDS_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """A wish as its draft keeps it, a line each: to whom, what is needed, what in return, which one is stuck."""

    to: str
    need: str
    in_return: str = ""
    stuck: str = ""

    @property
    def lines(self) -> str:
        return "\n".join((self.need, self.in_return, self.to, self.stuck)).rstrip()


def _read(text: str) -> _Wish:
    need, in_return, to, number, *_rest = (*text.split("\n"), "", "", "", "")
    return _Wish(to=to, need=need, in_return=in_return, stuck=number)


def say(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`if only housing would ...`: ask what is needed of them, what they might need, and whom to ask."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    heard = meant.said
    sentence = drafts.read(tx, asker, heard.row_id, SAID) or "" if heard.on else one_line(heard.rest)
    safeguards.fitting(sentence)
    act = Act(name=SAY.act, on=heard.on if heard.on else _kept_for_form(tx, asker, sentence, now=now))
    options = _options(tx, asker)

    def form(values: Values, asking: str | None) -> Form:
        return cards.form(values, options, act=act, said=sentence, asking=asking)

    if not heard.values:
        return Reply(show=form(_guessed(sentence, options), None))
    given = free_words.given(tx, asker, meant, Asking(command=SAY, form=form, boxes=BOXES, needed=("need",)), now=now)
    return given if isinstance(given, Reply) else _weigh(tx, asker, given, form, now=now)


BOXES = ("need", "give")


def _kept_for_form(tx: Connection, asker: Partner, sentence: str, *, now: datetime) -> tuple[str, ...]:
    """A form may have to wait for a press: the sentence waits with it."""
    if not sentence:
        return ()
    draft = drafts.keep(
        tx, asker.person.id, partnership_id=asker.partnership.id, command=SAID, text=sentence, now=now
    )
    return (str(draft),)


def _guessed(sentence: str, options: cards.Options) -> Values:
    whom, need = domain.parted(sentence)
    index = domain.meant(whom, [label for _value, label in options])
    return {"need": need, "whom": "" if index is None else options[index][0]}


def _options(tx: Connection, asker: Partner) -> cards.Options:
    """Whom to ask: each organisation that somebody sits for here, then each person."""
    those = _others(tx, asker)
    seats = {one.seat_id: one.organisation.name for one in those if one.organisation}
    named = [(f"seat:{seat_id}", name) for seat_id, name in sorted(seats.items(), key=lambda found: found[1])]
    return (*named, *((f"partner:{one.id}", _name_of(one)) for one in those))


def _others(tx: Connection, asker: Partner) -> Sequence[Partner]:
    everybody = people.everybody(tx, asker.viewer)
    return [one for one in everybody if one.id != asker.id and one.role is not Role.OBSERVER]


def _name_of(one: Partner) -> str:
    return f"{one.person.name}, {one.organisation.name}" if one.organisation else one.person.name


def receiver_of(tx: Connection, asker: Partner, whom: str) -> Partner | None:
    """The one person behind a choice: of a seat whoever was here last; None if nobody is there now."""
    kind, _, number = whom.partition(":")
    those = [
        one for one in _others(tx, asker) if number == str(one.seat_id if kind == "seat" else one.id) and kind
    ]
    return max(those, key=_how_here, default=None)


def _how_here(one: Partner) -> tuple[str, float, int]:
    return (one.last_on.isoformat() if one.last_on else "", one.fade, -one.id)


def _weigh(
    tx: Connection, asker: Partner, given: Given, form: Callable[..., Form], *, stuck: str = "", now: datetime
) -> Reply:
    """Show what would be asked, and of whom; it waits as a draft for a word."""
    whom = given.values.get("whom", "")
    receiver = receiver_of(tx, asker, whom)
    if receiver is None and whom not in (cards.NOBODY_HERE, cards.THE_TABLE):
        error = UnknownPersonError(words="", names=())
        error.field = "whom"
        return not_yet(form(given.values, None), error)
    wish = _Wish(
        to=written(receiver) if receiver else whom,
        need=one_line(given.values["need"]),
        in_return=one_line(given.values.get("give", "")),
        stuck=stuck,
    )
    draft = drafts.keep(
        tx, asker.person.id, partnership_id=asker.partnership.id, command=WISH, text=wish.lines, now=now
    )
    return Reply(show=_shown(draft, wish, receiver, careful=given.careful), kept=_as_draft(draft, wish))


def _as_draft(draft: int, wish: _Wish) -> tuple[Kept, ...]:
    return (Kept(kind="draft", number=draft, text=wish.need),)


def _shown(draft: int, wish: _Wish, receiver: Partner | None, *, careful: bool) -> Card:
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
