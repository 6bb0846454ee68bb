"""Commitments as they are read: kept, listed, looked at. No praise, no blame, and always what to do next."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot.domain.acts import Act
from bot.domain.changes import Change
from bot.domain.commitments import Commitment, SeenBy, State
from bot.domain.outcomes import Outcome
from bot.messages import of_commitments as piece
from bot.messages.cards import asks, safeguards
from bot.messages.cards import towards as tying
from bot.messages.parts import Button, Card, Facts, Heading, Item, Items, Named, Para, Part, Quote, Text
from bot.messages.words import _, clip, day, listed, phrase, plain, short_day

# What still reads as one line on a phone.
LONGEST_CHOICE = 60


def kept(
    one: Commitment,
    *,
    today: date,
    ask_plan: bool = False,
    careful: bool = False,
    many: bool = False,
    also: Sequence[Text] = (),
) -> Card:
    """What somebody sees when their commitment is kept. `careful`: words of danger get the fixed answer first.

    `many`: it is the fourth that they have open; `also`: who is asked whether they are in.
    """
    paras = [Para(text=(*piece.you_said(one, today=today), " ", piece.who_sees(one)))]
    if one.plan:
        paras.append(Para(text=phrase(_("Your plan: {plan}"), plan=Quote(text=one.plan)), quiet=True))
    if one.helps:
        said = _("It's for {who}. Once it's done I'll ask them whether it helped.")
        paras.append(Para(text=phrase(said, who=Named(name=one.helps)), quiet=True))
    paras += [Para(text=text, quiet=True) for text in also]
    paras += [piece.many_open()] if many else []
    first = (safeguards.danger(),) if careful else ()
    planning = (piece.plan(one),) if ask_plan and not one.plan else ()
    listing = (piece.list_button(),) if many else ()
    return piece.card(*first, *paras, about=one, ways=(piece.move(one), *planning, piece.more(one), *listing))


def kept_once(one: Commitment, *, today: date) -> Card:
    """The same words again within minutes: kept once, and a way to mean it twice."""
    said = phrase(_("You've just said {what}. I've kept it once, as {number}."), **_numbered(one, today))
    return piece.card(Para(text=said), about=one, ways=(piece.again(one), piece.more(one)))


def made_already() -> Card:
    """Somebody made one from the same message, which only their organisation can see."""
    return piece.card(Para(text=(_("Somebody took that message on already, and keeps it to their organisation."),)))


def _numbered(one: Commitment, today: date) -> dict[str, Quote | str]:
    on = f" ({day(one.due_on, today=today)})" if one.due_on else ""
    return {"what": Quote(text=one.text), "number": f"{one.number}{on}"}


def listing(
    mine: Sequence[Commitment],
    *,
    waiting: Sequence[Commitment],
    asked: Sequence[Commitment],
    today: date,
    others: Sequence[Item] = (),
) -> Card:
    """What is the asker's: first what waits for their word, then what they have open by date, then what they asked.

    `others`: what else waits for their word.
    """
    sections = (
        (_("Waiting for your word"), [*(_asked_of_you(one, today) for one in waiting), *others]),
        (_("You said you would"), [_yours(one, today) for one in mine]),
        (_("You asked"), [_you_asked(one, today) for one in asked]),
    )
    full = [(heading, items) for heading, items in sections if items]
    if not full:
        return nothing_open()
    parts = tuple(part for heading, items in full for part in (Heading(text=heading), Items(items=tuple(items))))
    said = "; ".join(f"{heading}: {', '.join(plain(item.text) for item in items)}" for heading, items in full)
    return Card(text=f"{said}.", parts=parts)


def nothing_open() -> Card:
    """An empty list says what to do."""
    said = _("Nothing of yours is open here. When you take something on, say it plainly:")
    make = Button(
        label=_("Take something on"),
        act=Act(name="commitment.make"),
        words=_("/commit send the discharge data by Friday"),
    )
    return piece.card(Para(text=(said,)), ways=(make,))


def _asked_of_you(one: Commitment, today: date) -> Item:
    who = Named(name=one.asker or _("Somebody who has left"))
    said = phrase(_("{number}. {who} asks: "), number=str(one.number), who=who)
    return Item(text=(*said, *piece.words(one, today=today)), note=asks.with_it(one), buttons=piece.answers(one))


def _yours(one: Commitment, today: date) -> Item:
    number = f"{one.number}. "
    if one.due_on and one.due_on < today:
        late = piece.for_its_owner(one, today=today)
        kindly = (_("Still yours? A new date, or letting it go, is fine."),)
        ways = (piece.done(one), piece.move(one), piece.let_go(one), piece.stuck(one))
        return Item(text=(number, *late), note=kindly, buttons=ways)
    without = () if one.due_on else (_(" (no date yet)"),)
    note: Text = phrase(_("With {who}."), who=Named(name=listed(one.whose))) if one.others else ()
    text = (number, *piece.words(one, today=today), *without)
    return Item(text=text, note=note, buttons=(piece.done(one), piece.more(one)))


def _you_asked(one: Commitment, today: date) -> Item:
    said = phrase(_("{number}. {owner}: "), number=str(one.number), owner=Named(name=one.owner))
    return Item(text=(*said, *piece.words(one, today=today)), note=_answer(one))


def _answer(one: Commitment) -> Text:
    if one.state is State.LET_GO and one.reason:
        return phrase(_("Not going ahead: {reason}"), reason=Quote(text=one.reason))
    answers = {
        State.ASKED: _("Not answered yet."),
        State.OPEN: _("They said yes."),
        State.KEPT: _("Done."),
        State.LET_GO: _("Not going ahead."),
        State.HANDED_ON: _("They've handed it on."),
    }
    return (answers[one.state],)


def which(choices: Sequence[Commitment], *, action: str, typed: str, today: date) -> Card:
    """More than one fits the words: ask, with a button each."""
    said = _("Which one do you mean?")
    items = tuple(
        Item(
            text=(f"{one.number}. ", *piece.words(one, today=today)),
            buttons=(
                Button(
                    label=clip(one.text, LONGEST_CHOICE),
                    act=Act(name=action, on=(str(one.number),), seen=one.version),
                    words=f"{typed} {one.number}",
                ),
            ),
        )
        for one in choices
    )
    listed = "; ".join(plain(item.text) for item in items)
    return Card(text=f"{said} {listed}", parts=(Para(text=(said,)), Items(items=items)))


def more(
    one: Commitment,
    *,
    mine: bool,
    seated_for: bool,
    history: Sequence[Change],
    today: date,
    ways: Sequence[Button] = (),
    towards: Outcome | None = None,
    ties: bool = False,
) -> Card:
    """Everything about one, and for its owner all that can be done with it.

    `ways`: what else the reader can do with it, such as join it, name its strand, or say whether it helped. `ties`:
    there are outcomes to tie it to.
    """
    facts = Facts(rows=(*_facts(one, today), *_towards(towards)))
    happened = [line for change in history if (line := _happened(change, today))]
    parts: tuple[Part, ...] = (facts,)
    if happened:
        parts += (Heading(text=_("What happened")), Items(items=tuple(Item(text=line) for line in happened)))
    own = piece.own(one, seated_for=seated_for) if mine else ()
    tie = (tying.way(one),) if mine and ties and one.state is State.OPEN else ()
    said = "; ".join(f"{label}: {plain(text)}" for label, text in facts.rows)
    drawn = piece.card(about=one, ways=(*own, *tie, *ways))
    return Card(text=f"{said}.", parts=(*parts, *drawn.parts), subject=drawn.subject)


def _towards(to: Outcome | None) -> tuple[tuple[str, Text], ...]:
    return ((_("Towards"), (Quote(text=to.text),)),) if to else ()


def _facts(one: Commitment, today: date) -> list[tuple[str, Text]]:
    states = {
        State.ASKED: _("asked, not answered yet"),
        State.OPEN: _("open"),
        State.KEPT: _("done"),
        State.LET_GO: _("let go"),
        State.HANDED_ON: _("handed on"),
    }
    repeats = {"weekly": _("every week"), "fortnightly": _("every fortnight"), "monthly": _("every month")}
    rows: list[tuple[str, Text]] = [
        (_("Number"), (str(one.number),)),
        (_("What"), (Quote(text=one.text),)),
        (_("Whose"), (Named(name=one.owner),)),
        (_("By"), (piece.when(one.due_on, today) if one.due_on else _("no date yet"),)),
    ]
    if one.repeats:
        rows.append((_("Repeats"), (repeats[one.repeats],)))
    if one.plan:
        rows.append((_("Plan"), (Quote(text=one.plan),)))
    if one.others:
        rows.append((_("Together"), (Named(name=listed(one.whose)),)))
    if one.helps:
        rows.append((_("For"), (Named(name=one.helps),)))
        rows.append((_("Did it help?"), (_helped(one),)))
    if one.asker:
        rows.append((_("Asked by"), (Named(name=one.asker),)))
    if one.in_return:
        rows.append((_("In return"), (Quote(text=one.in_return),)))
    seen_by = _("the table") if one.seen_by is SeenBy.TABLE else _("only the owner's organisation")
    return [*rows, (_("How it stands"), (states[one.state],)), (_("Who can see it"), (seen_by,))]


def _helped(one: Commitment) -> str:
    answers = {
        "yes": _("yes, they say"),
        "not_yet": _("not yet, they say"),
        "not_us": _("it wasn't for them, they say"),
    }
    return answers[one.helped] if one.helped else _("not said yet")


def _happened(change: Change, today: date) -> Text:
    """One line of the history; empty for what is only bookkeeping."""
    said = _step(change, today)
    if not said:
        return ()
    who = Named(name=change.by or _("somebody who has left"))
    reason = (" ", Quote(text=change.reason)) if change.reason else ()
    return (f"{short_day(change.at.date(), today=today)}, ", who, ": ", *said, *reason)


def _step(change: Change, today: date) -> Text:
    if said := _with_words(change, today):
        return said
    plainly = {
        "planned": _("planned"),
        "accepted": _("taken on"),
        "declined": _("not taken on"),
        "withdrawn": _("taken back"),
        "kept": _("done"),
        "let_go": _("let go"),
        "handed_on": _("handed on"),
        "reopened": _("opened again"),
        "shown": _("who can see it changed"),
        "towards": _("what it is towards changed"),
        "joined": _("is in"),
        "not_in": _("isn't in"),
        "stepped_out": _("stepped out"),
        "helped_yes": _("said it helped"),
        "helped_not_yet": _("said it hasn't helped yet"),
        "helped_not_us": _("said it wasn't for them"),
        "unsaid": _("took that back"),
        "repeats": _("how often it comes again changed"),
        "asked_table": _("the table was told what would help:"),
    }
    return (plainly[change.what],) if change.what in plainly else ()


def _with_words(change: Change, today: date) -> Text:
    """A step that is told with its day, its name or its words; nothing for any other."""
    before, after = change.before or "", change.after or ""
    name, was = Named(name=after), Quote(text=before)
    told: Mapping[str, Callable[[], Text]] = {
        "moved": lambda: _moved(before, after, today),
        "skipped": lambda: phrase(_("skipped once; next by {after}"), after=_day(after, today)),
        "brought_in": lambda: phrase(_("asked {name} whether they're in"), name=name),
        "offered": lambda: phrase(_("offered on to {name}"), name=name),
        "tied": lambda: phrase(_("belongs to {name}"), name=Quote(text=after)),
        "smaller": lambda: phrase(_("made smaller; it was {before}"), before=was),
    }
    return told[change.what]() if change.what in told else ()


def _moved(before: str, after: str, today: date) -> Text:
    if not before:
        return phrase(_("a date, {after}"), after=_day(after, today))
    return phrase(_("moved from {before} to {after}"), before=_day(before, today), after=_day(after, today))


def _day(written: str | None, today: date) -> str:
    """A day as the history keeps it, as one reads it."""
    return day(date.fromisoformat(written), today=today) if written else _("no date")
