"""What is said where the database would not have it."""

import pytest

from bot.messages.cards import refusals


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("store.still_running", "Still saving: it takes longer than usual. Send it again"),
        ("store.not_started", refusals.TROUBLE["store.not_started"]),
        ("a code that nobody knows", refusals.TROUBLE["store"]),
    ],
)
def test_a_form_says_beside_its_field_what_became_of_it(code, said):
    assert refusals.in_form(code).startswith(said)
