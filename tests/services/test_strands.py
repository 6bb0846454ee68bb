"""Strands: begun by any partner, renamed, ended with what came of them, and what belongs to each."""

from dataclasses import replace

import pytest

from bot.domain.errors import (
    NotAllowedError,
    UnknownCommitmentError,
    UnknownStrandError,
    WordsTooLongError,
)
from bot.domain.people import Role
from bot.messages.words import plain
from bot.services import commitments, leads, moves, strands
from bot.services.request import Kept, Said
from bot.storage import changes
from bot.storage import strands as storage
from bot.storage.leads import waiting
from tests.support import saying
from tests.support.committing import DAY, NOW, fields, labels, press, seat, submit, text, the_cast, words

NHS = "943 476 5919"


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def begin(tx, asker, name="housing checks", *, now=NOW):
    return strands.begin(tx, asker, words(name), now=now)


def listed(tx, asker, said=""):
    return strands.list_all(tx, asker, words(said), now=NOW)


def names(tx, asker):
    return [one.name for one in storage.live(tx, asker.viewer)]


def test_any_partner_may_begin_one_and_nobody_leads_it_yet(tx, cast):
    reply = begin(tx, cast.rita)

    assert text(reply).startswith("The strand “housing checks” has begun. Nobody leads it yet.")
    assert labels(reply) == ["I'll lead it", "Offer the lead", "All strands"]
    assert reply.kept == (Kept(kind="strand", number=1, text="housing checks"),)


def test_whoever_only_listens_begins_renames_and_ends_none(tx, cast):
    wendy = seat(tx, cast.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)
    begin(tx, cast.sam)

    for line in ("/table strand another", "rename strand 1 to another", "end strand 1, done"):
        with pytest.raises(NotAllowedError):
            saying.say(tx, wendy, line)
    assert names(tx, wendy) == ["housing checks"]


def test_another_table_sees_none_of_them(tx, cast):
    begin(tx, cast.sam)

    assert "There is no strand yet" in text(listed(tx, cast.oscar))
    with pytest.raises(UnknownStrandError):
        listed(tx, cast.oscar, "1")


def test_a_sixth_is_begun_and_remarked_on(tx, cast):
    replies = [begin(tx, cast.sam, f"line {number}") for number in range(6)]

    assert not any("Five is about" in text(one) for one in replies[:5])
    assert "That's six lines of work. Five is about what a table can hold" in text(replies[5])


def test_one_of_that_name_is_there_already_whatever_its_case(tx, cast):
    begin(tx, cast.sam)

    assert "There is a strand called “housing checks” already." in text(begin(tx, cast.jo, "Housing Checks"))
    assert len(names(tx, cast.sam)) == 1


def test_said_bare_it_asks_with_a_form_that_stays_until_nothing_is_wrong(tx, cast):
    form = begin(tx, cast.sam, "")
    empty = strands.begin(tx, cast.sam, submit(form, words=" "), now=NOW)
    long = strands.begin(tx, cast.sam, submit(form, words="x" * 81), now=NOW)
    details = strands.begin(tx, cast.sam, submit(form, words=f"about {NHS}"), now=NOW)

    assert list(empty.wrong) == ["words"]
    assert list(long.wrong) == ["words"]
    assert fields(long)["words"] == "x" * 81
    assert "That looks like an NHS number." in text(details)
    assert names(tx, cast.sam) == []
    strands.begin(tx, cast.sam, submit(details, details="without"), now=NOW)
    assert names(tx, cast.sam) == ["about …"]


def test_a_name_that_would_not_stand_in_a_sentence_is_given_back(tx, cast):
    with pytest.raises(WordsTooLongError) as refused:
        begin(tx, cast.sam, "x" * 81)

    assert refused.value.given["words"] == "x" * 81


def test_details_in_words_are_asked_about_and_a_draft_that_is_gone_says_so(tx, cast):
    question = begin(tx, cast.sam, f"about {NHS}")
    strands.begin(tx, cast.sam, press(question, "Keep it without"), now=NOW)

    assert names(tx, cast.sam) == ["about …"]
    assert "aren't waiting" in text(strands.begin(tx, cast.sam, press(question, "Keep as it is"), now=NOW))
    assert "aren't waiting" in text(strands.end(tx, cast.sam, press(question, "Keep as it is"), now=NOW))


def test_each_is_listed_with_its_lead_and_the_one_next_thing(tx, cast):
    begin(tx, cast.sam)
    begin(tx, cast.sam, "discharge data")
    leads.offer_self(tx, cast.jo, words("housing checks"), now=NOW)
    for said in ("ring the ward by 4 December", "visit a flat by 27 November", "something else"):
        commitments.make(tx, cast.sam, words(said), now=NOW)
        number = storage_number(tx, cast.sam)
        strands.tie(tx, cast.sam, words(f"{number} belongs to housing checks"), now=NOW)
    said = text(listed(tx, cast.priya))

    assert "1. “housing checks”, led by Jo Lewis of Ward 9 Trust" in said
    assert "Next: Ward 9 Trust, “visit a flat” by Friday 27 November" in said
    assert "2. “discharge data”: nobody leads it just now" in said
    assert "Nothing belongs to it that is open." in said


def storage_number(tx, asker):
    from bot.storage import commitments as kept

    return max(one.number for one in kept.open_of(tx, asker.viewer, asker.id))


def test_the_next_thing_is_one_that_the_reader_may_see(tx, cast):
    begin(tx, cast.sam)
    made = commitments.make(tx, cast.sam, words("ring the ward"), now=NOW)
    strands.tie(tx, cast.sam, words("1 belongs to 1"), now=NOW)
    commitments.more(tx, cast.sam, words("1 for my organisation"), now=NOW)

    assert made.kept
    assert "ring the ward" in text(listed(tx, cast.jo))
    for other in (cast.priya, cast.rita):
        assert "ring the ward" not in text(listed(tx, other))
        assert "ring the ward" not in text(listed(tx, other, "1"))
        [one] = storage.open_ones(tx, other.viewer)
        assert one.next is None
    leads.offer_self(tx, cast.rita, words("1"), now=NOW)
    assert "ring the ward" not in text(listed(tx, cast.rita, "1"))


def test_the_route_map_gets_name_lead_and_next_thing(tx, cast):
    begin(tx, cast.sam)
    begin(tx, cast.sam, "discharge data")
    leads.offer_self(tx, cast.rita, words("1"), now=NOW)
    commitments.make(tx, cast.sam, words("ring the ward"), now=NOW)
    strands.tie(tx, cast.sam, words("1 belongs to 2"), now=NOW)
    housing, data = storage.open_ones(tx, cast.priya.viewer)

    assert (housing.name, housing.lead, housing.lead_organisation) == ("housing checks", "Rita Ahmed", None)
    assert data.lead is None
    assert data.next
    assert (data.next.text, data.next.organisation) == ("ring the ward", "Ward 9 Trust")


def test_anything_that_is_none_is_refused_with_the_names(tx, cast):
    begin(tx, cast.sam)
    begin(tx, cast.sam, "housing data")

    with pytest.raises(UnknownStrandError) as refused:
        listed(tx, cast.sam, "housing")
    assert refused.value.given["names"] == ["housing checks", "housing data"]


def test_renaming_keeps_what_it_was_called_in_its_history(tx, cast):
    begin(tx, cast.sam)
    shown = listed(tx, cast.jo, "1")
    form = strands.rename(tx, cast.jo, press(shown, "Rename"), now=NOW)
    reply = strands.rename(tx, cast.jo, submit(form, words="homes"), now=NOW)

    assert fields(form)["words"] == "housing checks"
    assert "It was called “housing checks”, and is now called “homes”." in text(reply)
    [began, renamed] = changes.history(tx, cast.rita.viewer, "strand", storage.live(tx, cast.rita.viewer)[0].id)
    assert (began.what, renamed.before, renamed.after) == ("began", "housing checks", "homes")
    assert "That was changed meanwhile" in text(strands.rename(tx, cast.jo, press(shown, "Rename"), now=NOW))
    again = strands.rename(tx, cast.jo, words("1 to homes"), now=NOW)
    assert "now called “homes”" in text(again)
    assert list(strands.rename(tx, cast.jo, submit(form_of(tx, cast), words="y" * 90), now=NOW).wrong) == ["words"]


def form_of(tx, cast):
    return strands.rename(tx, cast.jo, words("1"), now=NOW)


def test_details_in_another_name_are_asked_about_and_the_strand_remembered(tx, cast):
    begin(tx, cast.sam)
    question = strands.rename(tx, cast.sam, words(f"1 to {NHS}"), now=NOW)
    strands.rename(tx, cast.sam, press(question, "Keep as it is"), now=NOW)

    assert names(tx, cast.sam) == [NHS]


def test_ending_thanks_its_lead_and_keeps_what_came_of_it(tx, cast):
    begin(tx, cast.sam)
    begin(tx, cast.sam, "data")
    leads.offer_self(tx, cast.sam, words("1"), now=NOW)
    leads.offer_self(tx, cast.jo, words("1"), now=NOW)
    leads.offer(tx, cast.priya, words("@Rita Ahmed on 2"), now=NOW)
    reply = strands.end(tx, cast.jo, words("1, every flat is checked now"), now=NOW + DAY)

    assert "What came of it: “every flat is checked now”" in text(reply)
    assert "Thank you, Sam Okoye of Ward 9 Trust, for leading it." in text(reply)
    assert names(tx, cast.sam) == ["data"]
    assert [one.strand for one in waiting(tx, cast.sam.viewer)] == ["data"]
    shown = listed(tx, cast.rita, "1")
    assert "1. “housing checks” ended on 25 November. What came of it" in text(shown)
    assert "Sam Okoye of Ward 9 Trust, 24 November to 25 November" in text(shown)
    assert labels(shown) == ["All strands"]
    assert "That was changed meanwhile" in text(strands.end(tx, cast.jo, words("1"), now=NOW))
    said = "ended on 25 November"
    assert said in text(strands.end(tx, cast.jo, words("1"), now=NOW))


def test_ending_asks_what_came_of_it_and_takes_no_answer_for_one(tx, cast):
    begin(tx, cast.sam)
    form = strands.end(tx, cast.sam, press(listed(tx, cast.sam, "1"), "It has ended"), now=NOW)
    assert fields(form) == {"words": ""}
    reply = strands.end(tx, cast.sam, submit(form), now=NOW)

    assert text(reply).startswith("1. “housing checks” ended on 24 November. >")


def test_what_belongs_to_a_strand_is_said_by_its_owner_alone(tx, cast):
    begin(tx, cast.sam)
    commitments.make(tx, cast.sam, words("ring the ward"), now=NOW)

    with pytest.raises(NotAllowedError):
        strands.tie(tx, cast.jo, words("1 belongs to housing"), now=NOW)
    with pytest.raises(UnknownCommitmentError):
        strands.tie(tx, cast.sam, words("9 belongs to housing"), now=NOW)
    with pytest.raises(UnknownCommitmentError):
        strands.tie(tx, cast.oscar, words("1 belongs to 1"), now=NOW)
    with pytest.raises(UnknownStrandError):
        strands.tie(tx, cast.sam, words("1 belongs to the moon"), now=NOW)


def test_a_button_on_the_commitment_asks_which(tx, cast):
    commitments.make(tx, cast.sam, words("ring the ward"), now=NOW)
    assert "Belongs to…" not in labels(commitments.more(tx, cast.sam, words("1"), now=NOW))
    assert "no strand yet" in text(strands.tie(tx, cast.sam, Said(on=("1",)), now=NOW))
    begin(tx, cast.sam)
    which = strands.tie(
        tx, cast.sam, press(commitments.more(tx, cast.sam, words("1"), now=NOW), "Belongs to…"), now=NOW
    )
    tied = strands.tie(tx, cast.sam, press(which, "housing checks"), now=NOW)

    assert "Which strand does “ring the ward” belong to?" in text(which)
    assert "“ring the ward” belongs to “housing checks” now." in text(tied)
    more = commitments.more(tx, cast.sam, words("1"), now=NOW)
    assert "Belongs to…" not in labels(more)
    assert "Sam Okoye: belongs to “housing checks”" in text(more)


def test_strands_are_one_sentence_at_a_glance_and_none_where_there_are_none(tx, cast):
    assert moves.glance(tx, cast.sam, now=NOW) is None
    for number in range(6):
        begin(tx, cast.sam, f"line {number}")
    leads.offer_self(tx, cast.sam, words("1"), now=NOW)

    said = plain(moves.glance(tx, cast.rita, now=NOW) or ())
    assert said.startswith("Strands: “line 0” (Sam Okoye of Ward 9 Trust), “line 1” (nobody leads it just now), ")
    assert said.endswith(" and one more.")


def test_they_are_told_when_they_begin_and_end_each_once(tx, cast):

    def told(since, until):
        return [plain(one.said) for one in moves.happened(tx, cast.rita.viewer, since=since, until=until)]

    begin(tx, cast.sam)
    begin(tx, cast.sam, "data", now=NOW + DAY)
    strands.end(tx, cast.sam, words("1, all checked"), now=NOW + 9 * DAY)
    strands.end(tx, cast.sam, submit(strands.end(tx, cast.sam, words("2"), now=NOW)), now=NOW + 9 * DAY)

    assert told(NOW, NOW + 2 * DAY) == ["A new line of work: “housing checks”.", "A new line of work: “data”."]
    assert told(NOW + 8 * DAY, NOW + 10 * DAY) == [
        "“housing checks” has come to its end: “all checked”",
        "“data” has come to its end.",
    ]
    other = replace(cast.oscar)
    assert moves.happened(tx, other.viewer, since=NOW, until=NOW + 99 * DAY) == []
