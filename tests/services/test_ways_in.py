"""Links that a coordinator hands over: for whom nobody has been in as yet, and for as long as that is so."""

import pytest
from sqlalchemy import select

from bot.domain.errors import NotAllowedError, UnknownPersonError
from bot.domain.participation import Kind
from bot.domain.people import Answer
from bot.services import links, participation, replies, sessions, ways_in
from bot.services.request import LinkFor, Said
from bot.storage import changes, my_data, wishes
from bot.storage import tables as kept
from bot.storage.schema import link, partner
from tests.support.committing import NOW, TODAY, seat, text, the_cast, words


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def offer(tx, asker, said="@Sam Okoye"):
    return ways_in.offer(tx, asker, words(said), now=NOW)


def wanted(cast):
    return LinkFor(partnership=cast.priya.partnership.id, maker=cast.priya.id, partner=cast.sam.id)


def make(tx, cast, token="T"):
    ways_in.make(tx, wanted(cast), token, now=NOW)


def used_a_link(tx, who):
    links.make(tx, who, "own", now=NOW)
    links.use(tx, "own", now=NOW)


def was_in(tx, who):
    participation.record(tx, who, Kind.LOOKED, on_day=TODAY, at=NOW)


def test_the_door_is_asked_to_make_it_and_no_token_stands_in_the_card(tx, cast):
    typed = offer(tx, cast.priya)
    pressed = ways_in.offer(tx, cast.priya, Said(on=(str(cast.sam.id),)), now=NOW)

    assert typed == pressed
    assert typed.link == wanted(cast)
    assert "A link for Sam Okoye, to hand over yourself." in text(typed)
    assert replies.read(replies.written(typed)) == typed
    assert tx.execute(select(link)).all() == []


def test_made_it_lets_them_in_once_and_is_noted(tx, cast):
    make(tx, cast)

    assert links.is_open(tx, "T", now=NOW)
    entered = links.use(tx, "T", now=NOW)
    assert entered
    assert entered.id == cast.sam.id
    assert links.use(tx, "T", now=NOW) is None
    for reader in (cast.sam, cast.priya):
        [change] = changes.history(tx, reader.viewer, "partner", cast.sam.id)
        assert (change.what, change.by) == ("link_made", "Priya Shah")
    assert changes.history(tx, cast.jo.viewer, "partner", cast.sam.id) == []


@pytest.mark.parametrize(
    "sign",
    [
        was_in,
        lambda tx, who: wishes.record_consent(tx, who, Answer.NO, how="asked", on=TODAY, at=NOW),
        lambda tx, who: sessions.begin(tx, who.person.id, "S", now=NOW),
        lambda tx, who: kept.add_identity(tx, who.person.id, platform="slack", tenant="T", user="U1", now=NOW),
        used_a_link,
    ],
    ids=["took part", "answered", "signed in", "known on slack", "used a link"],
)
def test_nobody_makes_one_for_somebody_who_has_been_in(tx, cast, sign):
    make(tx, cast)
    sign(tx, cast.sam)
    reply = offer(tx, cast.priya)

    assert "Sam Okoye has been in already" in text(reply)
    assert reply.link is None
    with pytest.raises(NotAllowedError):
        make(tx, cast, "T2")
    assert not links.is_open(tx, "T", now=NOW)
    assert links.use(tx, "T", now=NOW) is None


def test_what_was_only_noted_of_them_lets_nobody_in_as_them_nor_keeps_them_out(tx, cast):
    participation.record(tx, cast.sam, Kind.TOOK_PART, on_day=TODAY, at=NOW)
    participation.record(tx, cast.sam, Kind.SPOKE, on_day=TODAY, at=NOW)
    wishes.record_consent(tx, cast.sam, "told", how="imported", on=TODAY, at=NOW)
    make(tx, cast)

    assert links.is_open(tx, "T", now=NOW)


def test_having_been_in_at_another_table_is_having_been_in(tx, cast):
    elsewhere = seat(tx, cast.oscar.partnership.id, "Sam Okoye", "Ward 9 Trust")
    was_in(tx, elsewhere)

    assert offer(tx, cast.priya).link is None


def test_a_link_that_the_operator_made_opens_for_whoever_has_been_in(tx, cast):
    was_in(tx, cast.sam)
    links.make(tx, cast.sam, "T", now=NOW)

    assert links.is_open(tx, "T", now=NOW)
    assert links.use(tx, "T", now=NOW)


@pytest.mark.parametrize("said", ["", "@Nobody", "@Sam Okoye and @Jo Lewis", "@Oscar Bell"])
def test_it_must_be_one_person_of_this_table(tx, cast, said):
    with pytest.raises(UnknownPersonError):
        offer(tx, cast.priya, said)


def test_a_button_of_another_table_makes_nothing(tx, cast):
    with pytest.raises(UnknownPersonError):
        ways_in.offer(tx, cast.priya, Said(on=(str(cast.oscar.id),)), now=NOW)


def test_whoever_has_left_gets_none(tx, cast):
    kept.leave(tx, cast.sam, on=TODAY)

    with pytest.raises(UnknownPersonError):
        ways_in.offer(tx, cast.priya, Said(on=(str(cast.sam.id),)), now=NOW)
    with pytest.raises(NotAllowedError):
        make(tx, cast)


@pytest.mark.parametrize(
    "change",
    [
        {"maker": "jo"},
        {"partner": "oscar"},
        {"maker": "oscar"},
    ],
)
def test_the_door_is_not_believed(tx, cast, change):
    asked = {"maker": "priya", "partner": "sam", **change}
    other = LinkFor(
        partnership=cast.priya.partnership.id, **{name: getattr(cast, who).id for name, who in asked.items()}
    )

    with pytest.raises(NotAllowedError):
        ways_in.make(tx, other, "T", now=NOW)


def test_a_coordinator_who_left_makes_none(tx, cast):
    kept.leave(tx, cast.priya, on=TODAY)

    with pytest.raises(NotAllowedError):
        make(tx, cast)


def test_it_goes_with_whoever_made_it(tx, cast):
    make(tx, cast)
    my_data.forget(tx, cast.priya)

    assert not links.is_open(tx, "T", now=NOW)
    assert tx.execute(select(partner.c.id).where(partner.c.id == cast.sam.id)).all()


def test_it_works_on_every_database(both):
    cast = the_cast(both)
    make(both, cast)
    assert links.is_open(both, "T", now=NOW)
    was_in(both, cast.sam)

    assert links.use(both, "T", now=NOW) is None
