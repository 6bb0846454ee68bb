"""From a sentence to a command and the rest of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import grammar
from bot.domain.acts import LONGEST_WIRE, Act, read_wire
from bot.domain.errors import NotUnderstoodError
from bot.services.commands import WORDINGS


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("/commit send it by Friday", "commitment.make", "send it by Friday"),
        ("/COMMIT  send it", "commitment.make", "send it"),
        ("commit: send it", "commitment.make", "send it"),
        ("/commit", "commitment.make", ""),
        ("/commit list", "commitment.list", ""),
        ("/commit listen to families", "commitment.make", "listen to families"),
        ("/commit move 3 to Tuesday", "commitment.move", "3 to Tuesday"),
        ("/commit move the beds by Friday", "commitment.make", "move the beds by Friday"),
        ("/commit done 3", "commitment.done", "3"),
        ("/commit done #3", "commitment.done", "#3"),
        ("/commit done up kitchen", "commitment.make", "done up kitchen"),
        ("/commit hand on the leaflets", "commitment.make", "hand on the leaflets"),
        ("/commit hand on 3 to @Sam", "commitment.handon", "3 to @Sam"),
        ("/commit let go of 3", "commitment.letgo", "3"),
        ("/commit plan a visit", "commitment.make", "plan a visit"),
        ("/commit stop", "commitment.make", "stop"),
        ("done discharge data", "commitment.done", "discharge data"),
        ("let go 3 because it's done elsewhere", "commitment.letgo", "3 because it's done elsewhere"),
        ("yes to 3 by Friday", "commitment.accept", "3 by Friday"),
        ("/reflect", "reflection.make", ""),
        ("/reflect share and share alike", "reflection.make", "share and share alike"),
        ("/reflect share 2 with my name", "reflection.share", "2 with my name"),
        ("share 2 with my name", "reflection.share", "2 with my name"),
        ("3 belongs to housing checks", "strand.tie", "3 belongs to housing checks"),
        ("/table 3 belongs to housing", "strand.tie", "3 belongs to housing"),
        ("/commit 24-hour cover belongs to the ward", "commitment.make", "24-hour cover belongs to the ward"),
        ("it belongs to housing", None, "it belongs to housing"),
        ("I’ll lead housing", "lead.offerself", "housing"),
        ("yes, I'll lead 2", "lead.accept", "2"),
        ("I'd convene", "convene.offerself", ""),
        ("withdraw offer to convene", "convene.withdraw", ""),
        ('@"Jo Lee" convenes with me', "convene.let", '@"Jo Lee" convenes with me'),
        ("take back my thanks", "thanks.withdraw", ""),
        ("/table strands 2", "strand.list", "2"),
        ("/table strand 2 beds", "strand.begin", "2 beds"),
        ("/table", "table.show", ""),
        ("/table quiet", "quiet.answer", ""),
        ("/table who", "table.who", ""),
        ("/table whoever", None, "/table whoever"),
        ("Who’s dropped off?", "quiet.answer", ""),
        ("/table ask @Sam to share it", "commitment.ask", "@Sam to share it"),
        ("/table our part", "part.show", ""),
        ("/table view we ring eleven numbers", "view.give", "we ring eleven numbers"),
        ("view: we ring eleven numbers", "view.give", "we ring eleven numbers"),
        ("/table views", "view.list", ""),
        ("views from Ward 9 Trust", "view.list", "from Ward 9 Trust"),
        ("Show me what others said", "view.list", ""),
        ("take back my view", "view.withdraw", ""),
        ("take back 2", "reflection.withdraw", "2"),
        ("Not sure yet.", "view.unsure", ""),
        ("stop", "messages.stop", ""),
        ("  STOP. ", "messages.stop", ""),
        ("stop until Friday", "messages.stop", "Friday"),
        ("stopping by later", None, "stopping by later"),
        ("yes", "consent.yes", ""),
        ("yes, tell her", "checkin.tell", "her"),
        ("", None, ""),
        ("🙂", None, "🙂"),
    ],
)
def test_what_somebody_means(text, name, rest):
    heard = grammar.read(text, WORDINGS)

    assert (heard.name, heard.rest) == (name, rest)


@pytest.mark.parametrize("word", ["nearly", "heard", "worth"])
def test_how_an_answer_may_begin_is_a_command_only_behind_its_slash(word):
    assert grammar.read(f"{word} nothing yet", WORDINGS).name is None
    assert grammar.read(f"/table {word} nothing yet", WORDINGS).rest == "nothing yet"


@given(st.text(max_size=200))
def test_anything_typed_is_understood_or_kept_whole(text):
    heard = grammar.read(text, WORDINGS)

    if heard.name is None:
        assert heard.rest == text.strip()


@given(st.text(max_size=200))
def test_a_commitment_keeps_every_word_that_is_no_command(text):
    heard = grammar.read(f"/commit {text}", WORDINGS)

    if heard.name == "commitment.make":
        assert heard.rest == text.strip()


@pytest.mark.parametrize(
    ("text", "usage"), [("tabel quiet", "/table quiet"), ("whos dropped of", "/table quiet"), ("mesages off", "stop")]
)
def test_a_misspelling_finds_what_was_meant(text, usage):
    assert usage in [one.usage for one in grammar.closest(text, WORDINGS)]


def test_nothing_is_suggested_for_what_is_like_nothing():
    assert grammar.closest("xyzzy plugh 12345", WORDINGS) == ()


names = st.from_regex(r"[a-z]+\.[a-z]+", fullmatch=True).filter(lambda name: len(name) < 40)


@given(
    names, st.lists(st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True), max_size=4), st.none() | st.integers(0, 10**6)
)
def test_a_button_comes_back_as_it_went_out(name, on, seen):
    act = Act(name=name, on=tuple(on), seen=seen)

    assert read_wire(act.wire) == act
    assert len(act.wire) <= LONGEST_WIRE
    assert read_wire(act.wire, picked="2027-01-01").picked == "2027-01-01"


@pytest.mark.parametrize("act", [Act(name="a.b", on=("é",)), Act(name="a.b", on=("x" * 150,))])
def test_a_button_that_would_not_fit_is_a_fault_of_ours(act):
    with pytest.raises(ValueError, match="at most 150"):
        _ = act.wire


@given(st.text(max_size=160))
def test_any_other_wire_form_is_refused_in_words(form):
    try:
        act = read_wire(form)
    except NotUnderstoodError:
        return
    assert act.name


@pytest.mark.parametrize(
    "form", ["", "1", "1:a.b", "2:a.b::", "1:::3", "1:a.b:x:3", "1:a.b:1:" + "x" * 150, "1:a.b:1:é"]
)
def test_wire_forms_that_are_none(form):
    with pytest.raises(NotUnderstoodError):
        read_wire(form)
