"""Ringing somebody who has gone quiet: what helps before the call, how it went, what got in the way. Never a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.domain.acts import Act
from bot.domain.calls import Hindrance, Outcome
from bot.messages.parts import Actions, Button, Card, Item, Items, Named, Para, Part, Quote, Text
from bot.messages.words import (
    LONGEST_QUOTE,
    _,
    clip,
    listed,
    marked,
    month,
    phrase,
    plain,
    short_day,
    spoken,
    translated,
)

WAYS = {
    Hindrance.TIME: marked("Time"),
    Hindrance.PERSON: marked("Wrong person"),
    Hindrance.SLOT: marked("The meeting slot"),
    Hindrance.WORTH: marked("Not worth our while yet"),
    Hindrance.HEARD: marked("Didn't feel heard"),
}
# The same inside a sentence.
WITHIN = {
    Hindrance.TIME: marked("time"),
    Hindrance.PERSON: marked("the wrong person"),
    Hindrance.SLOT: marked("the meeting slot"),
    Hindrance.WORTH: marked("not worth our while yet"),
    Hindrance.HEARD: marked("didn't feel heard"),
}
OUTCOMES = {
    Outcome.STILL_IN: marked("Still in"),
    Outcome.SOMEBODY_ELSE: marked("Somebody else now"),
    Outcome.STEPPING_BACK: marked("Stepping back"),
    Outcome.NOT_REACHED: marked("Couldn't reach them"),
}
# What one types for each after the name, in words that are read whatever language is spoken.
TYPED = {
    Outcome.STILL_IN: "still in",
    Outcome.SOMEBODY_ELSE: "somebody else now",
    Outcome.STEPPING_BACK: "stepping back",
    Outcome.NOT_REACHED: "couldn't reach them",
}


class Called(Protocol):
    """Whom a call is to."""

    @property
    def partner_id(self) -> int: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """The same, where no call is kept yet."""

    partner_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What helps before a call, as far as whoever rings may see it.

    `view`: how it looks to them, and since when; `last`: what they said they would do, whether it was kept, and when.
    `waiting`: who waits for what; `waited_for`: that somebody does, where it isn't for whoever rings to see who.
    `told`: what they said is in the way. `other`: another who said that they'd ring, and on which day.
    """

    partner_id: int
    call_id: int | None
    name: str
    organisation: str | None
    view: tuple[str, date] | None = None
    last: tuple[str, bool, date] | None = None
    worth: str | None = None
    waiting: Sequence[tuple[str, str]] = ()
    waited_for: bool = False
    told: Sequence[str] = ()
    other: tuple[str, date] | None = None
    ask_on: date | None = None


def _card(*parts: Part) -> Card:
    return Card(text=spoken(parts), parts=parts)


def _said(text: Text, *ways: Button) -> Card:
    return _card(Para(text=text), *((Actions(of=ways),) if ways else ()))


def ring_button(partner_id: int, name: str, *, first: bool = False) -> Button:
    return Button(
        label=_("I'll ring"),
        act=Act(name="call.ring", on=(str(partner_id),)),
        words=_("/table ring @{name}").format(name=name),
        style="first" if first else "",
    )


def went_button(one: Called) -> Button:
    return Button(
        label=_("How it went"),
        act=Act(name="call.went", on=(str(one.partner_id),)),
        words=_("/table rang @{name}").format(name=one.name),
    )


def wont_button(one: Called) -> Button:
    return Button(
        label=_("I won't ring after all"),
        act=Act(name="call.not", on=(str(one.partner_id),)),
        words=_("/table won't ring @{name}").format(name=one.name),
    )


def brief(about: Brief, *, today: date) -> Card:
    """Before a call: the last they did here, what it would be worth it for, who waits, and a way to begin."""
    parts: list[Part] = [Para(text=_who(about))]
    if about.other:
        by, on = about.other
        said = phrase(_("{name} said they'd ring, on {day}."), name=Named(name=by), day=short_day(on, today=today))
        parts.append(Para(text=said))
    parts += [
        Para(text=line) for line in (_did(about, today), _worth(about), *_waits(about), _in_the_way(about)) if line
    ]
    parts.append(Para(text=_opening(about)))
    return _card(*parts, Actions(of=_after(about)), *_when_asked(about, today))


def _who(about: Brief) -> Text:
    if about.organisation is None:
        return phrase(_("Before you ring {name}. Only you see this."), name=Named(name=about.name))
    body = Named(name=about.organisation)
    return phrase(
        _("Before you ring {name}, {organisation}. Only you see this."), name=Named(name=about.name), organisation=body
    )


def _did(about: Brief, today: date) -> Text:
    """The last thing they did here that the table can see."""
    if about.view and not (about.last and about.last[2] > about.view[1]):
        words, on = about.view
        said = _("They said how it looks from there in {month}: {words}.")
        return phrase(said, month=month(on, today=today), words=_quoted(words))
    if about.last:
        words, kept, on = about.last
        said = (
            _("They kept their word on {words}, on {day}.")
            if kept
            else _("On {day} they said they'd {words}: it's open.")
        )
        return phrase(said, words=_quoted(words), day=short_day(on, today=today))
    return (_("They haven't said anything yet that the table can see."),)


def _quoted(words: str) -> Quote:
    return Quote(text=clip(words, LONGEST_QUOTE))


def _worth(about: Brief) -> Text:
    if about.worth is None:
        return ()
    return phrase(_("They said it would be worth it if {words}."), words=_quoted(about.worth))


def _waits(about: Brief) -> Sequence[Text]:
    known = [
        phrase(_("{name} waits for this: {words}."), name=Named(name=name), words=_quoted(words))
        for name, words in about.waiting
    ]
    return known or ([(_("Somebody waits for their word."),)] if about.waited_for else [])


def _in_the_way(about: Brief) -> Text:
    if not about.told:
        return ()
    return phrase(_("They said what gets in the way: {what}."), what=listed([translated(one) for one in about.told]))


def _opening(about: Brief) -> Text:
    """One line to begin with, in our words: about what they gave, never about their silence."""
    if about.view:
        return phrase(
            _("You might open with: you told us {words}. What have we missed since?"), words=_quoted(about.view[0])
        )
    if about.last and about.last[1]:
        said = _("You might open with: thank you for {words}. Is this still a good use of your time?")
        return phrase(said, words=_quoted(about.last[0]))
    if about.last:
        said = _("You might open with: you'd said you would {words}. What would make that easier?")
        return phrase(said, words=_quoted(about.last[0]))
    return (_("You might open with: how does this look from where you sit just now?"),)


def _after(about: Brief) -> tuple[Button, ...]:
    if about.call_id is None:
        return (
            Button(
                label=_("I'll ring too"),
                act=Act(name="call.ring", on=(str(about.partner_id), "too")),
                words=_("/table ring @{name} too").format(name=about.name),
            ),
        )
    return went_button(about), wont_button(about)


def _when_asked(about: Brief, today: date) -> tuple[Part, ...]:
    if about.call_id is None or about.ask_on is None:
        return ()
    said = _("From {day} I'll ask you how it went, here and in your note.").format(
        day=short_day(about.ask_on, today=today)
    )
    return (Para(text=(said,), quiet=True),)


def wont(name: str) -> Card:
    said = phrase(_("That's fine. It's as if you hadn't said you'd ring {name}."), name=Named(name=name))
    return _said(said)


def nothing_meant(name: str) -> Card:
    said = phrase(_("You haven't said that you'd ring {name}, or have told me how it went."), name=Named(name=name))
    return _said(said)


def how_it_went(one: Called) -> Card:
    """The question by itself."""
    said = phrase(_("How did it go with {name}?"), name=Named(name=one.name))
    return _said(said, *_answers(one))


def waits(one: Called) -> Item:
    """The same as a line of what waits for the reader's word."""
    said = phrase(_("You said you'd ring {name}. How did it go?"), name=Named(name=one.name))
    return Item(text=said, buttons=(*_answers(one), wont_button(one)))


def _answers(one: Called) -> tuple[Button, ...]:
    return tuple(
        Button(
            label=translated(label),
            act=Act(name="call.went", on=(str(one.partner_id), outcome.value)),
            words=_("/table rang @{name}: {how}").format(name=one.name, how=TYPED[outcome]),
        )
        for outcome, label in OUTCOMES.items()
    )


def went(one: Called, outcome: Outcome, *, counted: bool) -> Card:
    """What was noted, what comes of it, and what got in the way. `counted`: it counts as having been heard from."""
    sentences = {
        Outcome.STILL_IN: _("Noted: {name} is still in."),
        Outcome.SOMEBODY_ELSE: _(
            "Noted: it's somebody else than {name} now. They can hand the seat on, or you invite."
        ),
        Outcome.STEPPING_BACK: _("Noted: {name} would step back. Nothing changes until they say so themselves."),
        Outcome.NOT_REACHED: _("That's all right, and thank you for trying. Nothing is noted of {name}."),
    }
    name = Named(name=one.name)
    parts: list[Part] = [Para(text=phrase(sentences[outcome], name=name))]
    if outcome is Outcome.NOT_REACHED:
        return _card(*parts, Actions(of=(ring_button(one.partner_id, one.name), _undo(one))))
    sees = (
        _("They see this note, and can say that it isn't so.")
        if counted
        else _("The day doesn't count as one they were heard from: it was noted before, and taken back.")
    )
    parts += [Para(text=(sees,), quiet=True), Actions(of=(*_next(one, outcome), _undo(one)))]
    return _card(*parts, *_ask_way(one))


def _next(one: Called, outcome: Outcome) -> tuple[Button, ...]:
    if outcome is Outcome.SOMEBODY_ELSE:
        return (Button(label=_("Invite somebody"), act=Act(name="table.invite"), words="/table invite"),)
    if outcome is Outcome.STEPPING_BACK:
        return ()
    offered = Button(
        label=_("They offered something…"),
        act=Act(name="commitment.ask", on=(str(one.partner_id),)),
        words=_("/table ask @{name} to ...").format(name=one.name),
    )
    return (offered,)


def _undo(one: Called) -> Button:
    return Button(
        label=_("Undo"),
        act=Act(name="call.undo", on=(str(one.partner_id),)),
        words=_("undo the call to @{name}").format(name=one.name),
    )


def _ask_way(one: Called) -> tuple[Part, ...]:
    """What got in the way, one of a fixed list, and only if they said."""
    ways = tuple(
        Button(
            label=translated(label),
            act=Act(name="call.way", on=(str(one.partner_id), way.value)),
            words=_("/table in the way of @{name}: {what}").format(name=one.name, what=WITHIN[way]),
        )
        for way, label in WAYS.items()
    )
    return Para(text=(_("If they said what got in the way:"),)), Actions(of=ways)


def way_noted(one: Called, way: Hindrance) -> Card:
    said = phrase(
        _("Noted, as what gets in the way of {name}: {what}. They see it, and can say that it isn't so."),
        name=Named(name=one.name),
        what=translated(WITHIN[way]),
    )
    return _said(said, _undo(one))


def which_way(name: str) -> Card:
    """What was said is none of the list."""
    ways = listed([translated(one) for one in WITHIN.values()])
    said = phrase(
        _("I count what gets in the way by a short list: {ways}. Say it so: /table in the way of @{name}: time"),
        ways=ways,
        name=Named(name=name),
    )
    return _said(said)


def undone(one: Called) -> Card:
    said = phrase(_("Taken back: it's as before, and you meant to ring {name}."), name=Named(name=one.name))
    return _said(said, *_answers(one), wont_button(one))


def not_oneself() -> Card:
    return _said((_("That's you. How you are is yours to say: still in"),))


def stepping_back(rang_by: str, table: str) -> Item:
    """In the note of whoever was rung: nothing happens to their seat without their own word."""
    by = Named(name=rang_by) if rang_by else _("Somebody here")
    said = phrase(
        _("{name} noted that you'd step back from {table}. It's yours to say, and nothing has changed."),
        name=by,
        table=Named(name=table),
    )
    leave = Button(label=_("Step back"), act=Act(name="table.leave"), words="/table leave")
    stay = Button(label=_("That isn't so"), act=Act(name="quiet.notso"), words=_("that isn't so"))
    return Item(text=said, buttons=(leave, stay))


def noted_of_you(outcome: Outcome, way: Hindrance | None, *, by: str, on_day: date) -> Text:
    """What a call to the reader was noted to have come to: in their note, and among what is held on them."""
    sentences = {
        Outcome.STILL_IN: _("{name} rang you, and noted on {day} that you're still in."),
        Outcome.SOMEBODY_ELSE: _("{name} rang you, and noted on {day} that it's somebody else now."),
        Outcome.STEPPING_BACK: _("{name} rang you, and noted on {day} that you'd step back."),
    }
    said = phrase(sentences[outcome], name=Named(name=by) if by else _("Somebody here"), day=on_day)
    if way is None:
        return said
    return (*said, " ", *phrase(_("In the way: {what}."), what=translated(WITHIN[way])))


def meant_by_another(by: str, on: date, *, today: date) -> str:
    """Beside a name, for the other coordinators."""
    return plain(phrase(_("{name} said they'd ring, on {day}."), name=by, day=short_day(on, today=today)))


def to_be_told(those: Sequence[Called]) -> tuple[Part, ...]:
    """In the coordinator's answer itself: whom they rang, or meant to."""
    return (Items(items=tuple(waits(one) for one in those)),) if those else ()
