"""Examples of what came to commitments: wishes of others, being stuck, answers told, several on one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from bot.domain.acts import Act
from bot.domain.changes import Change
from bot.domain.commitments import Commitment, SeenBy, State
from bot.domain.people import Organisation, Partner, Partnership, Person, Role
from bot.messages.cards import (
    asks,
    checkins,
    commitment_steps,
    commitments,
    helping,
    if_only,
    notes,
    our_part,
    reminders,
    repeating,
    together,
)
from bot.messages.parts import Card, Form

Shown = dict[str, Card | Form]


def partner() -> Partner:
    return Partner(
        id=4,
        partnership=Partnership(id=1, slug="home", name="Home from hospital"),
        person=Person(id=2, name="Sam Okoye", email="sam@ward9.example"),
        seat_id=5,
        organisation=Organisation(id=3, name="Ward 9 Trust"),
        role=Role.PARTNER,
        joined_on=date(2026, 8, 26),
    )


def commitment(words: str, **more) -> Commitment:
    usual = {
        "id": 7,
        "partnership_id": 1,
        "number": 3,
        "text": words,
        "state": State.OPEN,
        "seen_by": SeenBy.TABLE,
        "partner_id": 4,
        "owner": "Sam Okoye",
        "organisation": "Ward 9 Trust",
        "made_at": datetime(2026, 11, 24, 10, tzinfo=UTC),
        "due_on": date(2026, 12, 4),
    }
    return Commitment(**{**usual, **more})


def line(words: str, **more) -> SimpleNamespace:
    usual = {"number": 3, "text": words, "due_on": date(2026, 12, 4), "plan": None, "reason": None}
    usual |= {"in_return": None, "repeats": None}
    return SimpleNamespace(**{**usual, **more})


def answer(words: str, what: str, **more) -> SimpleNamespace:
    usual = {"number": 3, "what": what, "text": words, "before": None, "due_on": None, "reason": None}
    return SimpleNamespace(**{**usual, "owner": "Sam Okoye", **more})


def of_commitments_in_full(words: str) -> Shown:
    one, today, sam = commitment(words), date(2026, 11, 24), partner()
    seats = [("seat:5", "Ward 9 Trust"), ("partner:4", words[:60])]
    wish = if_only.Wish(draft=9, need=words, in_return=words, name="Jo Lee", organisation="Northside Care")
    told = [
        answer(words, "accepted", due_on=date(2026, 12, 4)),
        answer(words, "smaller", before=words),
        answer(words, "declined", reason=words),
    ]
    note = notes.TableNote(partner=sam, check_in=None, due=[], waiting=[], quiet=None, answers=told)
    asked = notes.CheckIn(last_on=date(2026, 10, 12), joined_on=date(2026, 8, 26), touch=1)
    late = [commitment(words, due_on=today - timedelta(days=ago)) for ago in (1, 9, 40)]
    weekly = commitment(words, repeats="weekly")
    ours = replace(one, others=("Northside Care", words[:60]), helps="Elm Street Advice", parties=frozenset({9}))
    steps = ("joined", "not_in", "stepped_out", "helped_yes", "helped_not_yet", "helped_not_us", "unsaid", "repeats")
    noted = datetime(2026, 11, 24, 10, tzinfo=UTC)
    past = [
        *(Change(what=what, at=noted, by="Jo Lee") for what in steps),
        Change(what="brought_in", at=noted, by="Jo Lee", after=words[:60]),
        Change(what="skipped", at=noted, by="Jo Lee", before="2026-11-27", after="2026-12-04"),
        Change(what="asked_table", at=noted, by="Jo Lee", reason=words),
    ]
    part = our_part.OurPart(
        name="Ward 9 Trust", last_on=today, open=[], late=[], kept=2, let_go=0, waiting=[], confirmed=1
    )
    undated = replace(note, answers=[answer(words, "accepted")])
    return {
        "asks.yes_form": asks.yes_form(replace(one, due_on=None)),
        "asks.offer.in_return": asks.offer(line(words, due_on=None, in_return=words), sam, ""),
        "asks.offer.why": asks.offer(line(words, reason=words), sam, "Jo Lee"),
        "notes.note.answers": notes.note([note], today=today),
        "notes.note.answers.undated": notes.note([undated], today=today),
        "asks.accepted.many": asks.accepted(one, handed_on=False, today=today, many=True),
        "commitments.kept.many": commitments.kept(one, today=today, many=True),
        "commitments.listing.late": commitments.listing(late, waiting=[], asked=[], today=today),
        "commitments.more.series": commitments.more(weekly, mine=True, seated_for=True, history=[], today=today),
        "repeating.skipped": repeating.skipped(weekly, today, today=today),
        "repeating.skipped.day_off": repeating.skipped(weekly, today, free=True, today=today),
        "commitment_steps.done.day_off": commitment_steps.done(one, following=weekly, free=True, today=today),
        "asks.made_smaller.weekly": asks.made_smaller(weekly, words, today=today),
        "asks.offer.weekly": asks.offer(line(words, repeats="weekly"), sam, "Jo Lee"),
        "repeating.repeats": repeating.repeats(weekly, None, today=today),
        "repeating.repeats.no_more": repeating.repeats(one, "weekly", today=today),
        "repeating.how_often": repeating.how_often(one),
        "repeating.comes_once": repeating.comes_once(one),
        "reminders.reminder.plan": reminders.reminder(
            sam, [reminders.commitment("cue", line(words, plan=words), today=today)], subject=None
        ),
        "checkins.still_in.late": checkins.still_in(late, today=today),
        "notes.note.check_in.open": notes.note([replace(note, answers=[], check_in=asked, open=late)], today=today),
        "notes.note.due.late": notes.note([replace(note, answers=[], due=late)], today=today),
        "commitments.kept.together": commitments.kept(ours, today=today, also=[together.may_ask(sam)]),
        "commitments.listing.together": commitments.listing(
            [ours], waiting=[], asked=[], others=[together.waits(one)], today=today
        ),
        "commitments.more.together": commitments.more(
            ours, mine=True, seated_for=True, history=past, today=today, ways=[together.bring_in(one)]
        ),
        "commitments.more.for_us": commitments.more(
            replace(ours, state=State.KEPT),
            mine=False,
            seated_for=True,
            history=[],
            today=today,
            ways=helping.ways(one),
        ),
        "commitments.more.party": commitments.more(
            replace(ours, helped="not_yet"),
            mine=False,
            seated_for=True,
            history=[],
            today=today,
            ways=together.ways_of_party(one),
        ),
        "commitment_steps.done.together": commitment_steps.done(ours, following=None, today=today),
        "our_part.our_part.confirmed": our_part.our_part(part, "Home from hospital", today=today),
        "together.form": together.form(one, seats, {}),
        "together.asked": together.asked(one, [sam, replace(sam, organisation=None)]),
        "together.inside": together.inside(replace(one, seen_by=SeenBy.ORGANISATION)),
        "together.stays_open_to_all": together.stays_open_to_all(ours),
        "together.stays_open_to_all.asked": together.stays_open_to_all(one),
        "together.joined": together.joined(ours),
        "together.not_in": together.not_in(one),
        "together.stepped_out": together.stepped_out(one, ours.whose),
        "together.is_over": together.is_over(one),
        "together.offer": together.offer(one, sam, "Jo Lee"),
        "together.offer.undated": together.offer(replace(one, due_on=None), sam, ""),
        "helping.offer": helping.offer(ours, sam),
        **{f"helping.answered.{how}": helping.answered(one, how) for how in ("yes", "not_yet", "not_us")},
        "helping.asked_again": helping.asked_again(one),
        "helping.not_asked": helping.not_asked(one),
        "if_only.form": if_only.form({}, seats, act=Act(name="ifonly.say", on=("9",)), said=words),
        "if_only.form.asked": if_only.form({"need": words}, seats, act=Act(name="ifonly.say"), asking="Is it so?"),
        "if_only.stuck": if_only.stuck(one, {"need": words}, seats, act=Act(name="commitment.stuck", on=("3",))),
        "if_only.stuck.asked": if_only.stuck(
            one, {}, seats, act=Act(name="commitment.stuck", on=("3",)), asking="Is it so?"
        ),
        "if_only.ready": if_only.ready(wish),
        "if_only.ready.own_right": if_only.ready(replace(wish, organisation=None, in_return="")),
        "if_only.ready.table": if_only.ready(replace(wish, name=None, organisation=None, in_return="")),
        "if_only.not_here": if_only.not_here(wish),
        "if_only.told_table": if_only.told_table(one, words),
        "if_only.taken_back": if_only.taken_back(one),
    }
