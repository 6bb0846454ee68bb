"""For whom somebody sits: a coordinator's word, their own, and what follows from who else sits at the table."""

import pytest

from bot.domain.acts import Act
from bot.domain.errors import EmptyWordsError, NotAllowedError, UnknownPersonError, WordsTooLongError
from bot.domain.people import Answer, Identity, Place, Role
from bot.domain.seats import SeatedBy
from bot.messages.parts import Actions, Card, Form
from bot.services import desk, my_data, openings, seats
from bot.services.request import Answers, Request, Said, Words
from bot.storage import bindings, changes, conversations, people, routes, tables, wishes
from bot.storage.tables import Membership
from tests.support.committing import NOW, TODAY, fields, labels, press, submit, text, the_cast


@pytest.fixture
def cast(both):
    made = the_cast(both)
    conversations.link(both, made.sam.partnership.id, Place(platform="slack", tenant="HOST", conversation="C1"))
    return made


def now_as(tx, who):
    found = people.partner_by_id(tx, partnership_id=who.partnership.id, partner_id=who.id)
    assert found
    return found


def sits(tx, who):
    """For whom somebody sits now, and by whose word."""
    found = now_as(tx, who)
    return found.organisation.name if found.organisation else None, found.seated_by


def said_by(tx, who, sentence, **more):
    """What the desk answers somebody on their page."""
    request = Request(
        key="",
        said_at=NOW,
        who=Identity(platform="web", tenant="", user=str(who.person.id)),
        place=Place(platform="web", tenant="", conversation="home", private=True),
        said=Words(text=sentence, **more),
        door="page",
    )
    tables.add_identity(tx, who.person.id, platform="web", tenant="", user=str(who.person.id), now=NOW)
    return desk.answer(tx, request, now=NOW)


@pytest.mark.parametrize(
    "sentence",
    [
        "/table @Sam Okoye sits for Northside Care",
        "@Sam Okoye sits for Northside Care",
        "/table Sam sits for Northside Care",
        '/table @"Sam Okoye" sits for  Northside Care',
        "/table put down Sam Okoye for Northside Care",
    ],
)
def test_a_coordinator_says_whom_somebody_sits_for(both, cast, sentence):
    reply = said_by(both, cast.priya, sentence)
    [*_, noted] = changes.history(both, cast.sam.viewer, "partner", cast.sam.id)

    assert text(reply).startswith("Noted: Sam Okoye sits for Northside Care. They'll see that it's your word")
    assert sits(both, cast.sam) == ("Northside Care", SeatedBy.COORDINATOR)
    assert (noted.what, noted.by, noted.before, noted.after) == (
        "sits_for",
        "Priya Shah",
        "Ward 9 Trust",
        "Northside Care",
    )


def test_in_a_chat_the_name_is_a_mention(both, cast):
    sam = Identity(platform="slack", tenant="T1", user="U2")
    tables.add_identity(both, cast.sam.person.id, platform="slack", tenant="T1", user="U2", now=NOW)
    said_by(both, cast.priya, "/table sits for Northside Care", people=(sam,))

    assert sits(both, cast.sam) == ("Northside Care", SeatedBy.COORDINATOR)


def test_they_can_be_put_down_in_their_own_right(both, cast):
    reply = said_by(both, cast.priya, "/table @Sam Okoye sits for their own right")
    again = said_by(both, cast.priya, "/table @Sam Okoye sits for their own right")

    assert text(reply).startswith("Noted: Sam Okoye sits in their own right.")
    assert text(again) == text(reply)
    assert sits(both, cast.sam) == (None, SeatedBy.COORDINATOR)


def test_nobody_else_may_and_that_is_said_kindly(both, cast):
    with pytest.raises(NotAllowedError):
        said_by(both, cast.jo, "/table @Sam Okoye sits for Northside Care")

    assert sits(both, cast.sam) == ("Ward 9 Trust", SeatedBy.COORDINATOR)


@pytest.mark.parametrize("own", ["I sit for Ward 9 Trust", "I sit for myself"])
def test_their_own_word_stands_and_the_coordinator_is_told(both, cast, own):
    said_by(both, cast.sam, own)
    before = sits(both, cast.sam)
    reply = said_by(both, cast.priya, "/table @Sam Okoye sits for Northside Care")

    assert before[1] is SeatedBy.STATEMENT
    assert sits(both, cast.sam) == before
    assert "so that stands" in text(reply)
    assert "Northside Care" not in text(said_by(both, cast.priya, "/table who"))


def test_what_they_say_themselves_goes_before_it_at_any_time(both, cast):
    said_by(both, cast.priya, "/table @Sam Okoye sits for Northside Care")
    said_by(both, cast.sam, "I sit for Elm Street Advice")

    assert sits(both, cast.sam) == ("Elm Street Advice", SeatedBy.STATEMENT)


def test_of_themself_it_is_their_own_statement(both, cast):
    reply = said_by(both, cast.priya, "/table @Priya Shah sits for Northside Care")

    assert text(reply) == "Thank you. At this table you sit for Northside Care."
    assert sits(both, cast.priya) == ("Northside Care", SeatedBy.STATEMENT)


@pytest.mark.parametrize(
    "sentence",
    [
        "/table @Nobody sits for Northside",
        "/table sits for Northside Care",
        "/table @Sam Okoye @Jo Lewis sits for Northside",
        "/table @Sam Okoye Lee sits for Northside",
        "/table @Oscar Bell sits for Northside",
    ],
)
def test_somebody_of_this_table_must_be_named_and_only_one(both, cast, sentence):
    with pytest.raises(UnknownPersonError):
        said_by(both, cast.priya, sentence)


@pytest.mark.parametrize(
    ("sentence", "error"),
    [("/table @Sam Okoye sits for", EmptyWordsError), (f"/table @Sam Okoye sits for {'x' * 101}", WordsTooLongError)],
)
def test_an_organisation_has_a_name_of_a_length(both, cast, sentence, error):
    with pytest.raises(error):
        said_by(both, cast.priya, sentence)


@pytest.mark.parametrize("words", ["I sit for myself", "I sit for nobody but myself", "I sit for my own right"])
def test_nobody_sits_for_an_organisation_called_nobody(both, cast, words):
    assert "in your own right" in text(said_by(both, cast.sam, words))


@pytest.mark.parametrize(
    ("sentence", "means"),
    [
        ("/table view the trust sits for nobody", "That's there for the table as Priya"),
        ("/commit find who sits for the council", "You said you'd “find who sits for the council”"),
        ("/table who sits for the council", "Four people sit here."),
    ],
)
def test_what_begins_with_words_of_its_own_means_those(both, cast, sentence, means):
    assert means in text(said_by(both, cast.priya, sentence))


def test_what_they_said_at_the_same_moment_stands(both, cast):
    before = now_as(both, cast.sam)
    said_by(both, cast.sam, "I sit for Ward 9 Trust")
    stands = seats._seat(both, cast.priya, before, "Northside Care", by=SeatedBy.COORDINATOR, now=NOW)

    assert (stands.seated_by, stands.organisation) == (SeatedBy.STATEMENT, cast.sam.organisation)


def test_the_form_asks_who_and_for_whom_and_says_what_is_wrong(both, cast):
    asked = seats.put_down(both, cast.priya, Said(), now=NOW)
    beside = seats.put_down(both, cast.priya, Said(on=(str(cast.sam.id),)), now=NOW)
    empty = seats.put_down(both, cast.priya, submit(asked, person="", organisation=""), now=NOW)
    unnamed = seats.put_down(both, cast.priya, submit(beside), now=NOW)
    done = seats.put_down(both, cast.priya, submit(beside, organisation="Northside Care"), now=NOW)

    assert isinstance(asked.show, Form)
    assert {option.label for option in asked.show.fields[0].options} == {"Sam Okoye", "Jo Lewis", "Rita Ahmed"}
    assert fields(beside)["person"] == str(cast.sam.id)
    assert set(empty.wrong) == {"person"}
    assert set(unnamed.wrong) == {"organisation"}
    assert text(done).startswith("Noted: Sam Okoye sits for Northside Care.")


def test_the_button_stands_under_who_sits_here_for_coordinators_only(both, cast):
    assert labels(said_by(both, cast.priya, "/table who")) == ["Say whom somebody sits for"]
    assert labels(said_by(both, cast.sam, "/table who")) == []


def test_whoever_it_is_about_sees_whose_word_it_is_and_can_say_otherwise(both, cast):
    said_by(both, cast.priya, "/table @Sam Okoye sits for Northside Care")
    mine = said_by(both, cast.sam, "/table my data")
    asked = seats.sit_for(both, now_as(both, cast.sam), press(mine, "Say whom you sit for"), now=NOW)
    seats.sit_for(both, now_as(both, cast.sam), submit(asked, organisation="Ward 9 Trust"), now=NOW)

    assert "Priya Shah put you down for Northside Care." in text(mine)
    assert sits(both, cast.sam) == ("Ward 9 Trust", SeatedBy.STATEMENT)
    assert "put you down" not in text(my_data.show(both, now_as(both, cast.sam), Said(), now=NOW))


def test_a_form_sent_empty_says_so(both, cast):
    with pytest.raises(EmptyWordsError):
        seats.sit_for(both, cast.sam, Said(values={"organisation": " "}), now=NOW)


def test_whoever_said_yes_is_told_in_a_note_and_nobody_else(both, cast):
    for one, answer in ((cast.sam, Answer.YES), (cast.jo, Answer.NO)):
        wishes.record_consent(both, one, answer, how="asked", on=TODAY, at=NOW)
        said_by(both, cast.priya, f"/table @{one.person.name} sits for Northside Care")
    rows = both.exec_driver_sql("SELECT person_id, kind FROM outbox").all()
    word = bindings.put_down(both, now_as(both, cast.sam))

    assert [tuple(row) for row in rows] == [(cast.sam.person.id, "note")]
    assert word == bindings.PutDown(by="Priya Shah", told=False)


def seated(tx, cast, name, *, tenant, organisation="", by=SeatedBy.STATEMENT, email=None):
    """Somebody of a tenant, who sits for an organisation by that word; without one, of whom it is not known."""
    person = tables.person_id(tx, name=name, email=email, now=NOW)
    routes.add_route(tx, person, "web")
    tables.add_identity(tx, person, platform="slack", tenant=tenant, user=name, now=NOW)
    here = cast.sam.partnership.id
    if organisation:
        body = tables.organisation_id(tx, organisation, now=NOW)
        seat = tables.organisation_seat(tx, partnership_id=here, organisation_id=body, now=NOW)
    else:
        seat = tables.chair(tx, partnership_id=here, now=NOW)
    place = Membership(
        partnership_id=here, person_id=person, seat_id=seat, role=Role.PARTNER, joined_on=TODAY, seated_by=by
    )
    return tables.seat_somebody(tx, place)


def speaks(tx, user, tenant, said="/table", *, heard_by="HOST"):
    """Somebody in the table's channel."""
    request = Request(
        key="",
        said_at=NOW,
        who=Identity(platform="slack", tenant=tenant, user=user),
        place=Place(platform="slack", tenant=heard_by, conversation="C1"),
        said=Words(text=said) if isinstance(said, str) else said,
        door="command",
        called=user,
    )
    return desk.answer(tx, request, now=NOW)


def newcomer(tx, cast, name="Kim"):
    [found] = [one for one in people.everybody(tx, cast.priya.viewer) if one.person.name == name]
    return found


QUESTION = "You're new here, so: which organisation do you sit for?"


def test_a_newcomer_sits_for_whom_all_of_their_workspace_sit_for_and_is_told_once(both, cast):
    seated(both, cast, "Ann", tenant="NORTH", organisation="Northside Care")
    first, then = speaks(both, "Kim", "NORTH"), speaks(both, "Kim", "NORTH")

    assert "You sit for Northside Care, going by where you write from. Not right?" in text(first)
    assert labels(first)[-2:] == ["Say which", "In my own right"]
    assert sits(both, newcomer(both, cast)) == ("Northside Care", SeatedBy.TENANT)
    assert "going by" not in text(then)
    assert QUESTION not in text(then)


def test_not_right_is_said_with_a_press(both, cast):
    seated(both, cast, "Ann", tenant="NORTH", organisation="Northside Care")
    first = speaks(both, "Kim", "NORTH")
    seats.sit_for(both, newcomer(both, cast), press(first, "In my own right"), now=NOW)

    assert sits(both, newcomer(both, cast)) == (None, SeatedBy.STATEMENT)


@pytest.mark.parametrize(
    "others",
    [
        [],
        [("Ann", "Northside Care", SeatedBy.TENANT)],
        [("Ann", "", SeatedBy.STATEMENT)],
        [("Ann", "Northside Care", SeatedBy.STATEMENT), ("Bea", "Elm Street Advice", SeatedBy.COORDINATOR)],
        [("Ann", "Northside Care", SeatedBy.STATEMENT), ("Bea", "", SeatedBy.STATEMENT)],
    ],
)
def test_where_it_is_not_clear_they_are_asked_once(both, cast, others):
    for name, organisation, by in others:
        seated(both, cast, name, tenant="NORTH", organisation=organisation, by=by)
    first, then = speaks(both, "Kim", "NORTH"), speaks(both, "Kim", "NORTH")

    assert QUESTION in text(first)
    assert QUESTION not in text(then)
    assert sits(both, newcomer(both, cast)) == (None, SeatedBy.ASKED)


def test_whoever_has_left_and_another_table_say_nothing(both, cast):
    gone = seated(both, cast, "Ann", tenant="NORTH", organisation="Northside Care")
    tables.leave(both, gone, on=TODAY)
    tables.add_identity(both, cast.oscar.person.id, platform="slack", tenant="NORTH", user="O", now=NOW)

    assert QUESTION in text(speaks(both, "Kim", "NORTH"))


def test_the_hosts_is_only_offered_and_a_press_makes_it_their_own_word(both, cast):
    seated(both, cast, "Ann", tenant="HOST", organisation="Riverside")
    first = speaks(both, "Kim", "HOST")
    before = sits(both, newcomer(both, cast))
    offered = press(first, "Riverside")
    seats.sit_for(both, newcomer(both, cast), offered, now=NOW)

    assert QUESTION in text(first)
    assert before == (None, SeatedBy.ASKED)
    assert sits(both, newcomer(both, cast)) == ("Riverside", SeatedBy.STATEMENT)
    assert not openings.opens(
        Request(
            key="",
            said_at=NOW,
            who=Identity(platform="slack", tenant="HOST", user="Kim"),
            place=Place(platform="slack", tenant="HOST", conversation="C1"),
            said=next(one for one in _acts(first) if one.on == offered.on),
            door="button",
        )
    )


def _acts(reply):
    assert isinstance(reply.show, Card)
    return [way.act for part in reply.show.parts if isinstance(part, Actions) for way in part.of]


def test_a_seat_of_another_table_is_not_to_be_had_by_its_number(both, cast):
    asked = seats.sit_for(both, cast.sam, Said(on=("at", str(cast.oscar.seat_id))), now=NOW)

    assert isinstance(asked.show, Form)
    assert sits(both, cast.sam) == ("Ward 9 Trust", SeatedBy.COORDINATOR)


def test_what_they_say_first_is_all_that_is_needed(both, cast):
    seated(both, cast, "Ann", tenant="NORTH", organisation="Northside Care")
    first = speaks(both, "Kim", "NORTH", "I sit for Elm Street Advice")

    assert text(first) == "Thank you. At this table you sit for Elm Street Advice."
    assert sits(both, newcomer(both, cast)) == ("Elm Street Advice", SeatedBy.STATEMENT)


def test_a_form_that_was_wrong_is_no_moment_to_ask(both, cast):
    kim = seated(both, cast, "Kim", tenant="NORTH", by=SeatedBy.UNKNOWN)
    wrong = Answers(act=Act(name="commitment.make"), values={"words": ""})
    reply = speaks(both, "Kim", "NORTH", wrong)

    assert reply.wrong
    assert now_as(both, kim).seated_by is SeatedBy.UNKNOWN


@pytest.mark.parametrize(
    ("theirs", "others", "told"),
    [
        ("kim@north_side.example", "Ann@North_side.example", True),
        ("kim@north_side.example", "ann@northxside.example", False),
        ("kim@north_side.example", "ann@very.north_side.example", False),
        ("kim@nhs.net", "ann@nhs.net", False),
        ("kim@gmail.com", "ann@gmail.com", False),
    ],
)
def test_an_address_tells_it_where_its_domain_is_an_organisations(both, cast, theirs, others, told):
    seated(both, cast, "Ann", tenant="NORTH", organisation="Northside Care", email=others)
    kim = seated(both, cast, "Kim", tenant="X", by=SeatedBy.UNKNOWN, email=theirs)
    reply = said_by(both, kim, "/table")

    assert ("You sit for Northside Care, going by your e-mail address." in text(reply)) is told
    assert (QUESTION in text(reply)) is not told
    assert sits(both, kim)[1] is (SeatedBy.DOMAIN if told else SeatedBy.ASKED)


def test_whoever_is_invited_without_an_organisation_is_asked_when_they_first_say_something(both, cast):
    said_by(both, cast.priya, "/table invite Kim Hall <kim@elm.example>")
    kim = newcomer(both, cast, "Kim Hall")

    assert kim.seated_by is SeatedBy.UNKNOWN
    assert QUESTION in text(said_by(both, kim, "/table"))


def test_whoever_leaves_with_their_first_word_is_not_asked(both, cast):
    kim = seated(both, cast, "Kim", tenant="NORTH", by=SeatedBy.UNKNOWN)

    assert QUESTION not in text(said_by(both, kim, "/table leave yes"))
