"""Tries: what is tried, who began it, when it is looked at again, what was learned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.changes import Change
from bot.domain.tries import Decided, Try
from bot.messages import of_tries as piece
from bot.messages.cards import safeguards
from bot.messages.parts import Button, Card, Facts, Heading, Item, Items, Named, Para, Part, Quote, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, phrase, plain, short_day

# What one looks through before one asks for more.
MOST_LOOKED_BACK = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads. `begins`: they may begin one; `partner_id`: those that they began are theirs."""

    partner_id: int
    begins: bool
    convenes: bool
    today: date

    def may_change(self, one: Try) -> bool:
        return one.may_change(self.partner_id, convenes=self.convenes)


def begun(one: Try, *, today: date, careful: bool = False) -> Card:
    """It is kept at once; the rest is asked, never required."""
    said = (
        *phrase(_("That's try {number}: {words}. "), number=str(one.number), words=piece.quoted(one)),
        *piece.looked_at(one, today=today),
    )
    rest = _("What's the smallest step, what may go wrong, who shares that, and what would you learn?")
    first = (safeguards.danger(),) if careful else ()
    ways = (piece.fill(one), piece.take_back(one), piece.more(one))
    return piece.card(*first, Para(text=said), Para(text=(rest,)), about=one, ways=ways)


def there_already(one: Try, *, today: date) -> Card:
    said = phrase(_("That's try {number} already: {words}. "), number=str(one.number), words=piece.quoted(one))
    return piece.card(Para(text=(*said, *piece.looked_at(one, today=today))), about=one, ways=(piece.more(one),))


def filled(one: Try, asked: Sequence[str], *, today: date, careful: bool = False) -> Card:
    """What was said of it is kept; whoever was named is asked, and nobody is said to share it before."""
    said = (
        *phrase(_("Noted for try {number}, {words}. "), number=str(one.number), words=piece.quoted(one)),
        *piece.looked_at(one, today=today),
    )
    first = (safeguards.danger(),) if careful else ()
    shared = piece.shared_with(one)
    who = (Para(text=shared),) if shared else ()
    asking = _("I'll ask those who were named. It's shared once they say so.")
    then = (Para(text=(asking,), quiet=True),) if asked else ()
    return piece.card(*first, Para(text=said), *who, *then, about=one, ways=(piece.fill(one), piece.more(one)))


def listing(going: Sequence[Try], stopped: Sequence[Try], reader: Reader) -> Card:
    """What the table is trying, the next to look at first; then what was stopped, with what was learned."""
    if not going and not stopped:
        return nothing_yet(reader)
    parts: list[Part] = []
    if going:
        parts += [Heading(text=_("Being tried")), Items(items=tuple(_line(one, reader) for one in going))]
    if stopped:
        items = tuple(_stopped(one, reader) for one in stopped[:MOST_LOOKED_BACK])
        parts += [Heading(text=_("Stopped, and what was learned")), Items(items=items)]
    return piece.card(*parts, ways=(piece.begin(),) if reader.begins else ())


def nothing_yet(reader: Reader) -> Card:
    said = _("Nothing is being tried here yet. The smallest step that would teach us something is enough.")
    return piece.card(Para(text=(said,)), ways=(piece.begin(),) if reader.begins else ())


def _line(one: Try, reader: Reader) -> Item:
    text = (f"{one.number}. ", piece.quoted(one))
    note = (*phrase(_("{who}. "), who=piece.whose(one)), *piece.looked_at(one, today=reader.today), *_learned(one))
    ways = piece.decisions(one) if reader.may_change(one) and one.look_on <= reader.today else ()
    return Item(text=text, note=note, buttons=(*ways, piece.more(one)))


def _learned(one: Try) -> Text:
    words = Quote(text=clip(one.learned or "", LONGEST_QUOTE))
    return phrase(_(" Learned so far: {words}."), words=words) if one.learned else ()


def _stopped(one: Try, reader: Reader) -> Item:
    on = short_day((one.looked_at or one.made_at).date(), today=reader.today)
    words = Quote(text=clip(one.learned or "", LONGEST_QUOTE))
    note = phrase(_("{who}, {day}. Learned: {words}."), who=piece.whose(one), day=on, words=words)
    return Item(text=(f"{one.number}. ", piece.quoted(one)), note=note, buttons=(piece.more(one),))


def details(one: Try, history: Sequence[Change], reader: Reader, *, asked: bool) -> Card:
    """Everything about one. `asked`: the reader's seat was asked to share in it, and has not answered."""
    facts = Facts(rows=tuple(_facts(one, reader.today)))
    lines = [line for change in history if (line := _happened(change, reader.today))]
    parts: tuple[Part, ...] = (facts,)
    if lines:
        parts += (Heading(text=_("What happened")), Items(items=tuple(Item(text=line) for line in lines)))
    drawn = piece.card(*parts, about=one, ways=_ways(one, reader, asked=asked))
    said = "; ".join(f"{label}: {plain(text)}" for label, text in facts.rows)
    return Card(text=" ".join(filter(None, (f"{said}.", drawn.text))), parts=drawn.parts, subject=drawn.subject)


def _ways(one: Try, reader: Reader, *, asked: bool) -> tuple[Button, ...]:
    mine = reader.may_change(one)
    if not one.is_open:
        return (piece.undo(one),) if mine else ()
    answers = piece.answers(one) if asked else ()
    return (*answers, *piece.decisions(one), piece.fill(one), piece.share(one)) if mine else answers


def _facts(one: Try, today: date) -> list[tuple[str, Text]]:
    rows: list[tuple[str, Text]] = [
        (_("Number"), (str(one.number),)),
        (_("What"), (Quote(text=one.text),)),
        (_("Who began it"), (piece.whose(one),)),
    ]
    said = (
        (_("The smallest step"), one.step),
        (_("What may go wrong"), one.go_wrong),
        (_("What we would learn"), one.would_learn),
        (_("What we learned"), one.learned),
    )
    rows += [(label, (Quote(text=words),)) for label, words in said if words]
    rows += [(_("Who shares that"), shared)] if (shared := piece.shared_with(one)) else []
    when = piece.looked_at(one, today=today) if one.is_open else (_("Stopped. That counts."),)
    return [*rows, (_("How it stands"), when)]


def _happened(change: Change, today: date) -> Text:
    said = _step(change)
    if not said:
        return ()
    who = Named(name=change.by or _("somebody who has left"))
    reason = phrase(_(". Learned: {words}"), words=Quote(text=change.reason)) if change.reason else ()
    return (f"{short_day(change.at.date(), today=today)}, ", who, ": ", *said, *reason)


def _step(change: Change) -> Text:
    if change.what in (Decided.CHANGED, "reworded"):
        return phrase(_("changed it; it was {before}"), before=Quote(text=change.before or ""))
    plainly = {
        "begun": _("began it"),
        Decided.KEPT: _("kept it going"),
        Decided.STOPPED: _("stopped it"),
        "reopened": _("opened it again"),
        "shared": _("their seat shares in it"),
        "unshared": _("their seat does not share in it"),
    }
    return (plainly[change.what],) if change.what in plainly else ()


def as_it_is(one: Try, reader: Reader) -> Card:
    """How it stands: for a second press, or a card that showed something older."""
    mine = reader.may_change(one)
    if one.is_open:
        said = phrase(_("As it stands, try {number}: {words}. "), number=str(one.number), words=piece.quoted(one))
        return piece.card(
            Para(text=(*said, *piece.looked_at(one, today=reader.today))), about=one, ways=(piece.more(one),)
        )
    said = phrase(_("{words} has been stopped already."), words=piece.quoted(one))
    return piece.card(Para(text=said), about=one, ways=(*((piece.undo(one),) if mine else ()), piece.more(one)))


def withdrawn() -> Card:
    said = _("Taken back and deleted. Whoever has read it, has read it.")
    return piece.card(Para(text=(said,)), ways=(piece.begin(), piece.listing()))


def shared_already(one: Try) -> Card:
    """Somebody has said yes to it, so it is not one person's to take back."""
    said = phrase(
        _("Others share {words} by now, so it isn't yours alone to take back. You can stop it, with what was learned."),
        words=piece.quoted(one),
    )
    return piece.card(Para(text=said), about=one, ways=piece.decisions(one))
