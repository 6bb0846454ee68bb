"""Who came, who can't, who comes for whom: what they read who said it, and the tick list afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.acts import Act
from bot.domain.meetings import Came, Meeting
from bot.domain.people import Partner, Partnership
from bot.messages.cards import meetings, safeguards
from bot.messages.parts import Actions, Button, Card, Field, Form, Named, Option, Para, Part, Quote, Text
from bot.messages.words import _, listed, phrase, several, spoken

LONGEST_NAME = 120


def _card(*parts: Part) -> Card:
    return Card(text=spoken(parts), parts=parts)


def sorry(one: Meeting, here: Partnership) -> Card:
    """Apologies are a word from somebody, and a good one."""
    said = phrase(_("Thank you for saying so. Your apologies for {day} are noted."), day=one.on_day(here.zone))
    who = _("Your coordinators see them before the meeting.")
    ways = Actions(of=(meetings.deputy_button(one), meetings.coming_button(one)))
    return _card(Para(text=said), Para(text=(who,), quiet=True), ways)


def sends(one: Meeting, name: str, here: Partnership) -> Card:
    said = phrase(
        _("Noted: {name} comes for you on {day}. Your coordinators see it before the meeting."),
        name=Quote(text=name),
        day=one.on_day(here.zone),
    )
    return _card(Para(text=said), Actions(of=(meetings.coming_button(one), meetings.calendar_button(one))))


def comes(one: Meeting, here: Partnership) -> Card:
    said = phrase(_("Good. You're expected on {day}."), day=one.on_day(here.zone))
    return _card(Para(text=said), Actions(of=(meetings.calendar_button(one), meetings.apologies_button(one))))


def noted(names: Sequence[str], denied: Sequence[str], one: Meeting, here: Partnership) -> Card:
    """Apologies that somebody passed on."""
    said = phrase(
        _("Noted: apologies from {names} for {day}. They can see this, and say if it isn't so."),
        names=Named(name=listed(list(names))),
        day=one.on_day(here.zone),
    )
    return _card(*((Para(text=said),) if names else ()), *_denied(denied))


def _denied(names: Sequence[str]) -> tuple[Para, ...]:
    """Their word about themselves stands, and so does what was taken back."""
    if not names:
        return ()
    said = phrase(
        _("I can't note it for {names}: it was noted for that day before, and taken back."),
        names=Named(name=listed(list(names))),
    )
    return (Para(text=said),)


def deputy_form(one: Meeting, name: str, *, asking: str | None = None) -> Form:
    """Who comes: a name is enough, and nobody has to sit at the table for it."""
    who = Field(
        name="words",
        label=_("Who comes for you?"),
        kind="line",
        value=name,
        hint=_("A name. Your coordinators see it, and nobody else."),
        longest=LONGEST_NAME,
    )
    return Form(
        title=_("A deputy"),
        act=Act(name="meeting.deputy", on=(str(one.number),), seen=one.version),
        fields=(who, safeguards.field()) if asking else (who,),
        submit=_("Say so"),
        before=(Para(text=(asking,)),) if asking else (),
    )


def not_yet_met() -> Card:
    """Nobody can have come to what has not been."""
    said = _("No meeting has been yet. Once one has, I'll take down who came.")
    return _card(Para(text=(said,)), Actions(of=(meetings.show_button(),)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TickList:
    """A page of the people at a table, with what is ticked; `seen`: what the form showed."""

    number: int
    pages: int
    people: Sequence[Partner]
    ticks: Mapping[Came, frozenset[int]]
    seen: int


def tick_list(one: Meeting, here: Partnership, shown: TickList) -> Form:
    """Three questions about the same people; who is ticked nowhere is not kept, and nothing is held against them."""
    options = tuple(Option(value=str(who.id), label=_called(who)) for who in shown.people)
    labels = {
        Came.CAME: _("Who came?"),
        Came.DEPUTY: _("For whom did a deputy come?"),
        Came.APOLOGIES: _("Who sent apologies?"),
    }
    fields = tuple(
        Field(
            name=kind.value,
            label=label,
            kind="many",
            value=tuple(str(who.id) for who in shown.people if who.id in shown.ticks[kind]),
            options=options,
            needed=False,
        )
        for kind, label in labels.items()
    )
    said = _("Who is ticked nowhere is not noted at all. Each can see what is noted for them, and say if it isn't so.")
    part = _(" This is part {number} of {pages} of the table.").format(number=shown.number, pages=shown.pages)
    return Form(
        title=_("Who came"),
        act=Act(name="meeting.came", on=(str(one.number), str(shown.number)), seen=shown.seen),
        fields=fields,
        submit=_("Note it"),
        before=(
            Para(text=phrase(_("The meeting on {day}."), day=one.on_day(here.zone))),
            Para(text=(said + (part if shown.pages > 1 else ""),), quiet=True),
        ),
    )


def _called(who: Partner) -> str:
    return f"{who.person.name}, {who.organisation.name}" if who.organisation else who.person.name


def nobody_ticked() -> str:
    return _("Nobody is ticked yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What stands after a page was sent: how many of each, for whom it could not be noted, which page comes next."""

    counts: Mapping[Came, int]
    denied: Sequence[str] = ()
    following: int | None = None
    suggested: Meeting | None = None


def kept(one: Meeting, here: Partnership, shown: Kept) -> Card:
    """Counts of all that is ticked; then what was agreed, and when next."""
    lead = phrase(_("Noted for {day}: "), day=one.on_day(here.zone))
    buttons: list[Button] = []
    if shown.following:
        act = Act(name="meeting.came", on=(str(one.number), str(shown.following)))
        buttons.append(Button(label=_("The next page"), act=act, words=_("/table came ...")))
    buttons.append(meetings.actions_button())
    then: tuple[Para, ...] = ()
    if shown.suggested:
        next_could_be, button = meetings.suggestion(shown.suggested, here)
        then = (next_could_be,)
        buttons.append(button)
    said = Para(text=(*lead, *_counted(shown.counts)))
    return _card(said, *_denied(shown.denied), *then, Actions(of=tuple(buttons)))


def _counted(counts: Mapping[Came, int]) -> Text:
    said = {
        Came.CAME: several("{n} person came", "{n} people came", counts[Came.CAME]),
        Came.DEPUTY: several("{n} deputy came", "{n} deputies came", counts[Came.DEPUTY]),
        Came.APOLOGIES: several("{n} sent apologies", "{n} sent apologies", counts[Came.APOLOGIES]),
    }
    there_are = [said[kind] for kind in Came if counts[kind]]
    return (f"{listed(there_are) or _('nobody')}.",)


def met(on: date, organisations: int) -> Text:
    """A meeting that took place, for all at the table: a count and no names."""
    if not organisations:
        return phrase(_("The table met on {day}."), day=on)
    said = several("{n} organisation was there.", "{n} organisations were there.", organisations)
    return (*phrase(_("The table met on {day}; "), day=on), said)
