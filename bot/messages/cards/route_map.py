"""The route map: a complex job on one screen, in words and in a picture that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.acts import Act
from bot.domain.perspectives import Spoken
from bot.messages.cards.views import how_many
from bot.messages.parts import (
    Actions,
    Button,
    Card,
    Heading,
    Item,
    Items,
    Named,
    Para,
    Part,
    Picture,
    Quote,
    RouteMap,
    Station,
    Strong,
    Text,
)
from bot.messages.words import _, clip, listed, long_day, phrase, plain, several, short_day, spoken

# What one looks at in one look; the rest is a list beneath.
MOST_STRANDS = 5
MOST_TRIES = 2
MOST_CHAIRS = 4

# As long as a few rows of the drawing.
LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """A line of work. `lead`: who leads it, and for whom they sit; `following`: its one next thing, with its day."""

    name: str
    lead: str | None = None
    organisation: str | None = None
    following: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trying:
    """A try under way, and when it is looked at again."""

    words: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """All that the map shows. `challenge`: the wording as it stands; `better`: what was last measured, a sentence."""

    table: str
    views: Spoken
    challenge: str | None = None
    ambition: str | None = None
    strands: Sequence[Strand] = ()
    tries: Sequence[Trying] = ()
    better: Text = ()
    chairs: Sequence[str] = ()


def in_words(way: Way, *, today: date) -> Card:
    """The map as text: what a door shows at once, and all there is for whoever hears it."""
    parts = (*_start(way), *_strands(way, today), *_tries(way, today), *_goal(way), *_chairs(way), _ways())
    return Card(text=spoken(parts), parts=parts)


def _start(way: Way) -> tuple[Part, ...]:
    now = phrase(_("Where we are now: {challenge} {views}"), challenge=_challenge(way), views=how_many(way.views))
    return Heading(text=_("The route of {table}").format(table=way.table)), Para(text=now)


def _challenge(way: Way) -> Quote | str:
    return Quote(text=way.challenge) if way.challenge else _("nobody has put the challenge into words yet.")


def _strands(way: Way, today: date) -> tuple[Part, ...]:
    if not way.strands:
        return (Para(text=(_("No strand of work has begun. Begin one: /table strand housing checks"),)),)
    items = tuple(
        Item(text=(Strong(text=one.name), ": ", Named(name=_lead(one))), note=_following(one, today))
        for one in way.strands
    )
    return Heading(text=_("The strands")), Items(items=items)


def _lead(one: Strand) -> str:
    if one.lead is None:
        return _("nobody leads it yet")
    return _("{name}, {organisation}").format(name=one.lead, organisation=one.organisation or _("in their own right"))


def _following(one: Strand, today: date) -> Text:
    if one.following is None:
        return (_("Nothing comes next yet."),)
    words = Quote(text=clip(one.following, LONGEST))
    if one.due_on is None:
        return phrase(_("Next: {words}"), words=words)
    return phrase(_("Next: {words}, {day}"), words=words, day=short_day(one.due_on, today=today))


def _tries(way: Way, today: date) -> tuple[Part, ...]:
    if not way.tries:
        return ()
    items = tuple(Item(text=_trying(one, today)) for one in way.tries)
    return Heading(text=_("We are trying")), Items(items=items)


def _trying(one: Trying, today: date) -> Text:
    words, day = Quote(text=clip(one.words, LONGEST)), short_day(one.until, today=today)
    said = _("{words}, until {day}") if one.until >= today else _("{words}, which waits to be looked at since {day}")
    return phrase(said, words=words, day=day)


def _goal(way: Way) -> tuple[Part, ...]:
    said = Quote(text=way.ambition) if way.ambition else _("nobody has said it yet.")
    return (Para(text=(*phrase(_("Where we are going: {ambition}"), ambition=said), " ", *way.better)),)


def _chairs(way: Way) -> tuple[Part, ...]:
    if not way.chairs:
        return ()
    return (Para(text=phrase(_("Still missing: {chairs}."), chairs=Named(name=listed(list(way.chairs))))),)


def _ways() -> Part:
    challenge = Button(label=_("The challenge"), act=Act(name="challenge.show"), words="/table challenge")
    strands = Button(label=_("Strands"), act=Act(name="strand.list"), words="/table strands")
    outcomes = Button(label=_("Outcomes"), act=Act(name="outcome.list"), words="/table outcomes")
    return Actions(of=(challenge, strands, outcomes))


def in_a_picture(way: Way, *, today: date) -> Card:
    """The same as a picture, with what found no room in it beneath; its alt says what it shows."""
    beyond = [one.name for one in way.strands[MOST_STRANDS:]]
    shown = Picture(name="route_map", alt=plain((in_words(way, today=today).text,)), of=_drawn(way, today))
    date_said = Para(text=(_("The route of {table}, {day}.").format(table=way.table, day=long_day(today)),), quiet=True)
    rest = Para(text=phrase(_("Besides these: {strands}."), strands=Named(name=listed(beyond)))) if beyond else None
    parts = (date_said, shown, *((rest,) if rest else ()))
    return Card(text=spoken(parts), parts=parts)


def _drawn(way: Way, today: date) -> RouteMap:
    missing = [*way.chairs[:MOST_CHAIRS]]
    further = len(way.chairs) - len(missing)
    if further:
        missing.append(several("{n} more", "{n} more", further))
    return RouteMap(
        now_label=_("Where we are now"),
        now=way.challenge or _("Nobody has put the challenge into words yet."),
        stations=tuple(_station(one, today) for one in way.strands[:MOST_STRANDS]),
        tries_label=_("We are trying"),
        tries=tuple(_flat(_trying(one, today)) for one in way.tries[:MOST_TRIES]),
        goal_label=_("Where we are going"),
        goal=way.ambition or _("Nobody has said it yet."),
        better=_flat(way.better),
        chairs_label=_("Still missing"),
        chairs=", ".join(missing),
    )


def _station(one: Strand, today: date) -> Station:
    return Station(name=one.name, lead=_lead(one), following=_flat(_following(one, today)))


def _flat(text: Text) -> str:
    """A sentence as it is drawn: whose words are whose is plain from where they stand."""
    return plain(tuple(run.text if isinstance(run, Quote) else run for run in text))
