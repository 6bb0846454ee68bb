"""At least one example of every card and form about meetings, around any words a person may have typed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from bot.domain.actions import Line
from bot.domain.commitments import Commitment, SeenBy, State
from bot.domain.errors import PastDeadlineError
from bot.domain.invitations import Waiting
from bot.domain.meetings import Came, Meeting
from bot.domain.meetings import State as Takes
from bot.domain.participation import Kind
from bot.domain.people import Organisation, Partner, Partnership, Person, Role
from bot.domain.perspectives import Spoken
from bot.domain.reflections import Reflection, Shared
from bot.messages.cards import actions, attendance, briefs, glance, meetings, signs
from bot.messages.cards.reflections_back import before_meeting
from bot.messages.parts import Card, Form, Item, Para, Quote
from bot.storage.signs import Sign

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
DAY = timedelta(days=1)
HOME = Partnership(id=1, slug="home", name="Home from hospital", meets_every=14)


def somebody(number: int, name: str, body: str = "Ward 9 Trust", *, role: Role = Role.PARTNER) -> Partner:
    person = Person(id=number, name=name, email=f"{name.split(maxsplit=1)[0].casefold()}@a.example")
    organisation = Organisation(id=3, name=body) if body else None
    return Partner(
        id=number, partnership=HOME, person=person, seat_id=5, organisation=organisation, role=role, joined_on=TODAY
    )


def a_meeting(place: str, **more) -> Meeting:
    usual = {
        "partnership_id": 1,
        "number": 3,
        "version": 1,
        "state": Takes.SET,
        "begins_at": datetime(2026, 12, 3, 14, tzinfo=UTC),
        "minutes": 60,
        "place": place,
        "made_at": NOW,
        "changed_at": NOW,
    }
    return Meeting(**{**usual, **more})


def of_meetings(words: str) -> dict[str, Card | Form]:
    priya = somebody(1, "Priya Shah", "Riverside", role=Role.COORDINATOR)
    sam, ann, una = somebody(4, "Sam Okoye"), somebody(6, "Ann Bell", ""), somebody(7, "Una Fox")
    one = a_meeting(words)
    online = a_meeting("https://meet.example/abc", begins_at=NOW + DAY)
    off = replace(one, state=Takes.CANCELLED, reason=words)
    both = meetings.Meetings(coming=[one, online], last=one, suggested=one)
    values = meetings.values_of(one, HOME)
    return {
        **_of_attendance(words, one, sam, ann),
        **_of_actions(words, priya, sam, una),
        **_of_briefs(words, one, priya, sam),
        "glance.more.meetings": glance.more(sam, due=[]),
        "meetings.as_it_is": meetings.as_it_is(sam, online),
        "meetings.as_it_is.cancelled": meetings.as_it_is(sam, off),
        "meetings.as_it_is.restorable": meetings.as_it_is(priya, replace(off, reason=None)),
        "meetings.calendar": meetings.calendar(sam, one),
        "meetings.calendar.cancelled": meetings.calendar(sam, off),
        "meetings.cancelled": meetings.cancelled(priya, off, careful=True),
        "meetings.cancelled.why": meetings.cancelled(priya, replace(off, reason=None)),
        "meetings.form": meetings.form({"meets_on": "", "time": "", "place": ""}, None, zone="Europe/London"),
        "meetings.form.asked": meetings.form(values, None, zone="Europe/London", asking="Is it so?"),
        "meetings.form.move": meetings.form(values, one, zone="Europe/London"),
        "meetings.meetings": meetings.meetings(sam, meetings.Meetings(coming=[one])),
        "meetings.meetings.coordinator": meetings.meetings(priya, both),
        "meetings.meetings.none": meetings.meetings(sam, meetings.Meetings(coming=[])),
        "meetings.meetings.first": meetings.meetings(priya, meetings.Meetings(coming=[])),
        "meetings.meetings.last": meetings.meetings(sam, meetings.Meetings(coming=[], last=one)),
        "meetings.meetings.sorry": meetings.meetings(sam, meetings.Meetings(coming=[online], own=Came.APOLOGIES)),
        "meetings.meetings.deputy": meetings.meetings(sam, meetings.Meetings(coming=[online], own=Came.DEPUTY)),
        "meetings.moved": meetings.moved(priya, one, let_go=0),
        "meetings.moved.let_go": meetings.moved(priya, a_meeting(""), let_go=2),
        "meetings.none_set": meetings.none_set(sam),
        "meetings.none_set.coordinator": meetings.none_set(priya),
        "meetings.was_set": meetings.was_set(priya, one),
        "meetings.was_set.mixed": meetings.was_set(priya, a_meeting(f"{words} https://meet.example/abc")),
        **{
            f"signs.noted_for_you.{kind}": _card(signs.noted_for_you(Sign(on_day=TODAY, by="Priya Shah", kind=kind)))
            for kind in (Kind.CAME, Kind.APOLOGIES, Kind.DEPUTY)
        },
    }


def _card(item: Item) -> Card:
    return Card(text="Noted.", parts=(Para(text=item.text),))


def _of_attendance(words: str, one: Meeting, sam: Partner, ann: Partner) -> dict[str, Card | Form]:
    ticks = {Came.CAME: frozenset({sam.id}), Came.DEPUTY: frozenset(), Came.APOLOGIES: frozenset({ann.id})}
    page = attendance.TickList(number=1, pages=1, people=[sam, ann], ticks=ticks, seen=5)
    many = [somebody(number, f"Partner {number}") for number in range(1, 26)]
    first = replace(page, pages=3, people=many)
    counts = {Came.CAME: 5, Came.DEPUTY: 1, Came.APOLOGIES: 2}
    more = attendance.Kept(counts=counts, denied=["Sam Okoye"], following=2, suggested=a_meeting(words))
    return {
        "attendance.comes": attendance.comes(one, HOME),
        "attendance.deputy_form": attendance.deputy_form(one, words),
        "attendance.deputy_form.asked": attendance.deputy_form(one, words, asking="Is it so?"),
        "attendance.kept": attendance.kept(one, HOME, attendance.Kept(counts=dict.fromkeys(Came, 0))),
        "attendance.kept.more": attendance.kept(one, HOME, more),
        "attendance.met": _met(0),
        "attendance.met.by_some": _met(4),
        "attendance.not_yet_met": attendance.not_yet_met(),
        "attendance.noted": attendance.noted(["Sam Okoye"], [], one, HOME),
        "attendance.noted.denied": attendance.noted([], ["Sam Okoye"], one, HOME),
        "attendance.sends": attendance.sends(one, words, HOME),
        "attendance.sorry": attendance.sorry(one, HOME),
        "attendance.tick_list": attendance.tick_list(one, HOME, page),
        "attendance.tick_list.page": attendance.tick_list(one, HOME, first),
    }


def _met(number: int) -> Card:
    said = attendance.met(TODAY, number)
    return Card(text="The table met.", parts=(Para(text=said),))


def _of_actions(words: str, priya: Partner, sam: Partner, una: Partner) -> dict[str, Card | Form]:
    waiting = Waiting(draft=5, text=words)

    def shown(*owners: Partner, said: str = words, listens: bool = False) -> actions.Shown:
        line = Line(written=f"- {words}", words=said, owners=tuple(one.id for one in owners))
        return actions.Shown(line=line, owners=owners, listens=listens)

    unclear = [shown(), shown(sam, una), shown(sam, said=""), shown(una, listens=True)]
    clear = actions.Preview(lines=[shown(priya), shown(sam), *unclear], asker=1, waiting=waiting, careful=True)
    asked = Commitment(
        id=7,
        partnership_id=1,
        number=3,
        text=words,
        state=State.ASKED,
        seen_by=SeenBy.TABLE,
        version=1,
        partner_id=4,
        owner="Sam Okoye",
        organisation="Ward 9 Trust",
        made_at=NOW,
        due_on=date(2026, 12, 4),
    )
    done = [
        actions.Asked(owner="Sam Okoye", commitment=asked),
        actions.Asked(owner="Priya Shah", commitment=asked, mine=True),
        actions.Asked(owner="Ann Bell", trouble=PastDeadlineError(words=words)),
    ]
    return {
        "actions.asked": actions.asked(done[:1], today=TODAY, waiting=None),
        "actions.asked.left": actions.asked(done, today=TODAY, waiting=waiting),
        "actions.asked.before": actions.asked([actions.Asked(owner="Sam Okoye")], today=TODAY, waiting=None),
        "actions.asked.none": actions.asked(done[2:], today=TODAY, waiting=waiting),
        "actions.asked.unread": actions.asked([], today=TODAY, waiting=waiting),
        "actions.form": actions.form(""),
        "actions.form.asked": actions.form(words, asking="Is it so?"),
        "actions.gone": actions.gone(),
        "actions.preview": actions.preview(clear),
        "actions.preview.unclear": actions.preview(actions.Preview(lines=unclear, asker=1, waiting=waiting)),
    }


def _of_briefs(words: str, one: Meeting, priya: Partner, sam: Partner) -> dict[str, Card | Form]:
    mine = [
        SimpleNamespace(number=3, text=words, due_on=date(2026, 12, 4)),
        SimpleNamespace(number=4, text=words, due_on=None),
    ]
    waits = [Item(text=(Quote(text=words),))]
    noticed = Reflection(id=3, number=2, text=words, shared=Shared.PRIVATE, on=date(2026, 11, 2), partner_id=4)
    usual = briefs.Brief(meeting=one, today=TODAY, mine=mine, waiting=waits)
    page = briefs.Page(
        apologies=[(f"Partner {number}", None) for number in range(14)],
        deputies=[("Sam Okoye", words), ("Ann Bell", None)],
        due=mine,
        promised={"kept": 2, "open": 3, "asked": 1, "let_go": 1},
        views=Spoken(seats=9, spoken=3),
        unanswered=2,
        quiet=1,
        chairs=["a GP"],
    )
    calm = replace(
        page,
        apologies=[],
        deputies=[],
        due=[],
        promised={"open": 1},
        unanswered=0,
        quiet=0,
        views=Spoken(seats=9, spoken=6),
    )
    abroad = replace(sam, person=replace(sam.person, zone="Europe/Dublin"))
    return {
        "briefs.brief": briefs.brief(sam, usual),
        "briefs.brief.abroad": briefs.brief(abroad, replace(usual, mine=[], waiting=[], today=date(2026, 12, 3))),
        "briefs.brief.sorry": briefs.brief(sam, replace(usual, own=Came.APOLOGIES)),
        "briefs.brief.moved": briefs.brief(sam, replace(usual, moved=True)),
        "briefs.brief.given_back": briefs.brief(sam, replace(usual, mine=[], back=[before_meeting(noticed)])),
        "briefs.brief.coordinator": briefs.brief(priya, replace(usual, page=page)),
        "briefs.brief.coordinator.chairs": briefs.brief(priya, replace(usual, page=calm)),
        "briefs.brief.coordinator.calm": briefs.brief(
            priya, replace(usual, page=replace(calm, chairs=[], promised={}))
        ),
        "briefs.off": briefs.off(sam, replace(one, state=Takes.CANCELLED)),
        "briefs.off.why": briefs.off(sam, replace(one, state=Takes.CANCELLED, reason=words)),
    }
