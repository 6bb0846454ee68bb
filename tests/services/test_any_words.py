"""Whatever people type is kept as they can read it, or refused in a sentence: no character brings anything down."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.errors import ConvenorError
from bot.domain.writing import tidy
from bot.services import asks, commitments, reflections
from bot.storage import commitments as storage
from bot.storage import reflections as reflecting
from tests.support.committing import NOW, text, the_cast, words

anything = st.text(st.characters(exclude_categories=()), max_size=60)
often = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def cast(both):
    return the_cast(both)


@often
@given(anything)
@example("nul\x00 and half \ud800 of a pair")
@example("943 476 5919\x00")
@example("draft 99 as it is")
@example("@")
def test_a_commitment_is_kept_or_refused(both, cast, said):
    before = len(storage.open_of(both, cast.sam.viewer, cast.sam.id))
    try:
        reply = commitments.make(both, cast.sam, words(said), now=NOW)
    except ConvenorError:
        return
    kept = [one for one in reply.kept if one.kind == "commitment"]

    assert text(reply)
    assert len(storage.open_of(both, cast.sam.viewer, cast.sam.id)) - before in (0, len(kept))


@often
@given(anything)
@example("\x00")
@example("three\nlines\r\nhere")
def test_a_reflection_reads_back_as_it_was_typed(both, cast, said):
    before = len(reflecting.mine(both, cast.sam))
    reply = reflections.make(both, cast.sam, words(said), now=NOW)
    found = [one.text for one in reflecting.mine(both, cast.sam)][before:]

    assert found == [tidy(said)] if any(one.kind == "reflection" for one in reply.kept) else found == []


@often
@given(st.sampled_from([commitments.done, commitments.move, commitments.let_go, commitments.plan]), anything)
def test_a_step_is_taken_or_refused(both, cast, step, said):
    for rest in (said, f"1 {said}"):
        commitments.make(both, cast.sam, words("send the data"), now=NOW)
        try:
            reply = step(both, cast.sam, words(rest), now=NOW)
        except ConvenorError:
            continue

        assert text(reply)


@often
@given(anything)
@example("@Sam Okoye to ring @Jo about sam@a.example")
def test_an_ask_is_made_or_refused(both, cast, said):
    for rest in (said, f"@Sam Okoye {said}"):
        try:
            reply = asks.ask(both, cast.priya, words(rest), now=NOW)
        except ConvenorError:
            continue

        assert text(reply)
