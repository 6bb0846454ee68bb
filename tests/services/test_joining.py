"""One person known by two ways: asked where they were known first, and joined only with their yes from there."""

import pytest
from sqlalchemy import func, select, update

from bot.domain.acts import Act
from bot.domain.looks import What
from bot.domain.people import Answer, Identity, Place, Role
from bot.domain.seats import SeatedBy
from bot.domain.statuses import Kept, Standing
from bot.messages.parts import Actions, Button
from bot.services import desk, looks, replies
from bot.services.request import Answers, Request, Words
from bot.storage import (
    challenges,
    changes,
    claims,
    conversations,
    joining,
    people,
    routes,
    say_backs,
    schema,
    statuses,
    tables,
    wishes,
    worths,
)
from tests.support.committing import DAY, NOW, TODAY, labels, text, the_cast

SAMS = "sam@a.example"


@pytest.fixture
def cast(both):
    made = the_cast(both)
    conversations.link(both, made.sam.partnership.id, Place(platform="slack", tenant="HOST", conversation="C1"))
    for one in (made.sam, made.priya, made.jo):
        user = str(one.person.id)
        tables.add_identity(both, one.person.id, platform="web", tenant="", user=user, now=NOW)
    return made


def heard(tx, who, said, place, now):
    request = Request(
        key="",
        said_at=now,
        who=who,
        place=place,
        said=Words(text=said) if isinstance(said, str) else said,
        door="command",
        called=who.user,
    )
    return desk.answer(tx, request, now=now)


def in_slack(tx, said, *, user="sam.o", now=NOW):
    """Sam, as a chat knows them."""
    who = Identity(platform="slack", tenant="NORTH", user=user)
    return heard(tx, who, said, Place(platform="slack", tenant="HOST", conversation="C1"), now)


def on_page(tx, who, said, *, now=NOW):
    """Somebody on their page, where they were known first."""
    who = Identity(platform="web", tenant="", user=str(who.person.id))
    return heard(tx, who, said, Place(platform="web", tenant="", conversation="home", private=True), now)


def questions(tx):
    """Who is asked whether somebody is them, and the card."""
    rows = tx.execute(
        select(schema.outbox.c.person_id, schema.answer.c.reply)
        .join(schema.answer, schema.answer.c.outbox_id == schema.outbox.c.id)
        .where(schema.outbox.c.period.like("joining:%"))
        .order_by(schema.outbox.c.id)
    )
    return [(row.person_id, replies.read(row.reply)) for row in rows]


def claimed(tx, *, now=NOW):
    """Sam types in the chat, and says by which address they were invited; the question that is put there."""
    in_slack(tx, "/commit ring the ward", now=now)
    in_slack(tx, f"I was invited as {SAMS}", now=now)
    [(_person, card)] = questions(tx)
    return card


def pressed(card, label):
    [act] = [way.act for part in card.show.parts if isinstance(part, Actions) for way in part.of if way.label == label]
    return act


def count(tx, table):
    return tx.execute(select(func.count()).select_from(table)).scalar_one()


def everybody(tx, cast):
    return [one.person.name for one in people.everybody(tx, cast.priya.viewer, left_too=True)]


def test_a_yes_from_where_they_were_known_first_makes_one_of_two(both, cast):
    on_page(both, cast.sam, "/commit send the data")
    card = claimed(both)
    before = everybody(both, cast)
    done = on_page(both, cast.sam, pressed(card, "Yes, that's me"))
    listed = text(in_slack(both, "/commit list"))
    [*_, noted] = changes.history(both, cast.sam.viewer, "partner", cast.sam.id)

    assert "sam.o" in before
    assert "sam.o" not in everybody(both, cast)
    assert "it's you, and all of it is together" in text(done)
    assert "ring the ward" in listed
    assert "send the data" in listed
    assert noted.what == "joined"
    assert count(both, schema.joining) == 0


def test_words_do_what_the_buttons_do(both, cast):
    card = claimed(both)
    on_page(both, cast.sam, _typed(card, "Yes"))

    assert "sam.o" not in everybody(both, cast)


def _typed(card, label):
    [words] = [
        way.words
        for part in card.show.parts
        if isinstance(part, Actions)
        for way in part.of
        if isinstance(way, Button) and way.label.startswith(label)
    ]
    return words


def test_a_no_is_kept_and_it_is_never_asked_again(both, cast):
    card = claimed(both)
    no = on_page(both, cast.sam, pressed(card, "No, that isn't me"))
    in_slack(both, f"I was invited as {SAMS}")
    late = on_page(both, cast.sam, pressed(card, "Yes, that's me"))
    again = on_page(both, cast.sam, _typed(card, "No"))

    assert "I won't ask that again" in text(no)
    assert len(questions(both)) == 1
    assert "it was given already, or wasn't asked" in text(late)
    assert text(again) == text(late)
    assert "sam.o" in everybody(both, cast)


def test_an_older_question_of_the_same_number_is_over(both, cast):
    card = claimed(both)
    later = NOW + DAY
    both.execute(update(schema.joining).values(made_at=later))
    late = on_page(both, cast.sam, pressed(card, "Yes, that's me"))

    assert "it was given already, or wasn't asked" in text(late)
    assert "sam.o" in everybody(both, cast)


def test_the_same_is_said_whoever_has_the_address_and_if_nobody_has(both, cast):
    in_slack(both, "/commit ring the ward")
    said = [
        text(in_slack(both, f"I was invited as {address}")).replace(address, "...")
        for address in (SAMS, "nobody@a.example", "priya@a.example", SAMS.upper(), SAMS)
    ]

    assert set(said[:3]) == {said[0]}
    assert {person for person, _card in questions(both)} == {cast.sam.person.id, cast.priya.person.id}
    assert len(questions(both)) == 2


def test_nobody_is_asked_without_end(both, cast):
    in_slack(both, "/commit ring the ward")
    for address in ("priya@a.example", "jo@a.example", "rita@a.example", SAMS):
        in_slack(both, f"I was invited as {address}")

    assert len(questions(both)) == 3


def test_ones_own_address_asks_nobody(both, cast):
    on_page(both, cast.sam, f"I was invited as {SAMS}")

    assert questions(both) == []


def test_whoever_cannot_be_reached_is_not_asked_and_may_be_later(both, cast):
    both.execute(update(schema.route).values(works=False))
    in_slack(both, f"I was invited as {SAMS}")
    before = questions(both)
    routes.add_route(both, cast.sam.person.id, "web")
    in_slack(both, f"I was invited as {SAMS}")

    assert before == []
    assert len(questions(both)) == 1


@pytest.mark.parametrize("who", ["priya", "jo"])
def test_nobody_else_can_answer_and_not_whoever_asked(both, cast, who):
    card = claimed(both)
    for act in (pressed(card, "Yes, that's me"), pressed(card, "No, that isn't me"), Act(name="person.isme")):
        on_page(both, getattr(cast, who), act)
        in_slack(both, act)

    assert "sam.o" in everybody(both, cast)
    on_page(both, cast.sam, pressed(card, "Yes, that's me"))
    assert "sam.o" not in everybody(both, cast)


@pytest.mark.parametrize("address", ["", "nonsense", "a@b", "@"])
def test_what_is_no_address_is_said_in_the_form(both, cast, address):
    asked = in_slack(both, "I was invited as")
    sent = in_slack(both, Answers(act=Act(name="person.join"), values={"email": address}))

    assert labels(asked)
    assert set(sent.wrong) == {"email"}


def test_all_that_is_kept_of_both_is_one_persons(both, cast):
    """At a table where both sit, with the same days, views, reflections and numbers."""
    on_page(both, cast.sam, "/reflect we ring eleven numbers")
    on_page(both, cast.sam, "/table view it is a long way")
    in_slack(both, "/reflect families did not know the number", now=NOW + DAY)
    in_slack(both, "/table view it is a short way", now=NOW + DAY)
    in_slack(both, "/table away until 4 January")
    on_page(both, cast.priya, "/table ask @sam.o to draw a map")
    card = claimed(both, now=NOW + DAY)
    [sam_o] = [one for one in people.everybody(both, cast.priya.viewer) if one.person.name == "sam.o"]
    wishes.record_consent(both, sam_o, Answer.YES, how="asked", on=TODAY, at=NOW)
    both.execute(
        update(schema.person).where(schema.person.c.id == sam_o.person.id).values(zone="Europe/Paris", stopped_at=NOW)
    )
    both.execute(update(schema.partner).where(schema.partner.c.id == sam_o.id).values(talk_off_at=NOW))
    on_page(both, cast.priya, "/table challenge nowhere fit to live")
    on_page(both, cast.sam, "I recognise this")
    in_slack(both, "not how we see it")
    on_page(both, cast.sam, "/table worth it if beds were freed")
    in_slack(both, "/table challenge nobody owns the last week")
    on_page(both, cast.priya, "/table say back @sam.o it is near")
    in_slack(both, "/table say back @Sam Okoye it is far")
    once = ("commitment", "reflection", "perspective", "away", "wording")
    totals = {name: count(both, getattr(schema, name)) for name in once}
    on_page(both, cast.sam, pressed(card, "Yes, that's me"), now=NOW + DAY)
    sam = people.partner_by_id(both, partnership_id=cast.sam.partnership.id, partner_id=cast.sam.id)
    standing = both.execute(
        select(schema.perspective.c.text).where(
            schema.perspective.c.partner_id == cast.sam.id, schema.perspective.c.replaced_at.is_(None)
        )
    ).scalars()
    numbers = both.execute(
        select(schema.reflection.c.number).where(schema.reflection.c.partner_id == cast.sam.id)
    ).scalars()
    days = both.execute(
        select(schema.participation.c.on_day, schema.participation.c.kind, schema.participation.c.seat_id).where(
            schema.participation.c.partner_id == cast.sam.id
        )
    ).all()

    assert totals == {name: count(both, getattr(schema, name)) for name in totals}
    assert sam
    assert (sam.organisation, sam.seated_by) == (cast.sam.organisation, SeatedBy.COORDINATOR)
    assert (sam.person.zone, sam.person.stopped_at, sam.person.email) == ("Europe/Paris", NOW, SAMS)
    assert sam.last_on == TODAY + DAY
    assert list(standing) == ["it is a short way"]
    assert worths.of(both, sam) == "beds were freed"
    assert challenges.own(both, sam).now == "recognise"
    assert [one.text for one in say_backs.between(both, sam)] == ["it is near"]
    assert [one.author for one in challenges.proposed(both, sam.viewer)] == ["Sam Okoye"]
    assert sorted(numbers) == [1, 2]
    assert len({day[:2] for day in days}) == len(days)
    assert {day.seat_id for day in days} == {cast.sam.seat_id}
    assert wishes.answer_of(both, sam) is Answer.YES
    assert both.execute(select(schema.partner.c.talk_off_at).where(schema.partner.c.id == sam.id)).scalar() == NOW
    assert "draw a map" in text(on_page(both, cast.sam, "/commit list"))
    assert {
        row.platform
        for row in both.execute(select(schema.identity).where(schema.identity.c.person_id == cast.sam.person.id))
    } == {"web", "slack"}


def test_their_own_word_in_the_chat_goes_before_a_coordinators(both, cast):
    in_slack(both, "I sit for Northside Care")
    on_page(both, cast.sam, pressed(claimed(both), "Yes, that's me"))
    sam = people.partner_by_id(both, partnership_id=cast.sam.partnership.id, partner_id=cast.sam.id)

    assert sam
    assert sam.organisation
    assert (sam.organisation.name, sam.seated_by) == ("Northside Care", SeatedBy.STATEMENT)


def test_a_table_that_only_one_of_them_sat_at_comes_along(both, cast):
    card = claimed(both)
    [sam_o] = [one for one in people.everybody(both, cast.priya.viewer) if one.person.name == "sam.o"]
    seat = tables.chair(both, partnership_id=cast.oscar.partnership.id, now=NOW)
    tables.seat_somebody(
        both,
        tables.Membership(
            partnership_id=cast.oscar.partnership.id,
            person_id=sam_o.person.id,
            seat_id=seat,
            role=Role.COORDINATOR,
            joined_on=TODAY,
        ),
    )
    on_page(both, cast.sam, pressed(card, "Yes, that's me"))

    assert {one.partnership.slug for one in people.seats_of(both, cast.sam.person.id)} == {"home", "away"}


@pytest.mark.parametrize(("left", "came"), [(True, False), (False, True), (True, True)])
def test_whoever_has_left_by_both_ways_has_left(both, cast, left, came):
    card = claimed(both)
    [sam_o] = [one for one in people.everybody(both, cast.priya.viewer) if one.person.name == "sam.o"]
    both.execute(update(schema.partner).where(schema.partner.c.id == sam_o.id).values(role="coordinator"))
    for one, gone in ((cast.sam, left), (sam_o, came)):
        if gone:
            tables.leave(both, one, on=TODAY)
    joining.join(both, kept=cast.sam.person.id, gone=sam_o.person.id, now=NOW)
    sam = people.partner_by_id(both, partnership_id=cast.sam.partnership.id, partner_id=cast.sam.id)

    assert card
    assert sam
    assert sam.left_on == (TODAY if left and came else None)
    assert sam.convenes


def owe(tx, who, kind, period, route, state="sent"):
    values = {"person_id": who.person.id, "partnership_id": who.partnership.id, "kind": kind, "period": period}
    rest = {"route": route, "state": state, "unasked": True, "due_at": NOW}
    return tx.execute(schema.outbox.insert().values(**values, **rest).returning(schema.outbox.c.id)).scalar_one()


def test_no_week_has_two_notes_by_one_way_and_what_is_owed_is_owed_anew(both, cast):
    card = claimed(both)
    [sam_o] = [one for one in people.everybody(both, cast.priya.viewer) if one.person.name == "sam.o"]
    for who in (cast.sam, sam_o):
        owe(both, who, "note", "2026-W48", "web")
        row = owe(both, who, "welcome", "welcome", "web")
        both.execute(
            schema.message.insert().values(outbox_id=row, person_id=who.person.id, route="web", card="{}", at=NOW)
        )
    owe(both, sam_o, "note", "2026-W49", "slack", state="owed")
    owe(both, sam_o, "note", "2026-W47", "slack")
    on_page(both, cast.sam, pressed(card, "Yes, that's me"))
    kept = both.execute(
        select(schema.outbox.c.kind, schema.outbox.c.period, schema.outbox.c.route)
        .where(schema.outbox.c.kind != "answer", schema.outbox.c.kind != "redraw")
        .order_by(schema.outbox.c.period)
    ).all()

    assert [tuple(row) for row in kept] == [
        ("note", "2026-W47", "slack"),
        ("note", "2026-W48", "web"),
        ("welcome", "welcome", "web"),
    ]


@pytest.mark.parametrize(
    ("state", "begun", "becomes"), [("unknown", NOW, "unknown"), ("claimed", NOW, "unknown"), ("claimed", None, "owed")]
)
def test_what_may_have_left_is_not_looked_for_by_another_mark_and_sent_again(both, cast, state, begun, becomes):
    claimed(both)
    [sam_o] = [one for one in people.everybody(both, cast.priya.viewer) if one.person.name == "sam.o"]
    row = owe(both, sam_o, "reminder", "commitment:1", "slack", state=state)
    claim = {"claim_token": "a", "sent_at": begun, "lease_until": NOW, "reason": "no_answer" if begun else None}
    both.execute(update(schema.outbox).where(schema.outbox.c.id == row).values(**claim))
    joining.join(both, kept=cast.sam.person.id, gone=sam_o.person.id, now=NOW)
    claims.settle(both, now=NOW + DAY)
    asked = claims.to_ask(both, "slack", now=NOW + DAY, again_at=NOW + DAY)
    stands = both.execute(select(schema.outbox.c.state).where(schema.outbox.c.id == row)).scalar()

    assert asked is None
    assert claims.loose(both, now=NOW + DAY) == (False, frozenset())
    assert stands == becomes


def test_who_looked_at_either_of_them_is_told_once_and_neither_looked_at_themself(both, cast):
    claimed(both)
    [sam_o] = [one for one in people.everybody(both, cast.priya.viewer) if one.person.name == "sam.o"]
    for looker, whose in (
        (cast.priya, [cast.sam.id, sam_o.id]),
        (cast.sam, [sam_o.id, cast.jo.id]),
        (sam_o, [cast.jo.id]),
    ):
        looks.note(both, looker, whose, What.QUIET, on=TODAY)
    joining.join(both, kept=cast.sam.person.id, gone=sam_o.person.id, now=NOW)

    rows = both.execute(select(schema.look.c.partner_id, schema.look.c.looked_by)).all()
    assert sorted(tuple(row) for row in rows) == sorted([(cast.sam.id, cast.priya.id), (cast.jo.id, cast.sam.id)])


def test_whoever_sends_it_just_then_still_says_that_it_went_out(both, cast):
    claimed(both)
    [sam_o] = [one for one in people.everybody(both, cast.priya.viewer) if one.person.name == "sam.o"]
    row = owe(both, sam_o, "reminder", "commitment:1", "slack", state="claimed")
    both.execute(update(schema.outbox).where(schema.outbox.c.id == row).values(claim_token="a", sent_at=NOW))
    joining.join(both, kept=cast.sam.person.id, gone=sam_o.person.id, now=NOW)
    [sent] = claims.mark_sent(both, "a", message_id="D1/1.1", now=NOW)

    assert (sent.person_id, sent.state) == (cast.sam.person.id, "sent")


def test_what_was_said_of_a_meeting_is_one_persons_and_once(both, cast):
    on_page(both, cast.priya, "/table meeting Thursday 2pm")
    on_page(both, cast.priya, "/table meeting Friday 2pm")
    on_page(both, cast.sam, "apologies 1")
    in_slack(both, "apologies 1")
    in_slack(both, "deputy 2 Ann Bell")
    in_slack(both, "apologies 2 @Jo Lewis")
    card = claimed(both, now=NOW + DAY)
    on_page(both, cast.sam, pressed(card, "Yes, that's me"), now=NOW + DAY)
    rows = both.execute(select(schema.attendance).order_by(schema.attendance.c.meeting_number)).all()

    assert {(row.meeting_number, row.partner_id, row.noted_by, row.deputy) for row in rows} == {
        (1, cast.sam.id, cast.sam.id, None),
        (2, cast.sam.id, cast.sam.id, "Ann Bell"),
        (2, cast.jo.id, cast.sam.id, None),
    }


def test_every_table_that_names_a_person_or_a_partner_is_seen_to():
    """A new one that is forgotten would keep the two from ever being joined."""
    seen_to = {
        *("identity", "away", "draft", "session", "exchange", "posted", "message", "link", "route", "outbox"),
        *("partner", "joining", "consent", "commitment", "change", "reflection", "perspective", "participation"),
        *("worth", "wording", "recognition", "say_back"),
        *("outcome", "measure", "try", "sharing"),
        *("party", "helped"),
        "attendance",
        *("chair_invitation", "parting", "seat_offer"),
        *("lead", "lead_offer", "convening_answer", "thanks"),
        *("sponsor", "sponsor_told", "pair", "asked_question", "state_change", "contest"),
        "look",
        *("call", "hindrance"),
    }
    found = {
        table.name
        for table in schema.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in ("person", "partner")
    }

    assert found == seen_to


def test_erasing_takes_the_question_out_too(both, cast):
    claimed(both)
    on_page(both, cast.sam, "/table erase me yes")

    assert count(both, schema.joining) == 0


def test_days_away_by_either_status_stay_and_whoever_wants_none_read_is_not_read(cast, both):
    card = claimed(both)
    newcomer = people.person_of(both, Identity(platform="slack", tenant="NORTH", user="sam.o"))
    assert newcomer
    days = Kept(first=TODAY, last=TODAY + DAY, how=Standing.TIMED)
    for one in (newcomer, cast.sam.person.id):
        statuses.keep(both, one, days, by="sam.o")
    statuses.turn(both, newcomer, off_at=NOW)
    on_page(both, cast.sam, pressed(card, "Yes, that's me"))

    rows = both.execute(select(schema.away).where(schema.away.c.person_id == cast.sam.person.id)).all()
    assert [(row.from_on, row.until_on) for row in rows] == [(TODAY, TODAY + DAY)] * 2
    assert sorted(row.shown_by or "" for row in rows) == ["", "sam.o"]
    assert not statuses.is_read(both, cast.sam.person.id)
