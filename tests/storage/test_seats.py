"""Seats that change hands, and tables that are closed, on both databases."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.domain.people import Identity
from bot.storage import chairs, closings, exports, joining, my_data, partings, people, successions, tables, wishes
from bot.storage.schema import chair_invitation, parting, partner, partnership, seat_offer
from tests.support.committing import NOW, TODAY, the_cast

LATER = NOW + timedelta(days=31)


def number(tx, table):
    return tx.execute(select(func.count()).select_from(table)).scalar_one()


def a_chair(tx, cast):
    """A chair that is wanted, and Jo, who is invited to it."""
    seat_id = tables.chair(tx, partnership_id=cast.sam.partnership.id, role="a GP", state="wanted", now=NOW)
    chairs.invite(tx, seat_id, cast.jo, now=NOW)
    assert chairs.move(tx, cast.sam.viewer, seat_id, before="wanted", after="invited")
    return seat_id


def test_a_chair_waits_for_one_and_is_wanted_again_without_them(both):
    cast = the_cast(both)
    seat_id = a_chair(both, cast)

    assert chairs.waiting_for(both, cast.jo) == [seat_id]
    assert [(one.role, one.name, one.came) for one in chairs.taken(both, cast.sam.viewer)] == [
        ("a GP", cast.jo.person.name, False)
    ]
    assert not chairs.move(both, cast.sam.viewer, seat_id, before="wanted", after="filled")
    chairs.want_again(both, cast.jo)
    assert chairs.state_of(both, cast.sam.viewer, seat_id) == "wanted"
    assert chairs.by_role(both, cast.sam.viewer, seat_id) == "a GP"
    assert chairs.by_role(both, cast.sam.viewer, cast.sam.seat_id) is None
    assert chairs.taken_off(both, cast.sam.viewer, "A gp") is None
    assert chairs.fill(both, cast.sam.viewer, seat_id)
    assert chairs.taken_off(both, cast.sam.viewer, "A gp") == seat_id


def test_erased_nothing_of_them_stands_in_any_of_it(both):
    cast = the_cast(both)
    seat_id = a_chair(both, cast)
    partings.part(both, cast.jo, back_if="a shorter meeting", for_seat=False, now=NOW)
    successions.offer(both, cast.jo, cast.sam, stays=True, now=NOW)
    successions.offer(both, cast.sam, cast.jo, stays=True, now=NOW)
    held = my_data.held_on(both, cast.jo)
    assert held.rows("partings") == [{"text": "a shorter meeting"}]
    assert len(held.rows("seat_offers")) == 2
    my_data.forget(both, cast.jo)

    assert [number(both, table) for table in (chair_invitation, parting, seat_offer)] == [0, 0, 0]
    assert chairs.state_of(both, cast.sam.viewer, seat_id) == "wanted"


def test_who_turns_out_to_be_one_has_all_of_it(both):
    cast = the_cast(both)
    a_chair(both, cast)
    partings.part(both, cast.jo, back_if="a shorter meeting", for_seat=False, now=NOW)
    successions.offer(both, cast.jo, cast.sam, stays=True, now=NOW)
    successions.hand_over(both, cast.jo, on=TODAY)
    wishes.choose_check_ins(both, cast.jo, wanted=False)
    joining.join(both, kept=cast.sam.person.id, gone=cast.jo.person.id, now=NOW)
    sam = people.as_it_is(both, cast.sam)

    assert number(both, seat_offer) == 0
    assert my_data.held_on(both, sam).rows("partings") == [{"text": "a shorter meeting"}]
    assert chairs.waiting_for(both, sam)
    assert (sam.handed_over_on, sam.check_ins) == (None, False)


def test_what_was_said_last_in_parting_is_read_by_who_convenes(both):
    cast = the_cast(both)
    for words in ("a shorter meeting", "mornings"):
        partings.part(both, cast.jo, back_if=words, for_seat=False, now=NOW)
    assert partings.last_words(both, cast.priya.viewer, since=TODAY, most=3) == []
    tables.leave(both, cast.jo, on=TODAY)

    [last] = partings.last_words(both, cast.priya.viewer, since=TODAY, most=3)
    assert (last.name, last.back_if) == (cast.jo.person.name, "mornings")
    assert cast.jo.organisation
    assert last.organisation == cast.jo.organisation.name
    assert partings.last_words(both, cast.sam.viewer, since=TODAY, most=3) == ()
    assert partings.last_words(both, cast.oscar.viewer, since=TODAY, most=3) in ([], ())


def test_an_offer_is_answered_once(both):
    cast = the_cast(both)
    offered = successions.offer(both, cast.jo, cast.sam, stays=False, now=NOW)
    assert successions.whose(both, cast.sam.viewer) == {cast.sam.id}
    assert successions.answer(both, cast.sam, offered, said="taken", now=NOW)

    assert not successions.answer(both, cast.sam, offered, said="declined", now=NOW)
    assert successions.to(both, cast.sam) == successions.of(both, cast.jo) == []


def test_a_table_that_was_closed_for_long_enough_is_taken_out_whole(both):
    cast = the_cast(both)
    a_chair(both, cast)
    partings.part(both, cast.jo, back_if=None, for_seat=True, now=NOW)
    here = cast.sam.partnership.id
    tables.add_identity(both, cast.sam.person.id, platform="web", tenant="", user="sam", now=NOW)
    assert closings.close(both, here, now=NOW)
    assert not closings.close(both, here, now=NOW)
    [seat] = closings.seats_of(both, Identity(platform="web", tenant="", user="sam"))
    assert (seat.partner.id, seat.closed_at) == (cast.sam.id, NOW)
    assert closings.over(both, before=NOW) is None
    assert closings.over(both, before=LATER) == here
    assert exports.bodies(both, here)
    while closings.forget_some(both, here, most=2):
        pass

    gone = select(func.count()).select_from(partner).where(partner.c.partnership_id == here)
    assert both.execute(gone).scalar_one() == 0
    assert both.execute(select(partnership.c.id).where(partnership.c.id == here)).first() is None
    assert closings.over(both, before=LATER) is None
