"""When the table meets: set, moved, cancelled, and into anybody's own calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from bot.domain.acts import Act
from bot.domain.meetings import Came, Meeting
from bot.domain.people import Partner, Partnership
from bot.messages import in_calendars
from bot.messages.cards import safeguards
from bot.messages.parts import Actions, Button, Card, Field, Form, Item, Items, Link, Para, Part, Quote, Strong, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, long_day, phrase, several, spoken, upper_first

LONGEST_PLACE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """What there is to see of a table's meetings. `own`: what the reader has said of the next one."""

    coming: Sequence[Meeting]
    last: Meeting | None = None
    own: Came | None = None
    suggested: Meeting | None = None


def clock(at: datetime | time) -> str:
    """A time of day as it stands in a sentence: `14:00`."""
    return f"{at:%H:%M}"


def hours(begins: time | None, minutes: int | None) -> str:
    """The same as it is typed; with its end, where that is said."""
    if begins is None:
        return ""
    if minutes is None:
        return clock(begins)
    end = datetime.combine(date.min, begins) + timedelta(minutes=minutes)
    return f"{clock(begins)} to {clock(end)}"


def place(one: Meeting) -> Text:
    """Where it is: words of whoever set it, or a link that they gave."""
    words: Text = (Quote(text=clip(one.where, LONGEST_QUOTE)),) if one.where else ()
    if not one.link:
        return words
    # What stands for the address says where it leads.
    link = Link(url=one.link, text=urlsplit(one.link).hostname or one.link)
    return (*words, *((", ",) if words else ()), link)


def when(one: Meeting, here: Partnership, *, today: date | None = None) -> Text:
    """Day, hour and place, in the table's zone."""
    local = here.local(one.begins_at)
    day = _("today") if today == local.date() else local.date()
    said = phrase(_("{day} at {hour}"), day=day, hour=clock(local))
    return (*said, ", ", *place(one)) if one.place else said


def _button(label: str, action: str, one: Meeting, words: str, **more: str | None) -> Button:
    act = Act(name=f"meeting.{action}", on=(str(one.number),), seen=one.version)
    return Button(label=label, act=act, words=words.format(n=one.number), sure=more.get("sure"))


def apologies_button(one: Meeting) -> Button:
    return _button(_("Apologies"), "apologies", one, _("apologies {n}"))


def deputy_button(one: Meeting) -> Button:
    return _button(_("Send a deputy…"), "deputy", one, _("deputy {n} ..."))


def coming_button(one: Meeting) -> Button:
    return _button(_("I can come after all"), "coming", one, _("I can come after all {n}"))


def calendar_button(one: Meeting) -> Button:
    return _button(_("Add to my calendar"), "calendar", one, _("add it to my calendar {n}"))


def came_button(one: Meeting) -> Button:
    return _button(_("Who came"), "came", one, _("/table came {n}"))


def actions_button() -> Button:
    return Button(label=_("Paste your actions"), act=Act(name="meeting.actions"), words=_("/table actions"))


def show_button() -> Button:
    return Button(label=_("Meetings"), act=Act(name="meeting.show"), words=_("/table meetings"))


def _move(one: Meeting) -> Button:
    return _button(_("Move"), "move", one, _("move the meeting #{n} to ..."))


def _cancel(one: Meeting) -> Button:
    sure = _("Cancel the meeting? Whoever has been told of it is told that it's off.")
    return _button(_("Cancel it"), "cancel", one, _("cancel the meeting {n}"), sure=sure)


def _restore(one: Meeting) -> Button:
    return _button(_("It's on after all"), "restore", one, _("the meeting is on after all {n}"))


def _set_button() -> Button:
    return Button(label=_("Set a meeting"), act=Act(name="meeting.set"), words=_("/table meeting Thursday 2pm at ..."))


def suggestion(one: Meeting, here: Partnership) -> tuple[Para, Button]:
    """The next date by how often the table meets, to be set with one press."""
    local = here.local(one.begins_at)
    typed = f"/table meeting {long_day(local.date())} {hours(local.time(), one.minutes)}"
    words = f"{typed} at {one.place}" if one.where else " ".join(filter(None, (typed, one.place)))
    said = phrase(_("The next could be on {day} at {hour}."), day=local.date(), hour=clock(local))
    act = Act(name="meeting.set", on=("at",))
    return Para(text=said), Button(label=_("Set the next one"), act=act, words=words, style="first")


def meetings(asker: Partner, shown: Meetings) -> Card:
    """The next one and what to do about it; those after it; what is left to do about the last."""
    here = asker.partnership
    if not shown.coming:
        return _card(Para(text=(_("No meeting is set."),)), *_after(asker, shown))
    first, *others = shown.coming
    lead = phrase(_("{name} meets next on "), name=Strong(text=here.name))
    parts: list[Part] = [Para(text=(*lead, *when(first, here), "."))]
    if shown.own:
        parts.append(Para(text=(_own(shown.own),), quiet=True))
    parts.append(Actions(of=ways(asker, first, own=shown.own)))
    if others:
        parts.append(Items(items=tuple(Item(text=when(one, here)) for one in others)))
    return _card(*parts, *_after(asker, shown), about=first)


def _own(own: Came) -> str:
    return _("You've sent apologies.") if own is Came.APOLOGIES else _("You've said that somebody comes for you.")


def ways(asker: Partner, one: Meeting, *, own: Came | None = None) -> tuple[Button, ...]:
    """What its reader can do about a meeting to come."""
    mine = (coming_button(one),) if own else (apologies_button(one), deputy_button(one))
    convening = (_move(one), _cancel(one)) if asker.convenes else ()
    return (*mine, calendar_button(one), *convening)


def _after(asker: Partner, shown: Meetings) -> tuple[Part, ...]:
    """After a meeting: who came, what was agreed, when next."""
    said: list[Part] = []
    buttons: list[Button] = []
    if shown.last:
        last = phrase(_("The last one was on {day}."), day=shown.last.on_day(asker.partnership.zone))
        said.append(Para(text=last, quiet=True))
        buttons += [came_button(shown.last)] if asker.convenes else []
        buttons.append(actions_button())
    if shown.suggested:
        next_could_be, button = suggestion(shown.suggested, asker.partnership)
        said.append(next_could_be)
        buttons.append(button)
    if asker.convenes:
        buttons.append(_set_button())
    return (*said, Actions(of=tuple(buttons))) if buttons else ()


def _card(*parts: Part, about: Meeting | None = None) -> Card:
    return Card(text=spoken(parts), parts=parts, subject=f"meeting:{about.number}" if about else None)


def none_set(asker: Partner) -> Card:
    """Nothing to move, to come to or to keep."""
    ways_on = (Actions(of=(_set_button(),)),) if asker.convenes else ()
    return _card(Para(text=(_("No meeting is set."),)), *ways_on)


def was_set(asker: Partner, one: Meeting) -> Card:
    """As it was understood, for whoever set it."""
    said = phrase(_("{name} meets on "), name=Strong(text=asker.partnership.name))
    rest = _("Each of you hears of it on your last working day before, with what is yours.")
    return _card(
        Para(text=(*said, *when(one, asker.partnership), ".")),
        Para(text=(rest,), quiet=True),
        Actions(of=(calendar_button(one), _move(one), _cancel(one))),
        about=one,
    )


def moved(asker: Partner, one: Meeting, *, let_go: int) -> Card:
    said = (_("Moved. It's now on "), *when(one, asker.partnership), ".")
    rest = _("Whoever has been told of it is told of this.")
    gone = several(
        "{n} apology or deputy was for the old day, and doesn't count for this one.",
        "{n} apologies and deputies were for the old day, and don't count for this one.",
        let_go,
    )
    old = (Para(text=(upper_first(gone),)),) if let_go else ()
    ways_on = Actions(of=(calendar_button(one), _move(one), _cancel(one)))
    return _card(Para(text=said), *old, Para(text=(rest,), quiet=True), ways_on, about=one)


def cancelled(asker: Partner, one: Meeting, *, careful: bool = False) -> Card:
    said = phrase(_("Cancelled: the meeting on {day}."), day=one.on_day(asker.partnership.zone))
    rest = _("Whoever has been told of it is told that it's off; the others see it in their note.")
    why = () if one.reason else (Para(text=(_("You can say why: cancel the meeting because ..."),), quiet=True),)
    back = Actions(of=(_restore(one), calendar_button(one)))
    first = (safeguards.danger(),) if careful else ()
    return _card(*first, Para(text=said), *_reason(one), Para(text=(rest,)), *why, back, about=one)


def _reason(one: Meeting) -> tuple[Para, ...]:
    return (Para(text=(_("Why: "), Quote(text=clip(one.reason, LONGEST_QUOTE)), ".")),) if one.reason else ()


def as_it_is(asker: Partner, one: Meeting) -> Card:
    """How it stands, where nothing was changed: an older card was used, or it is so already, or over."""
    here = asker.partnership
    if not one.is_set:
        said = phrase(_("The meeting on {day} is cancelled."), day=one.on_day(here.zone))
        back = (Actions(of=(_restore(one),)),) if asker.convenes else ()
        return _card(Para(text=said), *_reason(one), *back, about=one)
    said = (_("As it stands: the table meets on "), *when(one, here), ".")
    return _card(Para(text=said), Actions(of=ways(asker, one)), about=one)


def line(one: Meeting, here: Partnership) -> Text:
    """The next one in a sentence."""
    local = here.local(one.begins_at)
    return phrase(_("Next: meeting, {day}, {hour}."), day=local.date(), hour=clock(local))


def told(one: Meeting, here: Partnership) -> Text:
    """A meeting of the coming days in a note: when it is, or that it's off."""
    if not one.is_set:
        said = phrase(_("The meeting on {day} is cancelled."), day=one.on_day(here.zone))
        return (*said, " ", _("Why: "), Quote(text=clip(one.reason, LONGEST_QUOTE)), ".") if one.reason else said
    return (_("The table meets on "), *when(one, here), ".")


def values_of(one: Meeting, here: Partnership) -> Mapping[str, str]:
    """A meeting as its form has it."""
    local = here.local(one.begins_at)
    return {"meets_on": local.date().isoformat(), "time": hours(local.time(), one.minutes), "place": one.place}


def form(values: Mapping[str, str], one: Meeting | None, *, zone: str, asking: str | None = None) -> Form:
    """Day, hour and place. `one`: the meeting that is moved; `asking`: what to ask about the words first."""
    fields = (
        Field(name="meets_on", label=_("Which day?"), kind="day", value=values["meets_on"], longest=100),
        Field(
            name="time",
            label=_("At what time?"),
            kind="line",
            value=values["time"],
            hint=_("“2pm”, “14:00” or “2pm to 4pm”, in {zone}.").format(zone=zone),
            longest=60,
        ),
        Field(
            name="place",
            label=_("Where?"),
            kind="line",
            value=values["place"],
            hint=_("A place, or the link to meet under. It can come later."),
            needed=False,
            longest=LONGEST_PLACE,
        ),
    )
    act = Act(name="meeting.move", on=(str(one.number),), seen=one.version) if one else Act(name="meeting.set")
    return Form(
        title=_("Move the meeting") if one else _("When do you meet?"),
        act=act,
        fields=(*fields, safeguards.field()) if asking else fields,
        submit=_("Move it") if one else _("Set it"),
        before=(Para(text=(asking or safeguards.please(),), quiet=not asking),),
    )


def calendar(asker: Partner, one: Meeting) -> Card:
    """Ways into one's own calendar: two by a link, any other by a file that stands on one's page."""
    here = asker.partnership
    file = Link(url=f"/t/{here.slug}/meetings/{one.number}.ics", text=_("the calendar file on your page"))
    if not one.is_set:
        said = phrase(_("The meeting on {day} is cancelled."), day=one.on_day(here.zone))
        off = phrase(_("To take it out of a calendar by a file: {file}."), file=file)
        return _card(Para(text=said), Para(text=off))
    said = (_("The table meets on "), *when(one, here), ".")
    into = phrase(
        _("Put it into {google} or {outlook}; for any other calendar take {file}."),
        google=Link(url=in_calendars.google(one, table=here.name), text=_("Google Calendar")),
        outlook=Link(url=in_calendars.outlook(one, table=here.name), text=_("Outlook")),
        file=file,
    )
    return _card(Para(text=said), Para(text=into))
