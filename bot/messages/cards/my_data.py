"""What is held on the person who asks: every heading, in their words where there are any."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from bot.domain import sponsors
from bot.domain.acts import Act
from bot.domain.calls import Hindrance
from bot.domain.commitments import State
from bot.domain.contests import Figure
from bot.domain.looks import Look
from bot.domain.participation import TAKEN_BACK, Kind
from bot.domain.people import Answer, Partner, Role
from bot.domain.states import Change
from bot.messages.cards import calls, contests, languages, left_be, signs, states, statuses
from bot.messages.cards.looks import about_you
from bot.messages.parts import (
    Actions,
    Button,
    Card,
    Facts,
    Heading,
    Item,
    Items,
    Named,
    Para,
    Part,
    Quote,
    Strong,
    Text,
)
from bot.messages.words import _, listed, phrase, plain, short_day, span, translated


class Sections(Protocol):
    """What storage found: rows under each heading, and how many there are under those that are only counted."""

    @property
    def sections(self) -> Mapping[str, Any]: ...
    @property
    def numbers(self) -> Mapping[str, int]: ...


def held(
    asker: Partner,
    found: Sections,
    *,
    today: date,
    noted: Sequence[signs.Sign] = (),
    seated: Item | None = None,
    looked: Sequence[Look] = (),
) -> Card:
    """Everything held on somebody, who sees it, and how long it stays.

    `noted`: what others noted for them; `seated`: by whose word they sit where they sit, if it is not their own;
    `looked`: who looked at what is known of them.
    """
    rows = found.sections
    by_status = statuses.known(rows, today)
    facts = Facts(rows=tuple(_facts(asker, rows, found.numbers, by_status)))
    parts: list[Part] = [Para(text=(_("This is what I hold on you at "), Strong(text=asker.partnership.name), "."))]
    parts += [facts, *((Items(items=(seated,)),) if seated else ())]
    asked = [row for row in rows["commitments"] if row.get("state") == State.ASKED]
    parts += _words(_("What you said you would do"), [row for row in rows["commitments"] if row not in asked])
    parts += _words(_("Waiting for your word"), asked)
    parts += _words(_("What you noticed and learned"), rows["reflections"])
    parts += _words(_("What it looks like from where you sit"), rows["perspectives"])
    for heading, name in _of_understanding():
        parts += _words(heading, rows[name])
    parts += _words(_("Thanks you gave"), rows["thanks"])
    parts += _words(_("What you were thanked for"), rows["thanked"])
    parts += _words(_("What would be different, as you said it"), rows["outcomes"])
    parts += _words(_("What you measured"), rows["measures"])
    parts += _words(_("What you tried, and what was learned"), rows["tries"])
    parts += _words(_("What would bring you back, as you said when you left"), rows["partings"])
    parts += _words(_("What you said isn't right"), rows["contests"])
    parts += _words(_("Drafts"), rows["drafts"])
    stood = states.history([Change(**row) for row in rows.get("states", ())], today=today)
    parts += [Heading(text=_("How you stood here, as I kept it")), Items(items=stood)] if stood else []
    lines = tuple(signs.noted_for_you(one) for one in noted)
    parts += [Heading(text=_("What others noted for you")), Items(items=lines)] if lines else []
    looks = tuple(Item(text=about_you(one)) for one in looked)
    parts += [Heading(text=_("Who looked at what is known of you")), Items(items=looks)] if looks else []
    lift = left_be.lift_button() if rows["left_be"] else None
    ways = tuple(way for way in (statuses.way(rows), lift) if way)
    parts.append(Actions(of=(*ways, contests.button(Figure.HELD))))
    nothing_else = _("Nothing else is kept.")
    note = _(
        "You see all of it. Coordinators see the days and what you share; other partners what you share. "
        "It goes {years} after you leave, or when you say: /table erase me"
    ).format(years=span(asker.partnership.retention_months))
    parts += [Para(text=(nothing_else,)), Para(text=(note,), quiet=True)]
    text = "; ".join(f"{label}: {plain(said)}" for label, said in facts.rows)
    quotes = " ".join(plain((Quote(text=row["text"]),)) for name in _WITH_WORDS for row in rows[name])
    others = (*((seated,) if seated else ()), *stood, *lines, *looks)
    said = (f"{text}.", quotes, *(plain(line.text) for line in others), nothing_else, note)
    return Card(text=" ".join(filter(None, said)), parts=tuple(parts))


def _of_understanding() -> tuple[tuple[str, str], ...]:
    return (
        (_("What would make it worth it"), "worths"),
        (_("How you would put the challenge"), "wordings"),
        (_("Why you would put it so"), "reasons"),
        (_("What you said back of others' views"), "said_back"),
        (_("How you would put what others said back"), "mended"),
    )


_WITH_WORDS = (
    *("commitments", "reflections", "perspectives"),
    *(
        "worths",
        "wordings",
        "reasons",
        "said_back",
        "mended",
        "thanks",
        "thanked",
        "outcomes",
        "measures",
        "tries",
        "partings",
        "contests",
        "drafts",
    ),
)


def _seat(asker: Partner, sponsored: Sequence[Mapping[str, Any]]) -> str:
    """For whom somebody sits, or of whose seat they are the sponsor."""
    if asker.role is Role.SPONSOR:
        bodies = [row["name"] for row in sponsored if row["state"] == sponsors.Answer.AGREED]
        if not bodies:
            return _("none: you were asked to be a sponsor")
        return _("sponsor of the seat of {body}").format(body=bodies[-1])
    return asker.organisation.name if asker.organisation else _("in your own right")


def _facts(
    asker: Partner, rows: Mapping[str, Any], counted: Mapping[str, int], by_status: Sequence[tuple[str, str]]
) -> list[tuple[str, Text]]:
    """What is held, a line each; what is not held has none."""
    pairs = (
        *_person(asker, rows),
        *_part(rows),
        *by_status,
        *_left_be(rows),
        *_hindrances(rows),
        (_("Language"), languages.known(asker.person)),
        *((label, str(number)) for label, number in _counted(counted) if number),
    )
    return [(label, (Named(name=said),)) for label, said in pairs if said]


def _person(asker: Partner, rows: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """Who they are here, and by which ways they are reached."""
    return (
        (_("Name"), asker.person.name),
        (_("E-mail"), asker.person.email or ""),
        (_("Seat"), _seat(asker, rows.get("sponsors", ()))),
        (_("Known on"), listed(sorted({row["platform"] for row in rows["identities"]}))),
        (_("Written to on"), listed([row["platform"] for row in rows["routes"]])),
        (_("Your answer about messages"), listed([_answer(row) for row in rows["consent"]])),
    )


def _part(rows: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """When they took part and as what; what they led; when they are away."""
    standing, taken_back = _standing(rows["days"])
    dates = [row["on_day"] for row in standing]
    days = Counter(row["kind"] for row in standing)
    numbers = [(_as_what(kind), number) for kind, number in sorted(days.items())]
    numbers += [(_("taken back"), taken_back)] if taken_back else []
    return (
        (_("Days you took part"), _from_to(min(dates), max(dates)) if dates else ""),
        (_("As what"), listed([f"{what} {number}" for what, number in numbers])),
        (_("Meetings"), _meetings(rows["meetings"])),
        (_("Your talk in the table's channel"), _talk(rows["talk"])),
        *_leads(rows),
        (_("Away"), listed([_from_to(row["from_on"], row["until_on"]) for row in rows["away"]])),
    )


def _counted(counted: Mapping[str, int]) -> Sequence[tuple[str, int]]:
    """Of what there are only numbers."""
    return (
        (_("Messages sent to you"), counted["messages"]),
        (_("Messages owed or taken back"), counted["owed"] - counted["messages"]),
        (_("Things you said on your page"), counted["said"]),
        (_("Cards on a chat"), counted["cards"]),
        (_("Sign-in links made"), counted["links"]),
        (_("Browsers you are signed in at"), counted["sessions"]),
        (_("Changes noted"), counted["changes"]),
        (_("What you said of the challenge's wordings"), counted["recognitions"]),
        (_("Offers of a lead or of convening"), counted["offers"]),
        (_("Asked to do together with others"), counted["parties"]),
        (_("Answers whether something helped"), counted["helped"]),
        (_("Calls to you, as coordinators noted them"), counted["calls"]),
        (_("Questions I asked you to think about"), counted["asked"]),
        (_("Pairs you were offered to speak in"), counted["pairs"]),
        (_("Times you looked at what is known of others"), counted["looks_made"]),
    )


def _from_to(first: date, last: date) -> str:
    return _("{first} to {last}").format(first=short_day(first), last=short_day(last))


def _answer(row: Mapping[str, Any]) -> str:
    answers = {
        Answer.YES: _("yes"),
        Answer.QUIETLY: _("only when you write"),
        Answer.NO: _("no thanks"),
        "told": _("told"),
    }
    hows = {"asked": _("asked"), "agreed": _("agreed"), "imported": _("imported")}
    said, how = answers[row["answer"]], hows[row["how"]]
    return _("{answer} ({how}, {day})").format(answer=said, how=how, day=short_day(row["given_on"]))


def _as_what(kind: str) -> str:
    """What the ledger says that somebody did, in a word or two."""
    names: Mapping[str, str] = {
        Kind.COMMITTED: _("committed"),
        Kind.KEPT: _("kept"),
        Kind.CHANGED: _("changed"),
        Kind.REFLECTED: _("reflected"),
        Kind.ANSWERED: _("answered"),
        Kind.ASKED: _("asked"),
        Kind.LOOKED: _("looked"),
        Kind.SPOKE: _("spoke"),
        Kind.TALKED: _("talked"),
        Kind.CAME: _("came"),
        Kind.APOLOGIES: _("apologies"),
        Kind.DEPUTY: _("deputy"),
        Kind.TOOK_PART: _("took part"),
        Kind.ABSENT: _("absent"),
    }
    return names.get(kind, kind)


def _leads(rows: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """What they led and when, and what they last answered about who convenes; nothing where there is nothing."""
    led = listed([_time_of(row) for row in rows["leads"]])
    answers = {"yes": _("yes"), "other": _("somebody else might"), "mine": _("I'd do it")}
    said = listed([answers[row["answer"]] for row in rows["convening"]])
    told = ((_("Led or convened"), led), (_("Is it still right who convenes?"), said))
    return [(label, value) for label, value in told if value]


def _left_be(rows: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """Until when a coordinator leaves them be."""
    return [(_("Left be, by a coordinator's word, until"), short_day(row["left_be_until"])) for row in rows["left_be"]]


def _hindrances(rows: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """What they answered when their table was asked; for nobody else's eyes."""
    said = [translated(calls.WITHIN[Hindrance(row["way"])]) for row in rows["hindrances"]]
    return [(_("What gets in your way, as you told me alone"), one) for one in said]


def _time_of(row: Mapping[str, Any]) -> str:
    what = row["name"] or _("this table")
    first = short_day(row["since_at"].date())
    if row["until_at"] is None:
        return _("{what}, since {first}").format(what=what, first=first)
    return _("{what}, {first} to {last}").format(what=what, first=first, last=short_day(row["until_at"].date()))


def _meetings(rows: Sequence[Mapping[str, Any]]) -> str:
    """How somebody was there or was not, and who came for them."""
    deputies = [_("{name} for you").format(name=row["deputy"]) for row in rows if row["deputy"]]
    return listed(
        [*(f"{kind} {number}" for kind, number in sorted(Counter(row["kind"] for row in rows).items())), *deputies]
    )


def _standing(rows: Sequence[Mapping[str, Any]]) -> tuple[Sequence[Mapping[str, Any]], int]:
    """The entries that stand, and how many were taken back: those have another beside them that says so."""
    taken_back = {(row["on_day"], row["kind"].removeprefix(TAKEN_BACK)) for row in rows if _takes_back(row)}
    standing = [row for row in rows if not _takes_back(row) and (row["on_day"], row["kind"]) not in taken_back]
    return standing, len(taken_back)


def _takes_back(row: Mapping[str, Any]) -> bool:
    return bool(row["kind"].startswith(TAKEN_BACK))


def _talk(rows: list[Mapping[str, Any]]) -> str:
    off = any(row["talk_off_at"] for row in rows)
    return _("not counted, as you said") if off else _("the days, where I hear it; never the words")


def _words(heading: str, rows: list[Mapping[str, Any]]) -> list[Part]:
    if not rows:
        return []
    items = tuple(Item(text=(Quote(text=row["text"]),), note=_plan(row.get("plan"))) for row in rows)
    return [Heading(text=heading), Items(items=items)]


def _plan(plan: str | None) -> Text:
    """When and how they mean to do it, where they said so."""
    return (_("Plan"), ": ", Quote(text=plan)) if plan else ()


def erasing(asker: Partner) -> Card:
    """The question before everything goes; it cannot be undone, so it is asked."""
    said = phrase(
        _(
            "Take out everything I hold on you at {table}? Your place, your words, the days you took part. "
            "Nobody can bring it back. What you shared without your name stays: I don't know it was yours. "
            "A wording of the challenge that the table took up stays too, without your name."
        ),
        table=Strong(text=asker.partnership.name),
    )
    go = Button(
        label=_("Erase it all"), act=Act(name="data.erase", on=("yes",)), words="/table erase me yes", style="danger"
    )
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(go,))))


def erased(asker: Partner) -> Card:
    said = phrase(_("It's gone. Thank you for your part at {table}."), table=Strong(text=asker.partnership.name))
    return Card(text=plain(said), parts=(Para(text=said),))
