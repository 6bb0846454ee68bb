"""Two places of one person at a table become one: what of them is kept."""

import pytest

from bot.domain.people import Answer
from bot.storage import joining, people, tables, wishes
from tests.support.committing import NOW, TODAY, the_cast


@pytest.mark.parametrize(("left", "answer"), [("sam", Answer.QUIETLY), ("jo", Answer.YES), ("", Answer.QUIETLY)])
def test_what_they_answered_before_they_left_is_no_answer_now(both, left, answer):
    cast = the_cast(both)
    for who, said in ((cast.sam, Answer.YES), (cast.jo, Answer.QUIETLY)):
        wishes.record_consent(both, who, said, how="asked", on=TODAY, at=NOW)
    if left:
        tables.leave(both, getattr(cast, left), on=TODAY)
    joining.join(both, kept=cast.sam.person.id, gone=cast.jo.person.id, now=NOW)
    sam = people.partner_by_id(both, partnership_id=cast.sam.partnership.id, partner_id=cast.sam.id)

    assert sam
    assert sam.left_on is None
    assert wishes.answer_of(both, sam) is answer


CY, EN = "cy", "en"


@pytest.mark.parametrize(
    ("kept", "gone", "language"),
    [
        # What each has: a language, and whether they chose it.
        ((None, False), (CY, False), CY),
        ((EN, False), (CY, False), EN),
        ((EN, False), (CY, True), CY),
        ((EN, True), (CY, True), EN),
        ((CY, False), (None, False), CY),
        ((CY, True), (EN, False), CY),
    ],
)
def test_the_language_somebody_chose_by_either_way_is_theirs(both, kept, gone, language):
    cast = the_cast(both)
    for who, (spoken, chosen) in ((cast.sam, kept), (cast.jo, gone)):
        if chosen:
            people.choose_language(both, who.person.id, spoken, now=NOW)
        elif spoken:
            people.told_language(both, who.person.id, spoken)
    joining.join(both, kept=cast.sam.person.id, gone=cast.jo.person.id, now=NOW)
    [sam] = people.seats_of(both, cast.sam.person.id)

    assert sam.person.language == language
    assert (sam.person.language_chosen_at is not None) is (kept[1] or gone[1])
