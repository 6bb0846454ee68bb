"""Examples of how somebody stood: each state as they read it of themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.contests import Contested, Figure
from bot.domain.quiet import OrganisationState, State, Usual
from bot.domain.states import Change
from bot.messages.cards import contests, our_part, own_state, states
from bot.messages.parts import Card, Form
from bot.storage.signs import Sign

TODAY = date(2026, 11, 24)


def changes() -> list[Change]:
    """One of each state, as they could have come."""
    days = {state: TODAY - timedelta(days=7 * number) for number, state in enumerate(reversed(State))}
    return [
        Change(
            on_day=days[state],
            state=state,
            last_on=days[state] - timedelta(days=20) if state is not State.NEW else None,
            asked_on=days[state] - timedelta(days=3) if state in (State.QUIET, State.ASKED) else None,
            silent_days=20,
            usual=Usual.FORTNIGHTS,
            until_on=days[state] + timedelta(days=6) if state is State.AWAY else None,
        )
        for state in State
    ]


def of_states(words: str) -> dict[str, Card | Form]:
    first, last = date(2026, 5, 3), date(2026, 5, 20)
    part = our_part.OurPart(
        name="Ward 9 Trust", last_on=TODAY, open=[], late=[], kept=4, kept_late=1, let_go=1, handed_on=2, waiting=[]
    )
    owes = our_part.Owes(
        view=True,
        wording=True,
        said_back=2,
        meetings=[TODAY - timedelta(days=5)],
        gone=[(words[:40] or "Una Fox", TODAY - timedelta(days=30))],
    )
    note = Contested(
        id=7,
        figure=Figure.KEPT,
        text=words,
        partner_id=3,
        by="Sam Okoye",
        organisation="Ward 9 Trust",
        said_at=datetime(2026, 11, 20, tzinfo=UTC),
    )
    theirs, mine = replace(note, id=8, partner_id=4, by="Jo Lee"), replace(note, id=9, figure=Figure.STATE)
    noted = Sign(on_day=last, by=words[:40] or "Priya Shah")
    return {
        "our_part.our_part.owes": our_part.our_part(part, "Home from hospital", owes=owes, today=TODAY),
        "our_part.our_part.calm": our_part.our_part(part, "Home from hospital", owes=our_part.Owes(), today=TODAY),
        "our_part.our_part.newcomer": our_part.our_part(
            replace(part, last_on=None, kept=0, kept_late=0, let_go=0, handed_on=0),
            "Home from hospital",
            owes=our_part.Owes(view=True),
            today=TODAY,
        ),
        "our_part.our_part.nothing_yet": our_part.our_part(
            replace(part, last_on=None, kept=0, kept_late=0, let_go=0, handed_on=0),
            "Home from hospital",
            owes=our_part.Owes(),
            today=TODAY,
        ),
        "our_part.our_part.empty_seat": our_part.our_part(
            replace(part, sponsored=True),
            "Home from hospital",
            owes=replace(owes, view=False, wording=False, said_back=0, meetings=[], empty=True, mine=False),
            today=TODAY,
        ),
        "our_part.our_part.owes.sponsor": our_part.our_part(
            replace(part, sponsored=True),
            "Home from hospital",
            owes=replace(owes, said_back=0, mine=False),
            today=TODAY,
        ),
        "our_part.our_part.contested": our_part.our_part(
            part,
            "Home from hospital",
            owes=our_part.Owes(),
            stands=states.why_organisation(OrganisationState.SLOWING, last_on=TODAY, here=1, partners=2, today=TODAY),
            beside=contests.beside([note, theirs], reader=3),
            today=TODAY,
        ),
        "contests.form": contests.form(Figure.KEPT, words[:2000]),
        "contests.form.person": contests.form(Figure.STATE, "", asking="Is it so?"),
        "contests.said": contests.said(note),
        "contests.said.person": contests.said(mine, careful=True),
        "contests.listing": contests.listing([theirs, mine], reader=3, settles=True),
        "contests.listing.none": contests.listing([], reader=3, settles=False),
        "contests.withdrawn": contests.withdrawn(),
        "contests.settled": contests.settled(),
        "contests.no_such": contests.no_such(),
        "own_state.mine.contested": own_state.mine(
            changes(), "Home from hospital", beside=contests.beside([mine], reader=3), today=TODAY
        ),
        "own_state.mine": own_state.mine(changes(), "Home from hospital", noted=[noted], today=TODAY),
        "own_state.mine.left_be": own_state.mine(
            changes(), "Home from hospital", left_until=TODAY + timedelta(days=30), today=TODAY
        ),
        "own_state.mine.newcomer": own_state.mine(changes()[-2:-1], "Home from hospital", today=TODAY),
        "own_state.in_own_right": own_state.in_own_right(),
        "own_state.away_form": own_state.away_form({}),
        "own_state.here_form": own_state.here_form(),
        "own_state.was_away": own_state.was_away(first, last),
        "own_state.not_away": own_state.not_away(first, last),
        "own_state.nothing_of_it": own_state.nothing_of_it(),
        "own_state.was_here": own_state.was_here(first),
        "own_state.known_already": own_state.known_already(first),
        "own_state.not_here": own_state.not_here(first),
    }
