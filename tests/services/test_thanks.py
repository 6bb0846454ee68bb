"""Thanks: for whoever is thanked, in their note; for the table in one line, unless it is between the two of them."""

import pytest
from sqlalchemy import select

from bot.domain.errors import UnknownPersonError, WordsTooLongError
from bot.domain.people import Role
from bot.messages.words import plain
from bot.services import commitments, happened, my_data, thanks
from bot.services.request import Said
from bot.storage import joining, tables
from bot.storage import my_data as held
from bot.storage import thanks as storage
from bot.storage.schema import outbox
from bot.storage.schema import thanks as rows
from tests.support.committing import DAY, NOW, fields, labels, press, seat, submit, text, the_cast, words
from tests.support.scene import a_table_of_five

NHS = "943 476 5919"


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def give(tx, asker, said="@Sam Okoye for the void list", *, now=NOW):
    return thanks.give(tx, asker, words(said), now=now)


def new_for(tx, who):
    return [one.text for one in storage.new_for(tx, who)]


def told(tx, viewer):
    found = happened.between(tx, viewer, since=NOW - DAY, until=NOW + DAY)
    return [plain(one.said) for one in found]


def test_whoever_is_thanked_reads_it_in_their_note_and_never_in_a_message_of_its_own(tx, cast):
    reply = give(tx, cast.priya)

    assert "Thank you for saying it. Sam Okoye will read it in their weekly note: “the void list”" in text(reply)
    assert "The table reads it in one line." in text(reply)
    assert labels(reply) == ["Just between us", "Take it back"]
    assert new_for(tx, cast.sam) == ["the void list"]
    assert new_for(tx, cast.priya) == new_for(tx, cast.rita) == []
    assert tx.execute(select(outbox)).all() == []


async def test_it_is_said_in_welsh_as_well(store):
    scene = await a_table_of_five(store)
    for line in ("/table diolch @Sam Okoye am y rhestr", "/table diolch i @Sam Okoye am y gwaith"):
        assert "Sam Okoye" in text(await scene.say("jo", line))

    assert await scene.store.read(new_for, scene.persons["sam"]) == ["y rhestr", "y gwaith"]


def test_the_table_reads_it_and_another_table_does_not(tx, cast):
    give(tx, cast.priya)

    assert told(tx, cast.rita.viewer) == [
        "Priya Shah of Riverside thanks Sam Okoye of Ward 9 Trust for “the void list”."
    ]
    assert told(tx, cast.oscar.viewer) == []


def test_between_the_two_of_them_the_table_does_not_read_it(tx, cast):
    reply = thanks.between(tx, cast.priya, press(give(tx, cast.priya), "Just between us"), now=NOW)

    assert "It stays between you and Sam Okoye: “the void list”" in text(reply)
    assert told(tx, cast.rita.viewer) == told(tx, cast.sam.viewer) == []
    assert new_for(tx, cast.sam) == ["the void list"]


@pytest.mark.parametrize(
    "end", [" just between us", ", just between us.", " (just between you and me)", " dim ond rhyngom ni"]
)
def test_said_in_the_same_sentence_the_table_never_reads_it(tx, cast, end):
    reply = give(tx, cast.priya, f"@Sam Okoye for the void list{end}")

    assert "It stays between you and Sam Okoye: “the void list”" in text(reply)
    assert told(tx, cast.rita.viewer) == []
    assert new_for(tx, cast.sam) == ["the void list"]


def test_what_came_to_be_between_us_is_thanks_like_any_other(tx, cast):
    give(tx, cast.priya, "@Sam Okoye for the trust between us")

    assert told(tx, cast.rita.viewer) != []
    assert new_for(tx, cast.sam) == ["the trust between us"]


def test_in_words_it_is_the_last_that_is_meant(tx, cast):
    give(tx, cast.priya)
    give(tx, cast.priya, "@Jo Lewis for the minibus", now=NOW + DAY / 24)
    thanks.between(tx, cast.priya, words(""), now=NOW)
    thanks.withdraw(tx, cast.priya, words(""), now=NOW)

    assert new_for(tx, cast.jo) == []
    assert new_for(tx, cast.sam) == ["the void list"]


def test_it_is_taken_back_by_its_author_alone(tx, cast):
    reply = give(tx, cast.priya)
    for other in (cast.sam, cast.rita, cast.oscar):
        for does in (thanks.between, thanks.withdraw):
            assert "no thanks of yours" in text(does(tx, other, press(reply, "Take it back"), now=NOW))
    assert new_for(tx, cast.sam) == ["the void list"]
    gone = thanks.withdraw(tx, cast.priya, press(reply, "Take it back"), now=NOW)

    assert "Taken back and deleted." in text(gone)
    assert new_for(tx, cast.sam) == []
    assert "no thanks of yours" in text(thanks.withdraw(tx, cast.priya, press(reply, "Take it back"), now=NOW))


def test_within_one_organisation_it_is_welcome_too(tx, cast):
    assert "Thanks within one organisation are welcome here too." in text(give(tx, cast.jo))
    assert "welcome here too" not in text(give(tx, cast.rita))
    lena = seat(tx, cast.sam.partnership.id, "Lena Moss")
    assert "welcome here too" not in text(give(tx, lena, "@Rita Ahmed for coming"))


def test_nobody_thanks_themself(tx, cast):
    assert "That's you." in text(give(tx, cast.sam))
    assert new_for(tx, cast.sam) == []


def test_an_observer_may_thank(tx, cast):
    wendy = seat(tx, cast.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)
    give(tx, wendy)

    assert new_for(tx, cast.sam) == ["the void list"]


def test_said_twice_on_a_day_it_is_kept_once(tx, cast):
    give(tx, cast.priya)
    give(tx, cast.priya)
    assert new_for(tx, cast.sam) == ["the void list"]
    give(tx, cast.priya, now=NOW + DAY)

    assert len(new_for(tx, cast.sam)) == 2


@pytest.mark.parametrize("said", ["nobody for it", "@Sam Okoye @Jo Lewis for it", "@Oscar Bell for it"])
def test_whoever_is_not_one_person_here_is_refused(tx, cast, said):
    with pytest.raises(UnknownPersonError):
        give(tx, cast.priya, said)


def test_the_form_stays_open_until_whom_and_what_for_are_said(tx, cast):
    form = give(tx, cast.priya, "")

    assert fields(form) == {"person": "", "words": ""}
    assert list(thanks.give(tx, cast.priya, submit(form, words="it"), now=NOW).wrong) == ["person"]
    nothing = thanks.give(tx, cast.priya, submit(form, person=str(cast.sam.id)), now=NOW)
    assert list(nothing.wrong) == ["words"]
    assert fields(nothing)["person"] == str(cast.sam.id)
    about = thanks.give(tx, cast.priya, submit(form, person=str(cast.sam.id), words=f"the list of {NHS}"), now=NOW)
    assert "That looks like an NHS number." in text(about)
    thanks.give(tx, cast.priya, submit(about, details="without"), now=NOW)
    assert new_for(tx, cast.sam) == ["the list of …"]


def test_without_words_it_asks_what_for(tx, cast):
    assert fields(give(tx, cast.priya, "@Sam Okoye")) == {"person": str(cast.sam.id), "words": ""}


def test_details_are_asked_about_and_whom_it_was_for_is_remembered(tx, cast):
    question = give(tx, cast.priya, f"@Sam Okoye for {NHS}")
    thanks.give(tx, cast.priya, press(question, "Keep it without"), now=NOW)

    assert new_for(tx, cast.sam) == ["…"]
    assert "aren't waiting" in text(thanks.give(tx, cast.priya, press(question, "Keep it without"), now=NOW))
    with pytest.raises(WordsTooLongError):
        give(tx, cast.priya, f"@Sam Okoye for {'x' * 3001}")


def test_beside_what_somebody_has_kept_it_stands_filled_in(tx, cast):
    commitments.make(tx, cast.sam, words("ring the ward"), now=NOW)
    assert "Say thanks" not in labels(commitments.more(tx, cast.priya, words("1"), now=NOW))
    commitments.done(tx, cast.sam, words("1"), now=NOW)
    more = commitments.more(tx, cast.priya, words("1"), now=NOW)
    form = thanks.give(tx, cast.priya, press(more, "Say thanks"), now=NOW)

    assert fields(form) == {"person": str(cast.sam.id), "words": "ring the ward"}
    assert "Say thanks" not in labels(commitments.more(tx, cast.sam, words("1"), now=NOW))
    assert fields(thanks.give(tx, cast.oscar, Said(on=("1",)), now=NOW)) == {"person": "", "words": ""}


def test_a_note_that_went_out_has_shown_it(tx, cast):
    give(tx, cast.priya)
    sent = {
        "partnership_id": cast.sam.partnership.id,
        "person_id": cast.sam.person.id,
        "kind": "note",
        "period": "2026-W48",
        "unasked": True,
        "route": "web",
        "due_at": NOW,
        "state": "sent",
        "sent_at": NOW + DAY,
    }
    tx.execute(outbox.insert().values(**sent))

    assert new_for(tx, cast.sam) == []
    give(tx, cast.jo, "@Sam Okoye for the minibus", now=NOW + 2 * DAY)
    assert new_for(tx, cast.sam) == ["the minibus"]


def test_both_see_it_in_what_is_held_on_them_and_it_goes_with_either(tx, cast):
    give(tx, cast.priya)
    give(tx, cast.sam, "@Jo Lewis for the minibus")
    sam = text(my_data.show(tx, cast.sam, words(""), now=NOW))

    assert "Thanks you gave - “the minibus”" in sam
    assert "What you were thanked for - “the void list”" in sam
    held.forget(tx, cast.sam)
    assert tx.execute(select(rows)).all() == []


def test_two_who_are_one_have_not_thanked_themself(tx, cast):
    give(tx, cast.jo)
    give(tx, cast.priya, "@Jo Lewis for the minibus")
    joining.join(tx, kept=cast.sam.person.id, gone=cast.jo.person.id, now=NOW)

    assert new_for(tx, cast.sam) == ["the minibus"]


def test_thanks_of_somebody_who_left_stay(tx, cast):
    give(tx, cast.priya)
    tables.leave(tx, cast.priya, on=NOW.date())

    assert new_for(tx, cast.sam) == ["the void list"]
