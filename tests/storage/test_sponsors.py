"""Sponsors on both databases: asked, answered, ended; told first; erased; and two identities that are one person."""

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select, update

from bot.domain.people import Role
from bot.domain.seats import SeatedBy
from bot.domain.sponsors import Answer
from bot.services.tables import Newcomer, join
from bot.storage import joining, my_data, people, reflections, seating, sponsors
from bot.storage.schema import outbox, partner, sponsor, sponsor_told
from tests.support.committing import DAY, NOW, TODAY, the_cast

LATER = NOW + timedelta(days=1)


def known(found):
    assert found is not None
    return found


def number(tx, table):
    return tx.execute(select(func.count()).select_from(table)).scalar_one()


def gray(tx, cast, name="Dr Gray"):
    new = Newcomer(
        name=name, email=f"{name.split()[0].casefold()}@a.example", role=Role.SPONSOR, seated_by=SeatedBy.ASKED
    )
    return join(tx, cast.priya.partnership.id, new, today=TODAY, now=NOW)[0]


def agreed(tx, cast, who):
    one = sponsors.ask(tx, who, cast.sam.seat_id, by=cast.priya, now=NOW)
    assert sponsors.answer(tx, who.viewer, one, Answer.AGREED, now=NOW)
    return sponsors.of_partner(tx, who)


def note_sent(tx, who, *, at, route="web", state="sent"):
    row = {
        "partnership_id": who.partnership.id,
        "person_id": who.person.id,
        "kind": "note",
        "period": f"{at:%G-W%V-%u}",
        "route": route,
        "due_at": at,
        "state": state,
        "sent_at": at,
        "unasked": True,
        "attempts": 0,
    }
    known = {name: value for name, value in row.items() if name in outbox.c}
    tx.execute(insert(outbox).values(**known))


def test_one_is_asked_agrees_and_ends(both):
    cast = the_cast(both)
    who = gray(both, cast)
    asked = sponsors.ask(both, who, cast.sam.seat_id, by=cast.priya, now=NOW)
    assert (asked.state, asked.organisation, asked.made_by) == (Answer.ASKED, "Ward 9 Trust", cast.priya.id)
    assert sponsors.whose(both, cast.priya.viewer) == {who.id}
    assert sponsors.answer(both, who.viewer, asked, Answer.AGREED, now=NOW)
    assert not sponsors.answer(both, who.viewer, asked, Answer.DECLINED, now=NOW)

    found = sponsors.of_seat(both, cast.sam.viewer, cast.sam.seat_id)
    assert found
    assert found.has_agreed
    assert sponsors.of_seat(both, cast.oscar.viewer, cast.sam.seat_id) is None
    assert sponsors.whose(both, cast.priya.viewer) == frozenset()
    assert set(sponsors.sitting(both, cast.priya.viewer)) == {cast.sam.id, cast.jo.id}
    sponsors.end_all_of(both, who, now=NOW)
    assert sponsors.at_table(both, cast.priya.viewer) == []


def test_nobody_reads_reflections_as_a_sponsor_or_counts_them_among_those_who_sit_here(both):
    cast = the_cast(both)
    who = gray(both, cast)

    assert reflections.shared_with(both, who.viewer, start=TODAY - 9 * DAY, end=TODAY) == []
    found = seating.seating(both, cast.priya.viewer, now=NOW)
    assert found.people == 4
    assert who.seat_id not in found.seats
    assert seating.taken(both, cast.priya.viewer, [who.seat_id], most=5) == []


@pytest.mark.parametrize(("state", "told"), [("sent", True), ("unknown", False), ("withdrawn", False)])
def test_somebody_was_told_once_a_note_went_out_that_says_it(both, state, told):
    cast = the_cast(both)
    sponsors.say(both, cast.sam, TODAY, since=NOW, now=NOW)
    assert known(sponsors.told(both, cast.sam, TODAY, since=NOW)).told_at is None
    note_sent(both, cast.sam, at=NOW - DAY)
    note_sent(both, cast.sam, at=LATER, state=state)

    found = sponsors.told(both, cast.sam, TODAY, since=NOW)
    assert found
    assert found.told_at == (LATER if told else None)
    assert sponsors.told(both, cast.sam, TODAY, since=LATER) is None
    sponsors.unsay(both, cast.sam, TODAY)
    assert number(both, sponsor_told) == (1 if told else 0)


def test_what_waits_at_a_terminal_was_not_seen_yet(both):
    cast = the_cast(both)
    sponsors.say(both, cast.sam, TODAY, since=NOW, now=NOW)
    note_sent(both, cast.sam, at=LATER, route="terminal")

    assert known(sponsors.told(both, cast.sam, TODAY, since=NOW)).told_at is None


def test_another_sponsor_is_said_afresh_and_sorted_is_once(both):
    cast = the_cast(both)
    sponsors.say(both, cast.sam, TODAY, since=NOW, now=NOW)
    assert sponsors.sort(both, cast.sam, now=NOW)
    assert not sponsors.sort(both, cast.sam, now=LATER)
    assert known(sponsors.told(both, cast.sam, TODAY, since=NOW)).sorted_at == NOW
    sponsors.say(both, cast.sam, TODAY, since=LATER, now=LATER)

    assert known(sponsors.told(both, cast.sam, TODAY, since=LATER)).sorted_at is None
    assert number(both, sponsor_told) == 1


def test_erased_nothing_of_them_stands_in_any_of_it(both):
    cast = the_cast(both)
    who = gray(both, cast)
    agreed(both, cast, who)
    sponsors.say(both, cast.sam, TODAY, since=NOW, now=NOW)
    [held] = my_data.held_on(both, who).rows("sponsors")
    assert (held["name"], held["state"]) == ("Ward 9 Trust", "agreed")
    for one in (cast.priya, cast.sam):
        my_data.forget(both, one)
    assert known(sponsors.of_partner(both, who)).made_by is None
    assert number(both, sponsor_told) == 0
    my_data.forget(both, who)

    assert number(both, sponsor) == 0


def as_one(tx, kept, gone):
    joining.join(tx, kept=kept.person.id, gone=gone.person.id, now=LATER)
    return people.as_it_is(tx, kept)


def test_a_sponsor_who_turns_out_to_sit_at_the_table_is_none_any_more(both):
    cast = the_cast(both)
    who = gray(both, cast)
    agreed(both, cast, who)
    sponsors.say(both, cast.jo, TODAY, since=NOW, now=NOW)
    one = as_one(both, cast.jo, who)

    assert (one.role, one.organisation.name) == (Role.PARTNER, "Ward 9 Trust")
    assert sponsors.at_table(both, cast.priya.viewer) == []
    assert number(both, sponsor_told) == 1


def test_and_so_where_the_other_way_round_is_kept(both):
    cast = the_cast(both)
    who = gray(both, cast)
    agreed(both, cast, who)
    one = as_one(both, who, cast.priya)

    assert (one.role, one.organisation.name) == (Role.COORDINATOR, "Riverside")
    assert sponsors.at_table(both, cast.sam.viewer) == []


@pytest.mark.parametrize("kept_first", [True, False])
def test_who_only_spoke_in_the_channel_stays_the_sponsor(both, kept_first):
    cast = the_cast(both)
    who = gray(both, cast)
    agreed(both, cast, who)
    both.execute(update(partner).where(partner.c.id == cast.rita.id).values(seated_by=SeatedBy.UNKNOWN))
    pair = (who, cast.rita) if kept_first else (cast.rita, who)
    one = as_one(both, *pair)

    assert (one.role, one.organisation) == (Role.SPONSOR, None)
    assert known(sponsors.of_partner(both, one)).has_agreed


def test_who_has_left_and_is_the_sponsor_now_stays_it(both):
    cast = the_cast(both)
    who = gray(both, cast)
    agreed(both, cast, who)
    both.execute(update(partner).where(partner.c.id == cast.jo.id).values(left_on=TODAY))
    one = as_one(both, cast.jo, who)

    assert (one.role, one.left_on) == (Role.SPONSOR, None)


def test_two_sponsors_who_are_one_are_still_one(both):
    cast = the_cast(both)
    first, second = gray(both, cast), gray(both, cast, name="Mo Hart")
    agreed(both, cast, first)
    one = as_one(both, second, first)

    assert one.role is Role.SPONSOR
    assert known(sponsors.of_partner(both, one)).has_agreed


def test_whoever_left_comes_back_as_what_they_are_asked_to_be(both):
    cast = the_cast(both)
    both.execute(update(partner).where(partner.c.id == cast.rita.id).values(left_on=TODAY))
    new = Newcomer(name="Rita Ahmed", email="rita@a.example", role=Role.SPONSOR, seated_by=SeatedBy.ASKED)
    back, _new = join(both, cast.priya.partnership.id, new, today=TODAY, now=NOW)

    assert (back.id, back.role, back.left_on) == (cast.rita.id, Role.SPONSOR, None)
