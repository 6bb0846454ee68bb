"""Who convenes: offered, taken on together or instead, stepped back from, never without a yes; asked twice a year."""

import pytest
from sqlalchemy import update

from bot.domain.errors import NotAllowedError, UnknownPersonError
from bot.domain.people import Role
from bot.messages.parts import Para
from bot.messages.words import plain
from bot.services import convening, goodbyes, lead_offers, moves, settings
from bot.services import my_data as shown_data
from bot.services.request import Said
from bot.storage import convening as answers
from bot.storage import joining, my_data, people
from bot.storage import leads as storage
from bot.storage.schema import partnership
from tests.support import saying
from tests.support.committing import DAY, NOW, fields, labels, press, seat, submit, text, the_cast, words


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def now_(tx, who):
    return people.partner_by_id(tx, partnership_id=who.partnership.id, partner_id=who.id)


def conveners(tx, cast):
    return [one.person.first_name for one in people.conveners(tx, cast.sam.viewer)]


def offered(tx, maker, said="@Jo Lewis together with me", *, now=NOW):
    return convening.offer(tx, now_(tx, maker), words(said), now=now)


def offer_self(tx, who, *, now=NOW):
    return convening.offer_self(tx, now_(tx, who), words(""), now=now)


def waits(tx, who):
    return [plain(one.text) for one in lead_offers.waiting(tx, now_(tx, who), now=NOW)]


def test_nobody_convenes_without_a_yes(tx, cast):
    reply = offered(tx, cast.priya)

    assert "I'll ask Jo Lewis whether they'd convene together with you." in text(reply)
    assert conveners(tx, cast) == ["Priya"]
    assert waits(tx, cast.jo) == ["Priya Shah asks whether you'd convene this table together with them"]
    accepted = convening.accept(tx, cast.jo, words(""), now=NOW)
    assert "You convene Home from hospital now, with Priya Shah." in text(accepted)
    told = moves.happened(tx, cast.rita.viewer, since=NOW, until=NOW)
    assert [plain(one.said) for one in told] == ["Jo Lewis of Ward 9 Trust convenes this table now."]
    assert conveners(tx, cast) == ["Jo", "Priya"]
    assert waits(tx, cast.jo) == []


def test_instead_of_somebody_relieves_them_with_thanks(tx, cast):
    offered(tx, cast.priya, "@Jo Lewis instead of me")
    assert waits(tx, cast.jo) == ["Priya Shah asks whether you'd convene this table instead of them"]
    accepted = convening.accept(tx, cast.jo, words(""), now=NOW + DAY)

    assert "You convene Home from hospital now. Priya Shah is thanked" in text(accepted)
    assert conveners(tx, cast) == ["Jo"]
    said = text(convening.show(tx, now_(tx, cast.rita), words(""), now=NOW + DAY))
    assert "Jo Lewis of Ward 9 Trust, since 25 November" in said
    assert "Priya Shah of Riverside, 24 November to 25 November" in said
    told = moves.happened(tx, cast.rita.viewer, since=NOW, until=NOW + 2 * DAY)
    assert [plain(one.said) for one in told] == [
        "Jo Lewis of Ward 9 Trust convenes this table now. Thank you, Priya Shah of Riverside."
    ]


def test_a_no_and_a_taken_back_offer_leave_it_as_it_is(tx, cast):
    offered(tx, cast.priya)
    assert "Who convenes stays as it is" in text(convening.decline(tx, cast.jo, words(""), now=NOW))
    assert "isn't waiting" in text(convening.decline(tx, cast.jo, words(""), now=NOW))
    reply = offered(tx, cast.priya)
    assert "It's taken back" in text(convening.withdraw(tx, cast.priya, press(reply, "Take it back"), now=NOW))
    assert "isn't waiting" in text(convening.withdraw(tx, cast.priya, press(reply, "Take it back"), now=NOW))

    assert "isn't waiting" in text(convening.accept(tx, cast.jo, words(""), now=NOW))
    assert conveners(tx, cast) == ["Priya"]


def test_offered_anew_only_the_newest_waits_and_an_older_card_does_nothing(tx, cast):
    offered(tx, cast.priya)
    [old] = storage.waiting(tx, cast.jo.viewer)
    offered(tx, cast.priya, "@Jo Lewis instead of me")

    assert "isn't waiting" in text(convening.accept(tx, cast.jo, Said(seen=old.id), now=NOW))
    assert len(waits(tx, cast.jo)) == 1


def test_accepted_twice_it_is_said_that_they_convene_already(tx, cast):
    offered(tx, cast.priya)
    convening.accept(tx, cast.jo, words(""), now=NOW)

    assert "Jo Lewis convenes already." in text(convening.accept(tx, now_(tx, cast.jo), words(""), now=NOW))
    assert "Jo Lewis convenes already." in text(offered(tx, cast.priya))
    assert "Jo Lewis convenes already." in text(offer_self(tx, cast.jo))


def test_only_who_convenes_offers_it_to_somebody_else(tx, cast):
    assert "You can offer yourself" in text(offered(tx, cast.sam))
    assert storage.waiting(tx, cast.sam.viewer) == []


def test_an_observer_convenes_nothing(tx, cast):
    wendy = seat(tx, cast.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)

    assert "Wendy Watts is at this table to listen" in text(offered(tx, cast.priya, "@Wendy Watts"))
    for line in ("I'd convene", "it's still right"):
        with pytest.raises(NotAllowedError):
            saying.say(tx, wendy, line)


@pytest.mark.parametrize("said", ["@Jo Lewis @Sam Okoye", "somebody"])
def test_nobody_or_two_at_once_is_refused(tx, cast, said):
    with pytest.raises(UnknownPersonError):
        offered(tx, cast.priya, said)


def test_the_form_asks_whom_and_how(tx, cast):
    form = offered(tx, cast.priya, "")

    assert fields(form) == {"person": "", "how": "together"}
    assert list(convening.offer(tx, cast.priya, submit(form), now=NOW).wrong) == ["person"]
    convening.offer(tx, cast.priya, submit(form, person=str(cast.rita.id), how="instead"), now=NOW)
    convening.offer(tx, cast.priya, submit(form, person=str(cast.sam.id)), now=NOW)
    convening.accept(tx, cast.rita, words(""), now=NOW)
    assert conveners(tx, cast) == ["Rita"]


def test_whoever_offers_themself_is_answered_by_who_convenes(tx, cast):
    reply = offer_self(tx, cast.rita)

    assert "Thank you. I'll ask Priya now." in text(reply)
    assert waits(tx, cast.priya) == ["Rita Ahmed offers to convene this table"]
    assert lead_offers.whose_word(tx, cast.sam.viewer) == {cast.priya.id}
    offer_self(tx, cast.rita)
    assert len(waits(tx, cast.priya)) == 1
    let = convening.let(tx, cast.priya, words('@"Rita Ahmed" convenes with me'), now=NOW)
    assert "Rita Ahmed convenes with you now." in text(let)
    assert conveners(tx, cast) == ["Priya", "Rita"]
    assert "isn't waiting" in text(convening.let(tx, cast.priya, words('@"Rita Ahmed" convenes with me'), now=NOW))


@pytest.mark.parametrize("pressed", [True, False])
def test_or_instead_of_them(tx, cast, pressed):
    offer_self(tx, cast.rita)
    [one] = storage.waiting(tx, cast.rita.viewer)
    by_button = Said(on=(str(cast.rita.id), "instead"), seen=one.id)
    said = by_button if pressed else words('@"Rita Ahmed" convenes instead of me')
    reply = convening.let(tx, cast.priya, said, now=NOW)

    assert "Rita Ahmed convenes now. Thank you for convening until today." in text(reply)
    assert conveners(tx, cast) == ["Rita"]


def test_or_not_now(tx, cast):
    offer_self(tx, cast.rita)
    said = words('@"Rita Ahmed" need not convene now')

    assert "Who convenes stays as it is" in text(convening.not_now(tx, cast.priya, said, now=NOW))
    assert "isn't waiting" in text(convening.not_now(tx, cast.priya, said, now=NOW))
    assert conveners(tx, cast) == ["Priya"]


def test_whoever_does_not_convene_answers_for_nobody(tx, cast):
    offer_self(tx, cast.rita)

    assert "isn't waiting" in text(convening.let(tx, cast.sam, words("@Rita convenes with me"), now=NOW))
    assert "isn't waiting" in text(convening.not_now(tx, cast.rita, words("@Rita need not convene"), now=NOW))
    assert conveners(tx, cast) == ["Priya"]


def test_the_first_of_two_answers_holds(tx, cast):
    offered(tx, cast.priya)
    convening.accept(tx, cast.jo, words(""), now=NOW)
    offer_self(tx, cast.rita)
    convening.not_now(tx, now_(tx, cast.jo), words("@Rita need not convene"), now=NOW)

    assert "isn't waiting" in text(convening.let(tx, cast.priya, words("@Rita convenes with me"), now=NOW))


def test_offering_it_to_somebody_who_offered_is_a_yes(tx, cast):
    offer_self(tx, cast.jo)
    offered(tx, cast.priya)

    assert conveners(tx, cast) == ["Jo", "Priya"]


def test_id_convene_is_a_yes_to_what_was_offered(tx, cast):
    offered(tx, cast.priya, "@Jo Lewis instead of me")
    offer_self(tx, cast.jo)

    assert conveners(tx, cast) == ["Jo"]


def test_convene_me_is_the_same(tx, cast):
    convening.offer(tx, cast.sam, words("me"), now=NOW)

    assert waits(tx, cast.priya) == ["Sam Okoye offers to convene this table"]


def test_the_message_about_it_goes_to_each_who_convenes_and_is_drawn_while_it_waits(tx, cast):
    offer_self(tx, cast.rita)
    [one] = storage.waiting(tx, cast.rita.viewer)
    card = lead_offers.offered(tx, cast.priya, str(one.id), now=NOW)

    assert card
    assert card.text.startswith("Hello Priya. At Home from hospital: Rita Ahmed offers to convene this table.")
    assert lead_offers.offered(tx, cast.sam, str(one.id), now=NOW) is None


def test_the_last_one_steps_back_only_once_somebody_else_does_it(tx, cast):
    last = convening.step_down(tx, cast.priya, words(""), now=NOW)
    assert "Nobody else convenes yet." in text(last)
    assert labels(last) == ["Offer the convening"]
    offered(tx, cast.priya)
    convening.accept(tx, cast.jo, words(""), now=NOW)
    reply = convening.step_down(tx, cast.priya, words(""), now=NOW + DAY)

    assert "Thank you for convening. Jo goes on" in text(reply)
    assert conveners(tx, cast) == ["Jo"]
    assert "You don't convene this table" in text(convening.step_down(tx, now_(tx, cast.priya), words(""), now=NOW))
    told = moves.happened(tx, cast.rita.viewer, since=NOW + DAY, until=NOW + 2 * DAY)
    assert [plain(one.said) for one in told] == ["Priya Shah of Riverside has stepped back from convening. Thank you."]


def test_an_offer_to_relieve_somebody_who_has_stepped_back_is_over(tx, cast):
    offered(tx, cast.priya, "@Jo Lewis together with me")
    convening.accept(tx, cast.jo, words(""), now=NOW)
    offered(tx, cast.priya, "@Rita Ahmed instead of me")
    convening.step_down(tx, now_(tx, cast.priya), words(""), now=NOW)

    assert "isn't waiting" in text(convening.accept(tx, cast.rita, words(""), now=NOW))


def test_where_nobody_convenes_whoever_says_they_would_does(tx, cast):
    assert moves.nobody_convenes(tx, cast.sam, now=NOW) is None
    goodbyes.leave(tx, cast.priya, words("yes"), now=NOW)
    told = moves.nobody_convenes(tx, cast.sam, now=NOW)
    assert told
    assert "Nobody convenes this table just now. Whoever says they'd convene, does." in plain(told)
    assert "Nobody convenes" in text(convening.show(tx, cast.sam, words(""), now=NOW))
    reply = offer_self(tx, cast.sam)

    assert text(reply).startswith("You convene Home from hospital now. It means asking")
    assert conveners(tx, cast) == ["Sam"]


def test_whoever_left_and_comes_back_convenes_by_a_yes_of_now(tx, cast):
    goodbyes.leave(tx, cast.priya, words("yes"), now=NOW)
    seat(tx, cast.sam.partnership.id, "Priya Shah", "Riverside")

    assert conveners(tx, cast) == []


def test_an_offer_nobody_hears_is_theirs_to_take_up_and_takes_nothing_from_anybody(tx, cast):
    offer_self(tx, cast.rita)
    assert "I'll ask Priya" in text(offer_self(tx, cast.rita, now=NOW + 27 * DAY))
    offer_self(tx, cast.rita, now=NOW + 28 * DAY)

    assert conveners(tx, cast) == ["Priya", "Rita"]


def test_whoever_is_erased_convenes_nothing_and_leaves_no_trace(tx, cast):
    offered(tx, cast.priya)
    convening.accept(tx, cast.jo, words(""), now=NOW)
    convening.still_right(tx, cast.jo, words(""), now=NOW)
    offer_self(tx, cast.rita)
    my_data.forget(tx, cast.jo)

    assert conveners(tx, cast) == ["Priya"]
    assert "Jo" not in text(convening.show(tx, cast.sam, words(""), now=NOW))
    assert answers.answers(tx, cast.sam.viewer, 0).number == 0


def test_two_who_are_one_convene_once_and_answered_once(tx, cast):
    for one in (cast.sam, cast.jo):
        offered(tx, cast.priya, f"@{one.person.name}")
        convening.accept(tx, one, words(""), now=NOW)
        convening.still_right(tx, now_(tx, one), words(""), now=NOW)
    joining.join(tx, kept=cast.sam.person.id, gone=cast.jo.person.id, now=NOW)

    assert conveners(tx, cast) == ["Priya", "Sam"]
    assert [one.name for one in storage.history(tx, cast.sam.viewer, None)] == ["Sam Okoye"]
    assert answers.answers(tx, cast.sam.viewer, 0).number == 1


def test_an_offer_of_whoever_turns_out_to_convene_is_over(tx, cast):
    offer_self(tx, cast.sam)
    joining.join(tx, kept=cast.sam.person.id, gone=cast.priya.person.id, now=NOW)

    assert conveners(tx, cast) == ["Sam"]
    assert storage.waiting(tx, cast.sam.viewer) == []


def older(tx, cast, days):
    """As if the table had begun so many days before."""
    here = cast.sam.partnership.id
    tx.execute(update(partnership).where(partnership.c.id == here).values(made_at=NOW - days * DAY))


def asked(tx, who):
    said = [plain(part.text) for part in moves.question(tx, now_(tx, who), now=NOW) if isinstance(part, Para)]
    return said[0] if said else None


@pytest.mark.parametrize("days", [100, 182, 230])
def test_the_half_years_question_is_asked_in_its_time_only(tx, cast, days):
    older(tx, cast, days)
    priya, rita = asked(tx, cast.priya), asked(tx, cast.rita)

    assert priya == ("Twice a year I ask everybody: is it still right that you convene?" if days == 182 else None)
    assert rita is None
    older(tx, cast, 200)
    assert asked(tx, cast.rita) == "Twice a year I ask everybody: is it still right that Priya convenes?"
    wendy = seat(tx, cast.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)
    assert asked(tx, wendy) is None


def test_of_two_who_convene_it_is_asked_in_the_plural(tx, cast):
    older(tx, cast, 200)
    offered(tx, cast.priya)
    convening.accept(tx, cast.jo, words(""), now=NOW)

    assert asked(tx, cast.rita) == "Twice a year I ask everybody: is it still right that Jo and Priya convene?"


def test_it_is_not_asked_where_nobody_convenes(tx, cast):
    older(tx, cast, 200)
    goodbyes.leave(tx, cast.priya, words("yes"), now=NOW)

    assert asked(tx, cast.rita) is None


def test_answers_are_told_to_who_convenes_and_as_numbers_only_once_there_are_enough(tx, cast):
    home = cast.sam.partnership.id
    more = [
        seat(tx, home, name, body) for name, body in (("Una Fox", "Elm"), ("Lewis Ray", "Ash"), ("Kim Hall", "Ash"))
    ]
    for one in (cast.sam, cast.jo, cast.rita, more[0]):
        convening.still_right(tx, one, words(""), now=NOW)
    priya = text(convening.show(tx, cast.priya, words(""), now=NOW))
    assert "Four answers so far. From five of three organisations on I say them as numbers." in priya
    convening.somebody_else(tx, more[1], words(""), now=NOW)
    convening.offer_self(tx, more[2], Said(on=("half", "0")), now=NOW)

    priya = text(convening.show(tx, cast.priya, words(""), now=NOW))
    assert (
        "Is it still right who convenes? Four say yes, one that somebody else might now and one that they'd do it."
        in priya
    )
    assert "Is it still right" not in text(convening.show(tx, cast.sam, words(""), now=NOW))
    assert "Is it still right who convenes?: yes" in text(shown_data.show(tx, cast.sam, words(""), now=NOW))


def test_an_answer_changed_counts_once_and_those_of_an_earlier_half_year_go(tx, cast):
    convening.still_right(tx, cast.sam, words(""), now=NOW)
    convening.somebody_else(tx, cast.sam, words(""), now=NOW)
    assert answers.answers(tx, cast.sam.viewer, 0).counts == {"other": 1}
    old = convening.still_right(tx, cast.jo, Said(on=("0",)), now=NOW + 200 * DAY)
    assert "isn't waiting any more" in text(old)
    convening.still_right(tx, cast.jo, Said(on=("1",)), now=NOW + 200 * DAY)

    assert answers.answers(tx, cast.sam.viewer, 0).number == 0
    assert answers.answers(tx, cast.sam.viewer, 1).counts == {"yes": 1}


def test_that_two_might_convene_stands_in_the_settings_while_one_side_does(tx, cast):
    two = "Two who convene, from different organisations, carry it more lightly than one."
    assert two in text(settings.show(tx, cast.priya, words(""), now=NOW))
    assert two not in text(settings.show(tx, cast.sam, words(""), now=NOW))
    assert two in text(convening.show(tx, cast.priya, words(""), now=NOW))
    offered(tx, cast.priya)
    convening.accept(tx, cast.jo, words(""), now=NOW)

    assert two not in text(settings.show(tx, now_(tx, cast.priya), words(""), now=NOW))
    assert two not in text(settings.show(tx, cast.oscar, words(""), now=NOW))
