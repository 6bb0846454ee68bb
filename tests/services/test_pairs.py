"""Twenty minutes on the phone: each is asked alone, two yeses are told, and a no never is."""

from types import SimpleNamespace

import pytest
from sqlalchemy import delete, update

from bot.domain.people import Answer, Role
from bot.messages.words import plain
from bot.services import asks, challenges, pairs, standing_now, views, wordings
from bot.services.request import Said
from bot.storage import pairs as storage
from bot.storage import wishes
from bot.storage.schema import partner, person, route
from bot.storage.tables import leave
from tests.support.committing import DAY, NOW, labels, press, seat, text, the_cast, words
from tests.support.scene import a_table_of_five, at

WEEK = 7 * DAY


@pytest.fixture
def cast(tx):
    return the_cast(tx)


@pytest.fixture
def offered(tx, cast):
    """Sam and Rita."""
    storage.add(tx, cast.sam.viewer, (cast.sam.id, cast.rita.id), on=NOW.date())
    return cast


def lines(tx, who, now=NOW):
    return [plain(item.text) for item in pairs.waiting(tx, who, now=now)]


def say(tx, who, label):
    step = {"Yes": pairs.yes, "Not now": pairs.not_now, "Don't offer me these": pairs.never}[label]
    [item] = pairs.waiting(tx, who, now=NOW)
    [button] = [one for one in item.buttons if one.label == label]
    return step(tx, who, Said(on=button.act.on), now=NOW)


def test_each_of_the_two_is_asked_alone(tx, offered):
    assert lines(tx, offered.sam) == [
        (
            "You and Rita Ahmed see this from different places. Would twenty minutes on the phone help? "
            "I'd pass on nothing but your yes."
        )
    ]
    assert "Sam Okoye (Ward 9 Trust)" in lines(tx, offered.rita)[0]
    assert lines(tx, offered.priya) == lines(tx, offered.jo) == []
    assert lines(tx, offered.sam, now=NOW + 2 * WEEK) == []


def test_a_yes_is_told_when_both_said_it(tx, offered):
    before = lines(tx, offered.rita)
    first = say(tx, offered.sam, "Yes")
    assert lines(tx, offered.sam) == []
    assert lines(tx, offered.rita) == before
    second = say(tx, offered.rita, "Yes")

    assert "If they say yes too, you'll each hear it in your note" in text(first)
    assert "You and Sam Okoye (Ward 9 Trust) both said yes" in text(second)
    assert lines(tx, offered.sam) == [
        "You and Rita Ahmed both said yes to twenty minutes on the phone. Ring when it suits you both."
    ]
    assert pairs.whose(tx, offered.sam.partnership, offered.sam.viewer, now=NOW) == {offered.sam.id, offered.rita.id}
    assert lines(tx, offered.sam, now=NOW + 2 * WEEK) == []


@pytest.mark.parametrize("label", ["Not now", "Don't offer me these"])
@pytest.mark.parametrize("first", [True, False])
def test_a_no_is_never_told(tx, offered, label, first):
    before = lines(tx, offered.rita)
    if first:
        say(tx, offered.sam, label)
        assert lines(tx, offered.rita) == before
        answer = say(tx, offered.rita, "Yes")
    else:
        answer = say(tx, offered.rita, "Yes")
        say(tx, offered.sam, label)

    assert "If they say yes too" in text(answer)
    assert lines(tx, offered.rita) == lines(tx, offered.sam) == []
    assert offered.rita.id not in pairs.whose(tx, offered.sam.partnership, offered.sam.viewer, now=NOW)


def test_a_mind_can_be_changed_until_both_said_yes(tx, offered):
    yes = say(tx, offered.sam, "Yes")
    no = pairs.not_now(tx, offered.sam, press(yes, "Not now"), now=NOW)
    say(tx, offered.rita, "Yes")
    assert lines(tx, offered.rita) == []
    both = pairs.yes(tx, offered.sam, press(no, "Yes"), now=NOW)
    late = pairs.not_now(tx, offered.sam, press(yes, "Not now"), now=NOW)

    assert text(both) == text(late)
    assert len(lines(tx, offered.rita)) == 1


def test_typed_it_is_the_one_that_stands_and_nobody_elses(tx, offered):
    assert "no such offer" in text(pairs.yes(tx, offered.priya, words(""), now=NOW))
    assert "no such offer" in text(pairs.yes(tx, offered.sam, Said(on=("99",)), now=NOW))
    assert "no such offer" in text(pairs.yes(tx, offered.sam, words(""), now=NOW + 2 * WEEK))
    assert "Noted." in text(pairs.yes(tx, offered.sam, words(""), now=NOW))


def test_whoever_has_left_is_offered_no_more(tx, offered):
    leave(tx, offered.rita, on=NOW.date())

    assert lines(tx, offered.sam) == []
    assert "no such offer" in text(pairs.yes(tx, offered.sam, words(""), now=NOW))


def test_whoever_wants_none_of_these_can_have_them_again(tx, offered):
    reply = say(tx, offered.sam, "Don't offer me these")
    assert storage.off(tx, offered.sam.viewer) == {offered.sam.id}
    again = pairs.again(tx, offered.sam, press(reply, "Offer them again"), now=NOW)

    assert labels(reply) == ["Offer them again"]
    assert "I may offer you these again" in text(again)
    assert storage.off(tx, offered.sam.viewer) == frozenset()


def willing(tx, *those):
    for one in those:
        wishes.record_consent(tx, one, Answer.YES, how="said", on=NOW.date(), at=NOW)
        views.give(tx, one, words(f"{one.person.name} looks another way"), now=NOW)


def offered_to(tx, cast, now=NOW):
    pairs.offer_one(tx, cast.sam.partnership, cast.sam.viewer, now=now)
    return [set(one.two) for one in storage.earlier(tx, cast.sam.viewer)]


def test_nobody_is_offered_it_at_a_table_without_views(tx, cast):
    assert offered_to(tx, cast) == []


def test_two_with_views_are_offered_it(tx, cast):
    willing(tx, cast.sam, cast.rita)

    assert offered_to(tx, cast) == [{cast.sam.id, cast.rita.id}]
    assert offered_to(tx, cast, now=NOW + 20 * WEEK) == [{cast.sam.id, cast.rita.id}]


def test_two_of_one_organisation_are_not(tx, cast):
    willing(tx, cast.sam, cast.jo)

    assert offered_to(tx, cast) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda tx, one: wishes.record_consent(tx, one, Answer.NO, how="said", on=NOW.date(), at=NOW),
        lambda tx, one: wishes.record_consent(tx, one, Answer.QUIETLY, how="said", on=NOW.date(), at=NOW),
        lambda tx, one: wishes.set_away(tx, one.person.id, first=NOW.date(), last=NOW.date()),
        lambda tx, one: tx.execute(delete(route).where(route.c.person_id == one.person.id)),
        lambda tx, one: tx.execute(update(partner).where(partner.c.id == one.id).values(role=Role.OBSERVER)),
        lambda tx, one: tx.execute(update(person).where(person.c.id == one.person.id).values(stopped_at=NOW)),
        lambda tx, one: storage.turn(tx, one, off_on=NOW.date()),
        lambda tx, one: leave(tx, one, on=NOW.date()),
    ],
    ids=["no", "quietly", "away", "unreachable", "observer", "stopped", "wants none", "left"],
)
def test_whoever_should_not_be_asked_is_not(tx, cast, spoil):
    willing(tx, cast.sam, cast.rita)
    spoil(tx, cast.rita)

    assert offered_to(tx, cast) == []


def test_whoever_is_quiet_is_not_asked(tx, cast, monkeypatch):
    willing(tx, cast.sam, cast.rita)
    quiet = SimpleNamespace(quiet=[cast.rita.id])
    monkeypatch.setattr(standing_now, "summary", lambda *_args, **_more: quiet)

    assert offered_to(tx, cast) == []


def test_an_ask_that_was_declined_and_answers_that_differ_bring_two_together(tx, cast):
    ada = seat(tx, cast.sam.partnership.id, "Ada Cole", "Northside")
    willing(tx, cast.sam, cast.rita, cast.priya, ada)
    asks.ask(tx, cast.priya, words("@Ada Cole to send the figures"), now=NOW)
    asks.decline(tx, ada, words("1"), now=NOW)
    first = offered_to(tx, cast)
    wordings.word(tx, cast.priya, words("nowhere fit to live"), now=NOW)
    challenges.not_ours(tx, cast.sam, words(""), now=NOW)

    assert first == [{cast.priya.id, ada.id}]
    assert offered_to(tx, cast, now=NOW + 13 * WEEK)[1:] == [{cast.priya.id, cast.sam.id}]


async def test_it_comes_with_the_debrief_in_the_note_of_each(store):
    scene = await a_table_of_five(store)
    for who in ("sam", "jo"):
        await scene.say(who, f"/table view it is {who}")
    for day in range(50):
        for who in ("sam", "jo", "lewis", "ann", "priya"):
            await scene.say(who, "/table", now=at(day, 8))
        await scene.tick(at(day))

    for who in ("sam", "jo"):
        assert "Would twenty minutes on the phone help?" in text(await scene.page(who))
    assert "twenty minutes" not in text(await scene.page("ann"))
