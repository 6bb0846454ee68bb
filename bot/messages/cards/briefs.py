"""The day before a meeting: when and where, and what is the reader's; for who convenes a page of what the table has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.acts import Act
from bot.domain.meetings import Came, Meeting
from bot.domain.people import Partner
from bot.domain.perspectives import Spoken
from bot.messages.cards import meetings
from bot.messages.cards.reflection_questions import for_all
from bot.messages.cards.tables import gaps
from bot.messages.of_commitments import Shown
from bot.messages.parts import Actions, Button, Card, Heading, Item, Items, Named, Para, Part, Quote, Strong, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, listed, phrase, several, spoken, upper_first

MOST_LINES = 5
# Names of those who sent apologies, before the rest is a number.
MOST_NAMES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What who convenes reads beside their own. `apologies`: names, with who comes for them; all else is numbers."""

    apologies: Sequence[tuple[str, str | None]]
    deputies: Sequence[tuple[str, str | None]]
    due: Sequence[Shown]
    promised: Mapping[str, int]
    views: Spoken
    unanswered: int
    quiet: int
    chairs: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a brief is made of. `moved`: they were told of another day, hour or place before.

    `back`: what the reader noticed lately and only they can see, given back to them.
    """

    meeting: Meeting
    today: date
    mine: Sequence[Shown]
    waiting: Sequence[Item]
    back: Sequence[Item] = ()
    own: Came | None = None
    moved: bool = False
    page: Page | None = None


def brief(reader: Partner, shown: Brief) -> Card:
    """When and where; what is theirs; the page of who convenes; one question: whether they can come."""
    parts: list[Part] = [Para(text=_when(reader, shown))]
    if shown.mine:
        parts += [Heading(text=_("What you said you'd do")), Items(items=tuple(map(_mine, shown.mine[:MOST_LINES])))]
    if shown.waiting:
        parts += [Heading(text=_("What waits for your word")), Items(items=tuple(shown.waiting[:MOST_LINES]))]
    if shown.back:
        parts += [Heading(text=_("What you noticed")), Items(items=tuple(shown.back))]
    if shown.page:
        parts += _page(shown.page, shown.meeting)
    parts += _question(shown)
    because = _("This comes because {table} meets.").format(table=reader.partnership.name)
    return Card(text=spoken(parts), parts=tuple(parts), because=because, subject=f"meeting:{shown.meeting.number}")


def _when(reader: Partner, shown: Brief) -> Text:
    lead = (
        _("Hello {name}. The meeting of {table} has changed. It's now on ")
        if shown.moved
        else _("Hello {name}. {table} meets on ")
    )
    here = reader.partnership
    said = phrase(lead, name=Named(name=reader.person.first_name), table=Strong(text=here.name))
    zone = () if str(reader.zone) == here.zone else (_(" (time in {zone})").format(zone=here.zone),)
    return (*said, *meetings.when(shown.meeting, here, today=shown.today), *zone, ".")


def _question(shown: Brief) -> list[Part]:
    one = shown.meeting
    if shown.own:
        said = _("I've noted that you can't come yourself.")
        return [Para(text=(said,)), Actions(of=(meetings.coming_button(one), meetings.calendar_button(one)))]
    ways = (meetings.apologies_button(one), meetings.deputy_button(one), meetings.calendar_button(one))
    return [Para(text=(_("If you can't come, will you tell me here?"),)), Actions(of=ways)]


def _mine(one: Shown) -> Item:
    number = str(one.number)
    words = Quote(text=clip(one.text, LONGEST_QUOTE))
    done = Button(label=_("Done"), act=Act(name="commitment.done", on=(number,)), words=f"done {number}")
    move = Button(
        label=_("Change date"), act=Act(name="commitment.move", on=(number,)), words=f"move {number} to Tuesday"
    )
    text = phrase(_("{words} by {day}"), words=words, day=one.due_on) if one.due_on else (words,)
    return Item(text=text, buttons=(done, move))


def _page(page: Page, one: Meeting) -> list[Part]:
    """One page: who has said they can't come, what the last meeting came to, what the table has and lacks."""
    lines: list[Text] = []
    if page.apologies:
        lines.append((_("Apologies: "), *_names(page.apologies), "."))
    if page.deputies:
        lines.append((_("Somebody comes for: "), *_names(page.deputies), "."))
    if page.promised:
        lines.append((_promised(page.promised),))
    lines += [(_views(page.views),), *((line,) for line in _counts(page)), gaps(page.chairs)]
    parts: list[Part] = [Heading(text=_("For you who convene")), Items(items=tuple(Item(text=line) for line in lines))]
    if page.due:
        parts += [Heading(text=_("Due by then")), Items(items=tuple(map(_due, page.due[:MOST_LINES])))]
    asked = phrase(_("A question you could open with: {question}"), question=Strong(text=opening(page, one)))
    return [*parts, Para(text=asked)]


def _names(those: Sequence[tuple[str, str | None]]) -> Text:
    shown = [f"{name} ({deputy})" if deputy else name for name, deputy in those[:MOST_NAMES]]
    if len(those) > MOST_NAMES:
        shown.append(several("{n} more", "{n} more", len(those) - MOST_NAMES))
    return (Named(name=listed(shown)),)


def _promised(by_state: Mapping[str, int]) -> str:
    """What was minuted last time, as numbers."""
    total = sum(by_state.values())
    lead = several("{n} thing was agreed last time: ", "{n} things were agreed last time: ", total)
    states = (
        ("kept", several("{n} kept", "{n} kept", by_state.get("kept", 0))),
        ("open", several("{n} open", "{n} open", by_state.get("open", 0))),
        ("asked", several("{n} not answered", "{n} not answered", by_state.get("asked", 0))),
    )
    named = [said for state, said in states if by_state.get(state)]
    rest = total - sum(by_state.get(state, 0) for state, _said in states)
    if rest:
        named.append(several("{n} let go or handed on", "{n} let go or handed on", rest))
    return f"{upper_first(lead)}{listed(named)}."


def _views(views: Spoken) -> str:
    return _("Views: {spoken} of {seats}.").format(spoken=views.spoken, seats=views.seats)


def _counts(page: Page) -> list[str]:
    """Numbers without a name: who they are stands behind /table quiet, for whoever asks."""
    lines = []
    if page.unanswered:
        lines.append(several("{n} ask waits for an answer.", "{n} asks wait for an answer.", page.unanswered))
    if page.quiet:
        lines.append(
            several(
                "{n} person has been quiet here for longer than is usual for them: /table quiet",
                "{n} people have been quiet here for longer than is usual for them: /table quiet",
                page.quiet,
            )
        )
    return [upper_first(line) for line in lines]


def _due(one: Shown) -> Item:
    words = Quote(text=clip(one.text, LONGEST_QUOTE))
    return Item(text=phrase(_("{words} by {day}"), words=words, day=one.due_on) if one.due_on else (words,))


def opening(page: Page, one: Meeting) -> str:
    """One question by what the table lacks; where it lacks nothing, another each time."""
    if not page.views.half:
        return _("Whose view of this have we not heard yet, and who could ask them?")
    if page.chairs:
        return _("Who should be in the room and isn't?")
    asked = for_all()
    return asked[one.number % len(asked)]


def off(reader: Partner, one: Meeting) -> Card:
    """It does not take place, for whoever had been told that it does."""
    lead = phrase(
        _("Hello {name}. The meeting of {table} on {day} is cancelled."),
        name=Named(name=reader.person.first_name),
        table=Strong(text=reader.partnership.name),
        day=one.on_day(reader.partnership.zone),
    )
    why = (Para(text=(_("Why: "), Quote(text=clip(one.reason, LONGEST_QUOTE)), ".")),) if one.reason else ()
    parts = (Para(text=lead), *why, Actions(of=(meetings.calendar_button(one),)))
    because = _("This comes because I had told you of it.")
    return Card(text=spoken(parts), parts=parts, because=because, subject=f"meeting:{one.number}")
