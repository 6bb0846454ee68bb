"""Examples of what a table is for, of outcomes with their measures, and of tries."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.acts import Act
from bot.domain.changes import Change
from bot.domain.commitments import Commitment, SeenBy
from bot.domain.commitments import State as CommitmentState
from bot.domain.outcomes import Better, Measure, Outcome, Reading
from bot.domain.outcomes import State as OutcomeState
from bot.domain.people import Organisation, Partner, Partnership, Person, Role
from bot.domain.safeguards import Detail
from bot.domain.tries import Decided, Sharer, Shares, State, Try
from bot.messages.cards import (
    ambition,
    commitments,
    looking_back,
    measures,
    outcome_forms,
    outcomes,
    reminders,
    safeguards,
    sharing,
    towards,
    tries,
    try_forms,
)
from bot.messages.cards.outcome_forms import Shown
from bot.messages.cards.outcomes import Standing
from bot.messages.parts import Card, Form

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def reader(role: Role = Role.PARTNER, *, ambition: str | None = None) -> Partner:
    here = Partnership(id=1, slug="home", name="Home from hospital", ambition=ambition)
    return Partner(
        id=4,
        partnership=here,
        person=Person(id=2, name="Sam Okoye", email="sam@ward9.example"),
        seat_id=5,
        organisation=Organisation(id=3, name="Ward 9 Trust"),
        role=role,
        joined_on=TODAY - 90 * DAY,
    )


def _asking() -> str:
    """What a form asks about an NHS number, in the language being spoken."""
    return safeguards.question([Detail.NHS_NUMBER])


def outcome(words: str, **more) -> Outcome:
    usual = {
        "id": 7,
        "partnership_id": 1,
        "number": 1,
        "text": words,
        "state": OutcomeState.LIVE,
        "made_at": NOW - 90 * DAY,
        "partner_id": 4,
        "owner": "Sam Okoye",
    }
    return Outcome(**{**usual, **more})


def measured(*values: float, words: str | None = None, unit: str | None = None) -> list[Measure]:
    """One a month, the last of them today."""
    number = len(values)
    return [
        Measure(
            id=at,
            outcome_id=7,
            number=at + 1,
            reading=Reading(on=TODAY - 30 * (number - 1 - at) * DAY, value=float(value), unit=unit, words=words),
            partner_id=4,
            by="Sam Okoye",
        )
        for at, value in enumerate(values)
    ]


def history(words: str, *steps: str) -> list[Change]:
    return [Change(what=step, at=NOW - DAY, by="Sam Okoye", before=words, reason=words) for step in steps]


def a_try(words: str, **more) -> Try:
    usual = {
        "id": 8,
        "partnership_id": 1,
        "number": 1,
        "partner_id": 4,
        "owner": "Sam Okoye",
        "organisation": "Ward 9 Trust",
        "text": words,
        "look_on": TODAY + 14 * DAY,
        "state": State.OPEN,
        "made_at": NOW - 14 * DAY,
    }
    return Try(**{**usual, **more})


def of_outcomes(words: str) -> dict[str, Card | Form]:
    one, fewer = outcome(words), outcome(words, better=Better.FEWER)
    reached = outcome(words, state=OutcomeState.REACHED, reason=words, closed_at=NOW)
    dropped = outcome(words, number=2, state=OutcomeState.DROPPED, closed_at=NOW)
    sam = outcomes.Reader(partner_id=4, adds=True, convenes=False, today=TODAY)
    watcher = replace(sam, partner_id=9, adds=False)
    other = replace(sam, partner_id=9)
    drawn = measured(42, 40, 35, 31, words=words, unit="nights")
    [in_words] = [replace(each, reading=replace(each.reading, value=None)) for each in measured(0, words=words)]
    steps = history(words, "set", "better", "changed", "corrected", "unmeasured", "reached", "dropped", "reopened", "x")
    nobodys = [replace(steps[0], by=None, reason=None)]
    act = outcome_forms.act
    theirs = Commitment(
        id=7,
        partnership_id=1,
        number=3,
        partner_id=4,
        owner="Sam Okoye",
        organisation="Ward 9 Trust",
        text=words,
        state=CommitmentState.OPEN,
        seen_by=SeenBy.TABLE,
        made_at=NOW,
    )
    full = Standing(outcome=fewer, measures=drawn, tied=3)
    return {
        "ambition.shown": ambition.shown(reader(Role.COORDINATOR, ambition=words)),
        "ambition.shown.none": ambition.shown(reader()),
        "ambition.shown.nobody": ambition.shown(reader(Role.COORDINATOR)),
        "ambition.would_say": ambition.would_say(words, Person(id=1, name="Priya Shah", email=None), 3, careful=True),
        "ambition.changed": ambition.changed(words, words, careful=True),
        "ambition.changed.none": ambition.changed(None, None),
        "ambition.as_it_is": ambition.as_it_is(reader(Role.COORDINATOR, ambition=words)),
        "ambition.as_it_is.none": ambition.as_it_is(reader(Role.COORDINATOR)),
        "ambition.form": ambition.form(words=words, longest=300),
        "ambition.form.asking": ambition.form(words=words, longest=300, asking=_asking()),
        "outcomes.kept": outcomes.kept(one, 1),
        "outcomes.kept.sixth": outcomes.kept(one, 6, careful=True),
        "outcomes.there_already": outcomes.there_already(one),
        "outcomes.directed": outcomes.directed(fewer),
        "outcomes.directed.more": outcomes.directed(outcome(words, better=Better.MORE)),
        "outcomes.listing": outcomes.listing([full, Standing(outcome=one)], [reached, dropped], sam),
        "outcomes.listing.before": outcomes.listing([], [reached], watcher),
        "outcomes.nothing_yet": outcomes.nothing_yet(sam),
        "outcomes.details": outcomes.details(full, steps, sam),
        "outcomes.details.others": outcomes.details(
            Standing(outcome=fewer, measures=[*measured(3.5, 3.25, unit="%"), in_words]), nobodys, other
        ),
        "outcomes.details.new": outcomes.details(Standing(outcome=one), [], sam),
        "outcomes.details.long": outcomes.details(Standing(outcome=fewer, measures=measured(*range(14))), [], watcher),
        "outcomes.details.reached": outcomes.details(Standing(outcome=reached), [], sam),
        "outcomes.details.reached.others": outcomes.details(Standing(outcome=reached), [], other),
        "outcomes.changed": outcomes.changed(one, words),
        "outcomes.closed": outcomes.closed(reached),
        "outcomes.closed.dropped": outcomes.closed(dropped),
        "outcomes.as_it_is": outcomes.as_it_is(one, may_change=True, today=TODAY),
        "outcomes.as_it_is.closed": outcomes.as_it_is(reached, may_change=True, today=TODAY),
        "outcomes.as_it_is.others": outcomes.as_it_is(reached, may_change=False, today=TODAY),
        "outcomes.reopened": outcomes.reopened(one),
        "outcomes.withdrawn": outcomes.withdrawn(),
        "outcomes.measured_already": outcomes.measured_already(one),
        "outcome_forms.form": outcome_forms.form(Shown(act=act("outcome.set"))),
        "outcome_forms.form.change": outcome_forms.form(
            Shown(act=act("outcome.change", one), values={"words": words}, asking=_asking()), about=one
        ),
        "outcome_forms.closing": outcome_forms.closing(Shown(act=act("outcome.reached", one)), about=one),
        "outcome_forms.closing.drop": outcome_forms.closing(Shown(act=act("outcome.drop", one)), about=one),
        "measures.kept": measures.kept(one, drawn[-1], drawn, today=TODAY),
        "measures.kept.first": measures.kept(fewer, in_words, [in_words], today=TODAY, careful=True),
        "measures.corrected": measures.corrected(fewer, drawn[-1], drawn[0], today=TODAY),
        "measures.withdrawn": measures.withdrawn(one),
        "measures.closed": measures.closed(reached, may_change=True),
        "measures.closed.others": measures.closed(reached, may_change=False),
        "towards.form": towards.form(theirs, [one, replace(one, number=2)], one),
        "towards.form.none": towards.form(theirs, [one], None),
        "towards.tied": towards.tied(theirs, one),
        "towards.tied.none": towards.tied(theirs, None),
        "towards.none_yet": towards.none_yet(theirs),
        "commitments.more.towards": commitments.more(
            theirs, mine=True, seated_for=False, history=[], today=TODAY, towards=one, ties=True
        ),
        "measures.form": measures.form(Act(name="measure.log", on=("1",)), one, {}),
        "measures.form.correct": measures.form(
            Act(name="measure.correct", on=("1", "4")), one, measures.written(drawn[-1]), asking=_asking()
        ),
    }


def of_tries(words: str) -> dict[str, Card | Form]:
    sam = tries.Reader(partner_id=4, begins=True, convenes=False, today=TODAY)
    watcher = tries.Reader(partner_id=9, begins=False, convenes=False, today=TODAY)
    sharers = (
        Sharer(seat_id=1, name="Riverside", state=Shares.YES),
        Sharer(seat_id=2, name="Northside Care", state=Shares.ASKED),
        Sharer(seat_id=3, name="Ann Bell", state=Shares.NO),
    )
    bare, own = a_try(words), a_try(words, organisation=None)
    full = a_try(words, step=words, go_wrong=words, would_learn=words, learned=words, sharers=sharers)
    today = replace(full, look_on=TODAY, decided=Decided.KEPT)
    stopped = replace(full, state=State.STOPPED, decided=Decided.STOPPED, looked_at=NOW)
    steps = history(words, "begun", "kept", "changed", "reworded", "stopped", "reopened", "shared", "unshared", "x")
    seats = [(1, "Riverside"), (2, "Northside Care")]
    back = {name: Act(name=f"try.{name}", on=("1",), seen=3) for name in ("keep", "change", "stop")}
    return {
        "tries.begun": tries.begun(bare, today=TODAY, careful=True),
        "tries.there_already": tries.there_already(bare, today=TODAY),
        "tries.filled": tries.filled(full, ["Riverside"], today=TODAY, careful=True),
        "tries.filled.alone": tries.filled(bare, [], today=TODAY),
        "tries.listing": tries.listing([today, bare], [stopped], sam),
        "tries.listing.stopped": tries.listing([], [stopped], watcher),
        "tries.nothing_yet": tries.nothing_yet(sam),
        "tries.details": tries.details(today, steps, sam, asked=False),
        "tries.details.asked": tries.details(own, [replace(steps[0], by=None)], watcher, asked=True),
        "tries.details.stopped": tries.details(stopped, [], sam, asked=False),
        "tries.details.stopped.others": tries.details(stopped, [], watcher, asked=False),
        "tries.as_it_is": tries.as_it_is(bare, sam),
        "tries.as_it_is.stopped": tries.as_it_is(stopped, sam),
        "tries.as_it_is.others": tries.as_it_is(stopped, watcher),
        "tries.withdrawn": tries.withdrawn(),
        "tries.shared_already": tries.shared_already(full),
        "try_forms.form": try_forms.form(Act(name="try.begin"), {}, []),
        "try_forms.form.fill": try_forms.form(
            Act(name="try.fill", on=("1",), seen=3), {"words": words, "sharers": "1 2"}, seats, asking=_asking()
        ),
        "try_forms.sharing": try_forms.sharing(full, seats),
        "reminders.reminder.tries": reminders.reminder(
            reader(),
            [looking_back.reminded(one, late=late, today=TODAY) for one, late in ((today, False), (bare, True))],
            subject=None,
        ),
        "looking_back.kept": looking_back.kept(full, today=TODAY, careful=True),
        "looking_back.changed": looking_back.changed(full, words, today=TODAY),
        "looking_back.stopped": looking_back.stopped(stopped),
        "looking_back.reopened": looking_back.reopened(bare, today=TODAY),
        "looking_back.form": looking_back.form(back["keep"], bare, {}),
        "looking_back.form.change": looking_back.form(back["change"], bare, {"learned": words}, asking=_asking()),
        "looking_back.form.stop": looking_back.form(back["stop"], bare, {}),
        "sharing.asked": sharing.asked(full, ["Northside Care"]),
        "sharing.asked.nobody": sharing.asked(bare, []),
        "sharing.nobody_else": sharing.nobody_else(bare),
        "sharing.offer": sharing.offer(full, reader()),
        "sharing.offer.bare": sharing.offer(bare, replace(reader(), organisation=None)),
        "sharing.answered": sharing.answered(full, Shares.YES, reader()),
        "sharing.answered.no": sharing.answered(full, Shares.NO, reader()),
        "sharing.not_asked": sharing.not_asked(bare),
    }
