"""At least one example of every card and form, around any words a person may have typed."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import SimpleNamespace

from bot.domain import errors
from bot.domain.acts import Act
from bot.domain.changes import Change
from bot.domain.commitments import Commitment, SeenBy, State
from bot.domain.digest import Digest, Week
from bot.domain.effects import Beside, Effect
from bot.domain.invitations import Invitee, Trouble, Waiting
from bot.domain.manners import Kind
from bot.domain.newcomers import FirstThing
from bot.domain.outlook import Forecast, Past, Share
from bot.domain.people import Organisation, Partner, Partnership, Person, Role
from bot.domain.perspectives import Perspective, SeatView, Spoken
from bot.domain.quiet import NextStep, Usual
from bot.domain.reflections import Reflection, Shared
from bot.domain.safeguards import Detail
from bot.domain.seats import SeatedBy
from bot.messages.cards import (
    alarms,
    arrivals,
    arriving,
    asks,
    beginning,
    chairs,
    channels,
    checkins,
    commitment_forms,
    commitment_steps,
    commitments,
    digest,
    doubts,
    effects,
    glance,
    goodbyes,
    invitations,
    joining,
    letting_in,
    links,
    meetings,
    my_data,
    near,
    newcomers,
    notes,
    nothing,
    opening,
    our_part,
    outlook,
    pages,
    reflections,
    refusals,
    reminders,
    safeguards,
    seats,
    settings,
    signs,
    statuses,
    tables,
    talk,
    views,
    waiting,
    welcome,
    wishes,
)
from bot.messages.cards import help as helping
from bot.messages.cards import quiet as quiet_cards
from bot.messages.cards.near import Near
from bot.messages.parts import Card, Chart, Form, Item, Picture, Quote
from bot.storage.partings import LastWord
from bot.storage.removals import Removed
from bot.storage.signs import Sign
from tests.messages import examples_states
from tests.messages.examples_calls import of_calls
from tests.messages.examples_commitments import of_commitments_in_full
from tests.messages.examples_languages import of_languages
from tests.messages.examples_leading import of_leading
from tests.messages.examples_looking import of_looking
from tests.messages.examples_map import of_the_map
from tests.messages.examples_meetings import HOME, a_meeting, of_meetings
from tests.messages.examples_reflecting import of_reflecting
from tests.messages.examples_results import of_outcomes, of_tries
from tests.messages.examples_seats import beside_the_table, of_seats
from tests.messages.examples_sponsors import of_sponsors
from tests.messages.examples_understanding import OF_UNDERSTANDING, of_understanding

TODAY = date(2026, 11, 24)
PAST = (2, 2, 3, 5, 4, 5)
A_CHART = Chart(title="Organisations taking part", counts=(3, 4, 4, 5), first="to 1 September", last="to 24 November")
A_PICTURE = Picture(
    name="taking_part",
    alt="Organisations taking part: 3, 4, 4 and 5.",
    of=A_CHART,
)
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
DAY = timedelta(days=1)

Shown = dict[str, Card | Form]


def partner(
    name: str = "Sam Okoye", *, role: Role = Role.PARTNER, own: bool = False, ambition: str | None = None
) -> Partner:
    here = Partnership(id=1, slug="home", name="Home from hospital", ambition=ambition)
    person = Person(id=2, name=name, email="sam@ward9.example")
    body = None if own else Organisation(id=3, name="Ward 9 Trust")
    return Partner(
        id=4, partnership=here, person=person, seat_id=5, organisation=body, role=role, joined_on=TODAY - 90 * DAY
    )


def sitting(by: SeatedBy) -> Partner:
    """Somebody of whom it is known in that way whom they sit for, or not known."""
    return replace(partner(own=by in (SeatedBy.UNKNOWN, SeatedBy.ASKED)), seated_by=by)


def commitment(words: str, **more) -> Commitment:
    usual = {
        "id": 7,
        "partnership_id": 1,
        "number": 3,
        "text": words,
        "state": State.OPEN,
        "seen_by": SeenBy.TABLE,
        "version": 1,
        "partner_id": 4,
        "owner": "Sam Okoye",
        "organisation": "Ward 9 Trust",
        "made_at": NOW,
        "due_on": date(2026, 12, 4),
    }
    return Commitment(**{**usual, **more})


def reflection(words: str, **more) -> Reflection:
    return Reflection(
        **{"id": 8, "text": words, "shared": Shared.PRIVATE, "on": TODAY, "number": 2, "author": "Sam", **more}
    )


def seated(*seats: list[Partner], chairs: list[str] | None = None, further: int = 0) -> tables.Who:
    taken = [
        SimpleNamespace(
            organisation=those[0].organisation.name if those[0].organisation else None,
            sitters=[SimpleNamespace(name=one.person.name, convenes=one.convenes) for one in those],
            number=len(those) + further,
        )
        for those in seats
    ]
    people = sum(one.number for one in taken)
    return tables.Who(seats=taken, people=people, chairs=chairs or [], of=len(taken))


def line(words: str, **more) -> SimpleNamespace:
    usual = {
        "number": 3,
        "text": words,
        "due_on": date(2026, 12, 4),
        "name": "Sam Okoye",
        "organisation": "Ward 9 Trust",
        "plan": None,
        "reason": None,
        "in_return": None,
        "repeats": None,
        "whose": ["Ward 9 Trust"],
    }
    return SimpleNamespace(**{**usual, **more})


def of_commitments(words: str) -> Shown:
    one, late = commitment(words), commitment(words, due_on=TODAY - 9 * DAY, number=4)
    undated = commitment(words, due_on=None, number=5, repeats="weekly")
    past = [Change(what="moved", at=NOW, by="Sam Okoye", before="2026-11-20", after="2026-12-04", reason=words)]
    return {
        "commitments.kept": commitments.kept(one, today=TODAY, ask_plan=True),
        "commitments.kept.undated": commitments.kept(undated, today=TODAY, careful=True),
        "commitments.kept_once": commitments.kept_once(one, today=TODAY),
        "commitments.made_already": commitments.made_already(),
        "commitments.listing": commitments.listing([one, late, undated], waiting=[one], asked=[one], today=TODAY),
        "commitments.more": commitments.more(one, mine=True, seated_for=True, history=past, today=TODAY),
        "commitments.more.others": commitments.more(one, mine=False, seated_for=False, history=[], today=TODAY),
        "commitments.nothing_open": commitments.nothing_open(),
        "commitments.which": commitments.which([one, late], action="commitment.done", typed=words, today=TODAY),
        "commitment_forms.make": commitment_forms.make({}, seated_for=True),
        "commitment_forms.make.which_table": commitment_forms.make(
            {"words": words}, seated_for=False, tables=[("home", "Home from hospital"), ("away", "Away day")]
        ),
        "commitment_forms.make.asked": commitment_forms.make({"words": words}, seated_for=False, question="Is it so?"),
        "commitment_forms.move": commitment_forms.move(one, today=TODAY),
        "commitment_forms.plan": commitment_forms.plan(one),
        "commitment_steps.as_it_is": commitment_steps.as_it_is(one, mine=True, today=TODAY),
        "commitment_steps.done": commitment_steps.done(one, following=None, today=TODAY),
        "commitment_steps.done.again": commitment_steps.done(one, following=late, today=TODAY),
        "commitment_steps.let_go": commitment_steps.let_go(one),
        "commitment_steps.moved": commitment_steps.moved(one, TODAY, today=TODAY),
        "commitment_steps.own_right": commitment_steps.own_right(),
        "commitment_steps.plan_skipped": commitment_steps.plan_skipped(one),
        "commitment_steps.planned": commitment_steps.planned(commitment(words, plan=words)),
        "commitment_steps.reopened": commitment_steps.reopened(one, today=TODAY),
        "commitment_steps.theirs_too": commitment_steps.theirs_too(one),
        "commitment_steps.withdrawn": commitment_steps.withdrawn(),
        "commitment_steps.shown_to": commitment_steps.shown_to(one),
        "commitment_steps.taken_back": commitment_steps.taken_back(one),
    }


def of_asks(words: str) -> Shown:
    one = commitment(words, state=State.ASKED, asker="Jo Lee")
    people = [(4, "Sam Okoye"), (5, words[:60])]
    return {
        "asks.accepted": asks.accepted(one, handed_on=False, today=TODAY),
        "asks.accepted.handed_on": asks.accepted(one, handed_on=True, today=TODAY),
        "asks.ask_form": asks.ask_form({"words": words}, people),
        "asks.asked": asks.asked(one, today=TODAY, careful=True),
        "asks.asked_already": asks.asked_already(one, today=TODAY),
        "asks.declined": asks.declined(one),
        "asks.hand_on_form": asks.hand_on_form(one, people),
        "asks.made_smaller": asks.made_smaller(one, words, today=TODAY),
        "asks.observing": asks.observing(words[:80]),
        "asks.offered_on": asks.offered_on(one, one),
        "asks.smaller_form": asks.smaller_form(one, words),
        "asks.to_yourself": asks.to_yourself(words, 9),
    }


def of_reflections(words: str) -> Shown:
    one, named = reflection(words), reflection(words, shared=Shared.TABLE, number=3)
    return {
        "reflections.how": reflections.how(one, seated_for=True),
        "reflections.kept": reflections.kept(one),
        "reflections.kept.careful": reflections.kept(one, careful=True),
        "reflections.listing": reflections.listing([one, named], today=TODAY),
        "reflections.name_is_known": reflections.name_is_known(named),
        "reflections.nothing_kept": reflections.nothing_kept(),
        "reflections.own_right": reflections.own_right(one),
        "reflections.shared": reflections.shared(named),
        "reflections.still_hidden": reflections.still_hidden(one),
        "reflections.too_few": reflections.too_few(one, seated_for=True),
        "reflections.warn": reflections.warn(one),
        "reflections.not_yours": reflections.not_yours(),
        "safeguards.ask_first": safeguards.ask_first(
            [Detail.NHS_NUMBER, Detail.ADDRESS],
            act="commitment.make",
            typed=words,
            draft=9,
            shorter=words,
            changes=True,
            careful=True,
        ),
        "safeguards.danger_first": safeguards.danger_first(safeguards.gone()),
        "safeguards.gone": safeguards.gone(),
        "safeguards.left_out": safeguards.left_out([Detail.NHS_NUMBER], helping.closest("943 476 5919 moved", ())),
    }


def perspective(words: str, **more) -> Perspective:
    usual = {
        "partner_id": 4,
        "seat_id": 5,
        "author": "Sam Okoye",
        "organisation": "Ward 9 Trust",
        "text": words,
        "version": 1,
        "made_at": NOW,
    }
    return Perspective(**{**usual, **more})


NEAR_QUIET = Near(words="/table quiet", does="who has gone quiet, and what to do", act="quiet.answer")
NEAR_STOP = Near(words="stop", does="stop all messages; you stay at the table", act="messages.stop")
NEAR_TYPED = Near(
    words="/table link for @Sam Okoye", does="a way in, to hand over to somebody who has not been in yet", act=None
)


def of_views(words: str) -> Shown:
    one, again = perspective(words), perspective(words, version=2, made_at=NOW + DAY)
    rita = perspective(words, partner_id=9, seat_id=7, author=words[:60], organisation=None)
    seats = [SeatView(newest=again, more=True), SeatView(newest=rita, more=False)]
    return {
        "views.changed_since": views.changed_since(again),
        "views.earlier": views.earlier([one, again], today=TODAY),
        "views.earlier.own": views.earlier([rita], today=TODAY),
        "views.form": views.form(),
        "views.form.asked": views.form(words=words, asking="Is it so?"),
        "views.given": views.given(one),
        "views.given.again": views.given(again, careful=True),
        "views.given.coordinator": views.given(one, then=beginning.who_is_missing()),
        "views.given.own": views.given(rita),
        "views.listing": views.listing(seats, Spoken(seats=6, spoken=2), asker=4, today=TODAY),
        "views.listing.others": views.listing(seats, Spoken(seats=6, spoken=2), asker=1, today=TODAY),
        "views.nothing_to_take_back": views.nothing_to_take_back(),
        "views.nothing_yet": views.nothing_yet(),
        "views.unsure": views.unsure(),
        "views.unsure.coordinator": views.unsure(then=beginning.who_is_missing()),
        "views.withdrawn": views.withdrawn(),
    }


def of_the_week(words: str) -> Shown:
    sam = partner()
    asked = notes.CheckIn(last_on=date(2026, 10, 12), joined_on=TODAY - 90 * DAY, touch=1)
    heard = replace(asked, seen=False)
    noted = Sign(on_day=TODAY - DAY, by="Priya Shah")
    last = notes.CheckIn(last_on=None, joined_on=TODAY - 90 * DAY, touch=3)
    mine, late = line(words), line(words, due_on=TODAY - DAY, number=4)
    waiting = [asks.waits(mine), asks.waits(line(words, number=5))]
    unsure = doubts.Doubts(
        named=[doubts.Unsure(name=name, on=TODAY - DAY) for name in ("Jo Lee", words[:60], "Ann", "Lewis")], others=1
    )

    def part(**more) -> notes.TableNote:
        return notes.TableNote(**{"partner": sam, "check_in": None, "due": [], "waiting": [], "quiet": None, **more})

    def gone(otherwise: int) -> doubts.Doubts:
        return doubts.Doubts(removed=[Removed(name="Ward 9 Trust", people=3, otherwise=otherwise)])

    week = Week(
        kept=[digest.line("Ward 9 Trust", words)],
        learned=[digest.line("Sam Okoye", words), digest.line(None, words)],
        due=[digest.line("Ward 9 Trust", words, date(2026, 12, 4))],
        chairs=["a GP", words[:60]],
        share=Share(active=3, organisations=5, past=Past(date(2026, 5, 31), 4, 5)),
        people=7,
    )
    better = replace(week, outcomes=[("Nights lost: ", Quote(text=words[:60]))], moved=[("Jo leads housing now.",)])
    return {
        "notes.note.check_in": notes.note([part(check_in=asked, due=[mine])], today=TODAY),
        "notes.note.new": notes.note(
            [part(question=newcomers.second_word(FirstThing.RECOGNISE, partner("Ann Bell", own=True)))], today=TODAY
        ),
        "notes.note.noted": notes.note([part(check_in=heard, noted=[noted, replace(noted, by="")])], today=TODAY),
        "notes.note.put_down": notes.note([part(put_down="Priya Shah")], today=TODAY),
        "notes.note.last": notes.note([part(check_in=last)], today=TODAY),
        "notes.note.due": notes.note([part(due=[late, mine, line(words, due_on=None)])], today=TODAY),
        "notes.note.coordinator": notes.note([part(quiet=0, waiting=waiting)], today=TODAY),
        "notes.note.unsure": notes.note([part(quiet=0, unsure=unsure)], today=TODAY),
        "notes.note.unsure.uncounted": notes.note([part(quiet=1, unsure=doubts.Doubts(others=1))], today=TODAY),
        **{
            f"notes.note.lost.{why}": notes.note([part(quiet=0, unsure=doubts.Doubts(shut=why))], today=TODAY)
            for why in ("is_archived", "not_in_channel", "channel_not_found", "restricted_action")
        },
        **{
            f"notes.note.removed.{otherwise}": notes.note([part(quiet=0, unsure=gone(otherwise))], today=TODAY)
            for otherwise in (1, 2, 3)
        },
        "notes.note.everything": notes.note(
            [
                part(
                    check_in=asked,
                    due=[late, mine],
                    waiting=waiting * 2,
                    noted=[noted],
                    put_down="Priya Shah",
                    quiet=2,
                    meetings=[meetings.told(a_meeting(""), HOME)],
                )
            ],
            today=TODAY,
        ),
        "notes.note.contested": notes.note([part(quiet=0, contested=2)], today=TODAY),
        "notes.note.two_tables": notes.note([part(quiet=2), part(check_in=asked)], today=TODAY),
        "asks.offer": asks.offer(mine, sam, "Jo Lee"),
        "reminders.reminder": reminders.reminder(
            sam,
            [
                reminders.commitment(reason, one, today=TODAY)
                for reason, one in (("due", mine), ("late", late), ("cue", mine))
            ],
            subject=None,
        ),
        "reminders.reminder.today": reminders.reminder(
            sam,
            [reminders.commitment("due", line(words, due_on=TODAY), today=TODAY)],
            subject="commitment:3",
        ),
        "checkins.answered_in_words": checkins.answered_in_words(words, "Home from hospital"),
        "checkins.may_i_tell": checkins.may_i_tell(("Priya", "Lewis")),
        "checkins.may_i_tell.nobody": checkins.may_i_tell(()),
        "checkins.not_just_now": checkins.not_just_now(),
        "checkins.not_told": checkins.not_told(),
        "checkins.still_in": checkins.still_in([mine, line(words, due_on=None)], today=TODAY),
        "checkins.still_in.nothing": checkins.still_in([], today=TODAY),
        "checkins.told": checkins.told(("Priya", "Lewis")),
        "checkins.what_would_help": checkins.what_would_help(),
        "digest.digest": digest.digest("Home from hospital", Digest(week=week, more={"kept": 2, "due": 9}, question=3)),
        "digest.digest.over_time": digest.digest(
            "Home from hospital",
            Digest(week=Week(people=7, share=Share(active=5, organisations=5), past=PAST, until=TODAY)),
        ),
        "digest.details": digest.details(
            Digest(week=week, more={"kept": 1, "due": 2, "learned": 1}),
            replace(week, kept=[*week.kept] * 3, further={"due": 4}),
        ),
        "digest.details.kept": digest.details(
            Digest(week=week, more={"kept": 1}), replace(week, kept=[*week.kept] * 3)
        ),
        "digest.digest.better": digest.digest("Home from hospital", Digest(week=better)),
        "digest.nothing_cut": digest.nothing_cut(),
        "digest.nothing_left": digest.nothing_left("Home from hospital"),
        "digest.digest.people_only": digest.digest("Home", Digest(week=Week(people=1))),
        **{f"alarms.alarm.{one}": alarms.alarm(one, 1 + 2 * (one == "claims"), since=NOW) for one in alarms.Trouble},
        **{f"alarms.over.{one}": alarms.over(one, now=NOW) for one in alarms.Trouble},
        "nothing.this_week": nothing.this_week("Home from hospital", digest.questions()[3]),
    }


def of_messages() -> Shown:
    def some(kind: Kind, **more) -> Effect:
        return Effect(**{"kind": kind, "sent": 64, "people": 8, "organisations": 4, **more})

    found = [
        some(Kind.WELCOME, answered=40),
        some(Kind.NOTE, sent=14, answered=5, stopped=1),
        some(Kind.CHECK_IN),
        some(Kind.BRIEF, answered=32, stopped=6),
        some(Kind.OFFER, people=3),
        Effect(kind=Kind.DIGEST, sent=12),
    ]
    return {
        "effects.effects": effects.effects(found, beside=Beside(weeks=78, with_sign=9), off={Kind.OFFER}),
        "effects.effects.none": effects.effects([]),
        "effects.switched_off": effects.switched_off(Kind.CHECK_IN),
        "effects.switched_off.notes": effects.switched_off(Kind.NOTE),
        "effects.switched_off.offers": effects.switched_off(Kind.OFFER),
        "effects.off_already": effects.off_already(Kind.BRIEF),
        "effects.switched_on": effects.switched_on(Kind.DIGEST),
    }


def of_the_table(words: str) -> Shown:
    sam, priya = partner(ambition=words), partner("Priya Shah", role=Role.COORDINATOR)
    hers = partner("Priya Shah", role=Role.COORDINATOR, ambition=words)
    answered = invitations.answered(number=2, of=5, missing=["Jo Lee"])

    def at_a_glance(**more) -> glance.Glance:
        return glance.Glance(**{"counts": Spoken(seats=6, spoken=1), "chairs": [], "due": [], **more})

    return {
        "beginning.form": beginning.form({}, longest_name=100, longest_ambition=300),
        "beginning.form.asked": beginning.form(
            {"name": words, "ambition": words, "meets": "14"},
            longest_name=100,
            longest_ambition=300,
            asking="Is it so?",
        ),
        "beginning.opened": beginning.opened(partner("Priya Shah", role=Role.COORDINATOR, ambition=words)),
        "beginning.note_form": beginning.note_form(words),
        "beginning.note": beginning.note(words, then=views.question()),
        "beginning.asked_next": beginning.asked_next(beginning.who_is_missing()),
        "beginning.asked_next.the_table": beginning.asked_next(beginning.the_table(priya)),
        "glance.table": glance.table(
            priya,
            at_a_glance(chairs=["a GP", words[:80]], due=[line(words), line(words, due_on=None)], answered=answered),
        ),
        "glance.table.begun": glance.table(hers, at_a_glance(chairs=["a GP"])),
        "glance.table.half": glance.table(
            sam, at_a_glance(counts=Spoken(seats=6, spoken=3), chairs=["a GP"], due=[line(words)])
        ),
        "glance.table.headline": glance.table(
            sam,
            at_a_glance(
                headline=outlook.taking_part(
                    Share(active=7, organisations=9, past=Past(date(2026, 5, 31), 6, 8)), today=TODAY
                )
            ),
        ),
        "glance.table.empty": glance.table(sam, at_a_glance()),
        "glance.more": glance.more(priya, due=[line(words), line(words, due_on=None)]),
        "glance.more.nothing_due": glance.more(sam, due=[]),
        "tables.who": tables.who(seated([sam, priya], [partner("Rita Ahmed", own=True)], chairs=["a GP"])),
        "tables.who.coordinator": tables.who(replace(seated([sam, priya]), convenes=True)),
        "tables.who.everybody_seated": tables.who(seated([sam])),
        "tables.who.large": tables.who(
            replace(seated([sam, priya], [sam], further=38), first=31, of=3000, people=10_000, following=3)
        ),
        "tables.missing": tables.missing(words[:90], 6),
        "tables.missing.begun": tables.missing("a GP", 6, then=beginning.the_table(priya)),
        "tables.already_missing": tables.already_missing(words[:90]),
        "tables.chairs_left": tables.chairs_left([words[:90]]),
        "tables.missing_form": tables.missing_form(),
        "tables.missing.may_invite": tables.missing(words[:90], 6, ways=(chairs.invite_button(words[:90], 6),)),
        "tables.who.changing": tables.who(replace(seated([sam]), beside=beside_the_table(words))),
        "tables.which_table": tables.which_table(
            [("home", "Home from hospital"), ("away", words[:60] or "Away day")],
            words,
            Act(name="table.choose", on=("7",)),
        ),
        "tables.which_table.many": tables.which_table(
            [(f"t{n}", f"Table {n}") for n in range(1, 12)], "", Act(name="table.show")
        ),
        "settings.settings": settings.settings(
            [("name", "Home", "Home again"), ("ambition", None, "so that")], may_change=True
        ),
        "settings.settings.one_side": settings.settings(
            [("meets", 14, "every 2 weeks")], may_change=True, one_side=True
        ),
        "settings.settings.off": settings.settings(
            [("meets", 14, "every 2 weeks")], may_change=True, off=[Kind.CHECK_IN, Kind.DIGEST]
        ),
        **of_messages(),
        "settings.settings.read": settings.settings([("name", words[:60], "Home again")], may_change=False),
        "settings.changed": settings.changed("ambition", None, words[:60]),
        "settings.changed.meets": settings.changed("meets", 14, 28),
        "settings.changed.patience": settings.changed("patience", 0.5, 0.4),
        "settings.changed.so_already": settings.changed("keep", 24, 24),
        "welcome.invitation": welcome.invitation(sam, inviter="Priya Shah"),
        "welcome.invitation.begin": welcome.invitation(
            sam, inviter="Priya Shah", begin=newcomers.begin_with(FirstThing.VIEW, priya)
        ),
        **{f"newcomers.looked.{thing}": newcomers.looked(thing) for thing in FirstThing},
        "newcomers.not_for_me": newcomers.not_for_me(),
        "newcomers.named": newcomers.named(),
        "newcomers.not_named": newcomers.not_named(),
        "welcome.invitation.nobody": welcome.invitation(sam, inviter=""),
        "welcome.declined": welcome.declined(),
        "welcome.no_to_what": welcome.no_to_what(),
        "welcome.quietly": welcome.quietly(),
        "welcome.thanked.own_right": welcome.thanked(own_right=True),
        "welcome.thanked": welcome.thanked(),
        "welcome.yes_already": welcome.yes_already(),
        "welcome.yes_already.waiting": welcome.yes_already(
            [Item(text=("Jo Lewis: ", Quote(text="share the void list")))]
        ),
        "wishes.away": wishes.away(TODAY, date(2027, 1, 4), TODAY),
        "wishes.away.later": wishes.away(TODAY + DAY, date(2027, 1, 4), TODAY),
        "wishes.away_form": wishes.away_form(),
        "wishes.back": wishes.back(),
        "wishes.pause_form": wishes.pause_form(),
        "wishes.started": wishes.started(),
        "wishes.stopped": wishes.stopped(None),
        "wishes.stopped.until": wishes.stopped(date(2027, 1, 4)),
        "wishes.works_on": wishes.works_on([1, 3]),
        "help.help_card": helping.help_card([("/table quiet", "who has gone quiet, and what to do")], more=1),
        "help.help_card.all": helping.help_card([("stop", "stop all messages")], more=None),
        "help.help_card.next": helping.help_card([("stop", "stop all messages")], more=2),
        "help.closest": helping.closest(words, [("who has gone quiet, and what to do", "/table quiet")]),
        "help.closest.nothing_like_it": helping.closest("", []),
        "near.taken_as": near.taken_as(helping.help_card([("stop", "stop all messages")], more=None), "help"),
        "near.taken_as.form": near.taken_as(views.form(), "/table view"),
        "near.nearest": near.nearest(words, [NEAR_QUIET, NEAR_STOP]),
        "near.nearest.typed": near.nearest(words, [NEAR_TYPED]),
        "near.beside": near.beside(checkins.answered_in_words(words, "Home from hospital"), [NEAR_STOP]),
    }


def of_invitations(words: str) -> Shown:
    sam, long_named = partner(), partner(words[:90], own=True)
    good = [
        Invitee(line=1, written=words, name="Sam Okoye", email="sam@ward9.example", organisation="Ward 9 Trust"),
        Invitee(line=2, written=words, name=words[:60], email="jo@n.example", organisation=words[:60], guessed=True),
        Invitee(line=3, written=words, name="Rita Ahmed", email="rita@gmail.com", organisation=""),
    ]
    bad = [Invitee(line=4 + number, written=words, trouble=trouble) for number, trouble in enumerate(Trouble)]
    waiting = Waiting(draft=7, text=words)
    line_so_far = invitations.answered(number=2, of=5, missing=[])
    return {
        "invitations.form": invitations.form(""),
        "invitations.form.again": invitations.form(words, waiting=waiting),
        "invitations.preview": invitations.preview([*good, *bad], waiting),
        "invitations.preview.one": invitations.preview(good[:1], waiting),
        "invitations.preview.nobody": invitations.preview(bad, waiting),
        "invitations.sent": invitations.sent([sam, long_named], waiting=waiting, then=views.question()),
        "invitations.sent.many": invitations.sent([sam] * 12, waiting=None),
        "invitations.sent.nobody": invitations.sent([], waiting=None),
        "invitations.gone": invitations.gone(),
        "invitations.invited": invitations.invited(sam),
        "invitations.invited.own": invitations.invited(partner(own=True), then=views.question()),
        "invitations.here_already": invitations.here_already(sam),
        "invitations.answers": invitations.answers(line_so_far),
        "invitations.answers.one": invitations.answers(invitations.answered(number=0, of=1, missing=[words[:60]])),
        "invitations.nobody_waits": invitations.nobody_waits(),
        "links.made": links.made(sam),
        "links.been_in": links.been_in(long_named),
    }


def of_channels(words: str) -> Shown:
    priya, tables = partner("Priya Shah", role=Role.COORDINATOR), [("home", "Home from hospital"), ("away", words[:60])]
    return {
        "arrivals.asking": arrivals.asking(commitments.kept(commitment(words), today=TODAY)),
        "arrivals.asking.perhaps": arrivals.asking(commitments.nothing_open(), perhaps=(words[:90], 5)),
        "arrivals.going_by.workspace": arrivals.going_by(commitments.nothing_open(), sitting(SeatedBy.TENANT)),
        "arrivals.going_by.address": arrivals.going_by(commitments.nothing_open(), sitting(SeatedBy.DOMAIN)),
        "arrivals.organisation_form": arrivals.organisation_form(),
        "arrivals.own_right": arrivals.own_right(partner(words[:60], own=True)),
        "arrivals.sits_for": arrivals.sits_for(partner()),
        "joining.form": joining.form("sam@ward9.example"),
        "joining.claimed": joining.claimed("sam@ward9.example"),
        "joining.question": joining.question(words[:90], 12, at=1_795_600_800),
        "joining.joined": joining.joined(),
        "joining.refused": joining.refused(),
        "joining.over": joining.over(),
        "seats.form": seats.form({"organisation": words[:90]}, [(4, "Sam Okoye")], longest=100),
        "seats.put_down": seats.put_down(partner()),
        "seats.put_down.own": seats.put_down(partner(own=True)),
        "seats.stands": seats.stands(partner()),
        "seats.stands.own": seats.stands(partner(own=True)),
        "channels.here": channels.here(words[:60]),
        "channels.note": channels.note(priya, words),
        "channels.please_pin": channels.please_pin(channels.taking_part(words[:60])),
        "channels.taking_part": channels.taking_part(words[:60]),
        "channels.posted": channels.posted(),
        "channels.say_it_there": channels.say_it_there(),
        "channels.taken": channels.taken(words[:60]),
        "channels.which": channels.which(tables),
        "letting_in.ask_your_coordinator": letting_in.ask_your_coordinator("12-0473"),
        "letting_in.let_in": letting_in.let_in(words[:60], "teams"),
        "letting_in.over": letting_in.over(),
        "letting_in.question": letting_in.question(words[:60], "teams", TODAY, code="12-0473", tables=tables),
        "waiting.nothing": waiting.nothing(),
        "waiting.something": waiting.something(words[:60], None, 7),
        "waiting.together": waiting.together([channels.posted(), commitments.kept(commitment(words), today=TODAY)]),
        "opening.from_before": opening.from_before(commitments.kept(commitment(words), today=TODAY)),
        "opening.offered": opening.offered(commitment_forms.make({}, seated_for=True)),
        "opening.press_again": opening.press_again(),
        "opening.typed": opening.typed("/commit send the discharge data by Friday"),
        "talk.off": talk.off(),
        "talk.on": talk.on(),
        "statuses.off": statuses.off(),
        "statuses.on": statuses.on(),
        "welcome.invitation.arrived.for_nobody": welcome.invitation(
            replace(priya, organisation=None), inviter="", arrived=True, heard=True
        ),
        "welcome.invitation.arrived": welcome.invitation(priya, inviter="", arrived=True, heard=True),
        "refusals.trouble": refusals.trouble("store.unavailable", words),
        "refusals.fault": refusals.fault(7),
        "refusals.trouble.bare": refusals.trouble("store.not_started", ""),
    }


def of_standing(words: str) -> Shown:
    counts = quiet_cards.Counts(
        seats=13,
        slow=5,
        away=1,
        not_messaged=2,
        unreachable=0,
        invited=1,
        chairs=["a GP", "a carer"],
        maybe_the_table=True,
        outlook=[
            outlook.taking_part(Share(active=8, organisations=13), today=TODAY),
            newcomers.not_heard(2),
            outlook.ahead(Forecast(about=2, fewest=1, most=4, by=date(2027, 6, 1)), today=TODAY),
        ],
    )
    calm = quiet_cards.Counts(
        seats=4,
        slow=0,
        away=0,
        not_messaged=0,
        unreachable=0,
        invited=0,
        chairs=[],
        maybe_the_table=False,
        outlook=[outlook.ahead(Forecast(about=1, fewest=0, most=2, by=date(2026, 12, 30)), today=TODAY)],
    )
    sam = quiet_cards.QuietOne(
        partner_id=4,
        name="Sam Okoye",
        organisation="Ward 9 Trust",
        last_on=date(2026, 10, 12),
        asked_on=date(2026, 11, 9),
        usual=Usual.FORTNIGHTS,
        meetings_missed=2,
        only_one=True,
        waited_for=True,
        step=NextStep.CALL,
        worth=words,
    )
    told = [
        quiet_cards.InTheWay(name="Kim Hall", organisation="Valley Homes", words="too much on"),
        quiet_cards.InTheWay(name="Ann Bell", organisation=None, words="the wrong person now"),
    ]
    jo = quiet_cards.QuietOne(
        partner_id=5,
        name="Jo Lee",
        organisation="Northside Care",
        last_on=None,
        asked_on=None,
        usual=Usual.UNKNOWN,
        meetings_missed=None,
        only_one=False,
        waited_for=False,
        step=NextStep.OFFER,
    )
    rows: dict[str, list] = {
        name: []
        for name in (
            "identities",
            "routes",
            "away",
            "messages",
            "links",
            "owed",
            "changes",
            "meetings",
            "drafts",
            "said",
            "sessions",
            "cards",
            "status",
            *OF_UNDERSTANDING,
            *("leads", "thanks", "thanked", "convening"),
        )
    }
    rows["status_off"] = [{"status_off_at": None}]
    rows["talk"] = [{"talk_off_at": None}]
    empty = {
        **rows,
        "consent": [],
        "days": [],
        "commitments": [],
        "reflections": [],
        "perspectives": [],
        "partings": [],
        "contests": [],
    }
    empty |= {"outcomes": [], "measures": [], "tries": [], "left_be": [], "hindrances": []}
    noted = Sign(on_day=TODAY - DAY, by="Priya Shah")
    counted = {"messages": 1, "links": 1, "owed": 1, "said": 1, "sessions": 1, "changes": 0, "cards": 0, "offers": 1}
    counted |= {"recognitions": 1, "asked": 3, "pairs": 1, "looks_made": 2}
    counted |= {"parties": 1, "helped": 0, "calls": 1}
    full = {
        **{name: [{"platform": "web"}] for name in ("identities", "routes")},
        "talk": [{"talk_off_at": NOW}],
        "left_be": [{"left_be_until": TODAY + DAY}],
        "hindrances": [{"way": "slot"}],
        "status": [],
        "status_off": [{"status_off_at": None}],
        "away": [{"from_on": TODAY, "until_on": TODAY + DAY}],
        "drafts": [{"text": words}],
        "consent": [{"answer": "yes", "how": "asked", "given_on": TODAY}],
        "days": [{"on_day": TODAY, "kind": "took_part"}],
        "commitments": [{"text": words}],
        "reflections": [{"text": words}],
        "perspectives": [{"text": words}],
        **{name: [{"text": words}] for name in OF_UNDERSTANDING},
        "leads": [
            {"name": words[:80], "since_at": NOW - 9 * DAY, "until_at": NOW},
            {"name": None, "since_at": NOW, "until_at": None},
        ],
        "thanks": [{"text": words}],
        "thanked": [{"text": words}],
        "convening": [{"answer": "other"}],
        "meetings": [{"kind": "deputy", "deputy": words}],
        **{kind: [{"text": words}] for kind in ("outcomes", "measures", "tries")},
        "partings": [{"text": words}],
        "contests": [{"text": words}],
    }
    by_status = {
        "identities": [{"platform": "slack"}],
        "status": [{"from_on": TODAY, "until_on": TODAY + DAY, "shown_as": "timed"}],
    }
    stopped = replace(partner().person, stopped_at=NOW)
    stood = [asdict(one) for one in examples_states.changes()]
    facts = our_part.OurPart(
        name="Ward 9 Trust",
        last_on=TODAY,
        open=[line(words), line(words, due_on=None)],
        late=[line(words)],
        kept=2,
        let_go=0,
        waiting=[line(words)],
    )
    nobody = our_part.OurPart(name=None, last_on=None, open=[], late=[], kept=0, let_go=0, waiting=[])
    first = our_part.line(facts, today=TODAY)
    gone = [
        LastWord(name="Ann Bell", organisation="Ward 9 Trust", on_day=TODAY, back_if=words),
        LastWord(name="Olu Obe", organisation=None, on_day=TODAY, back_if=words),
    ]
    left = goodbyes.would_bring_back(gone, today=TODAY)
    return {
        "quiet.answer": quiet_cards.answer(
            first, counts, [sam, jo], more=4, beside=quiet_cards.Beside(told=told, gone=left), today=TODAY
        ),
        "quiet.answer.nobody": quiet_cards.answer(first, calm, [], more=0, today=TODAY),
        "quiet.answer.early": quiet_cards.answer(first, replace(calm, outlook=(), early=True), [], more=0, today=TODAY),
        "quiet.counts_only": quiet_cards.counts_only(
            our_part.line(nobody, today=TODAY), replace(counts, outlook=counts.outlook[:1])
        ),
        "signs.spoke_form": signs.spoke_form(4, "Sam Okoye"),
        "signs.spoke": signs.spoke({4: "Sam Okoye"}, TODAY),
        "signs.spoke.several": signs.spoke({4: "Sam Okoye", 5: "Jo Lee"}, TODAY),
        "signs.unspoke": signs.unspoke(["Sam Okoye", "Jo Lee"], TODAY),
        "signs.noted_no_such": signs.noted_no_such(TODAY),
        "signs.denied": signs.denied(["Sam Okoye"], TODAY),
        "signs.taken_back": signs.taken_back(TODAY),
        "signs.nothing_noted": signs.nothing_noted(TODAY),
        "signs.nothing_noted.ever": signs.nothing_noted(None),
        "our_part.our_part": our_part.our_part(
            facts, "Home from hospital", noticed=[("Sam Okoye", words)], today=TODAY
        ),
        "our_part.our_part.own": our_part.our_part(nobody, "Home from hospital", today=TODAY),
        "my_data.held": my_data.held(
            partner(), SimpleNamespace(sections=full, numbers=counted), today=TODAY, noted=[noted]
        ),
        "my_data.held.stood": my_data.held(
            partner(),
            SimpleNamespace(sections={**empty, "states": stood}, numbers=dict.fromkeys(counted, 0)),
            today=TODAY,
        ),
        "my_data.held.hardly_anything": my_data.held(
            partner(own=True), SimpleNamespace(sections=empty, numbers=dict.fromkeys(counted, 0)), today=TODAY
        ),
        "my_data.held.away_by_status": my_data.held(
            partner(), SimpleNamespace(sections={**empty, **by_status}, numbers=dict.fromkeys(counted, 0)), today=TODAY
        ),
        **{
            f"my_data.held.{by}": my_data.held(
                sitting(by),
                SimpleNamespace(sections=empty, numbers=dict.fromkeys(counted, 0)),
                today=TODAY,
                seated=seats.known_by(sitting(by), "Priya Shah"),
            )
            for by in SeatedBy
        },
        "my_data.held.coordinator.own": my_data.held(
            partner(own=True),
            SimpleNamespace(sections=empty, numbers=dict.fromkeys(counted, 0)),
            today=TODAY,
            seated=seats.put_down_for_you(partner(own=True), ""),
        ),
        "my_data.erasing": my_data.erasing(partner()),
        "my_data.erased": my_data.erased(partner()),
        "pages.wishes": pages.wishes(partner()),
        "pages.wishes.stopped": pages.wishes(replace(partner(), person=stopped)),
        "pages.next_digest": pages.next_digest(NOW),
        "pages.next_digest.unknown": pages.next_digest(None),
        "pages.past_digests": pages.past_digests(any_yet=True),
        "pages.past_digests.none": pages.past_digests(any_yet=False),
        "pages.dated": pages.dated(TODAY),
        "arriving.form": arriving.form(
            {"person": words}, beginning.form({}, longest_name=100, longest_ambition=300), longest=100
        ),
    }


GIVEN = {
    "why": "encoding",
    "line": 3,
    "missing": "day",
    "codes": {"X": 2},
    "names": ("Sam Okoye", "Jo Lee"),
    "limit": 3000,
    "last": "Monday",
    "slug": "home",
    "closest": (("who has gone quiet", "/table quiet"),),
}


def of_refusals(words: str) -> Shown:
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ConvenorError)
    ]
    found = {f"refusals.refusal.{kind.code}": refusals.refusal(kind(words=words, **GIVEN)) for kind in kinds}
    left = errors.ClosedDoorError(words=words, table="Home from hospital")
    return {
        **found,
        "refusals.refusal.partner.left": refusals.refusal(left),
        "refusals.refusal.bare": refusals.refusal(errors.NoTableError()),
        "refusals.refusal.to_begin": refusals.refusal(errors.NoTableError(table="home", begin="--new")),
    }


def everything(words: str) -> Shown:
    """Every example, by module, function and case."""
    makers = (
        of_commitments,
        of_asks,
        of_reflections,
        of_views,
        of_the_week,
        of_the_table,
        of_invitations,
        of_channels,
        of_standing,
        of_languages,
        of_refusals,
        of_understanding,
        partial(of_leading, commitment=commitment("ring the ward"), reader=partner()),
        of_meetings,
        of_outcomes,
        of_tries,
        of_commitments_in_full,
        of_the_map,
        of_seats,
        of_reflecting,
        of_sponsors,
        of_looking,
        of_calls,
        examples_states.of_states,
    )
    return {name: shown for make in makers for name, shown in make(words).items()}
