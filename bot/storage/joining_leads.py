"""Two people who turn out to be one: what they led, were offered, answered and were thanked for, at one table."""

from typing import Any

from sqlalchemy import BindParameter, String, Update, bindparam, delete, or_, select, update

from bot.storage.schema import convening_answer, lead, lead_offer, thanks

_KEPT: BindParameter[int] = bindparam("kept")
_GONE: BindParameter[int] = bindparam("gone")
_HERE: BindParameter[int] = bindparam("partnership")
_earlier, _other_answer = lead.alias("earlier"), convening_answer.alias("other_answer")


def _credited(table: Any, column: str = "partner_id") -> Update:  # noqa: ANN401 - any table of a partner's
    of = table.c[column]
    return update(table).where(table.c.partnership_id == _HERE, of == _GONE).values({column: _KEPT})


# In this order, among the statements of `joining`, which bind the rest.
OF_LEADS = (
    *(_credited(table) for table in (lead, thanks)),
    _credited(thanks, "to_id"),
    # Nobody thanks themself, nor waits for their own word, nor convenes twice.
    delete(thanks).where(thanks.c.partnership_id == _HERE, thanks.c.partner_id == thanks.c.to_id),
    *(_credited(lead_offer, column) for column in ("taker_id", "asked_id", "made_by")),
    update(lead_offer)
    .where(
        lead_offer.c.partnership_id == _HERE,
        lead_offer.c.answered_at.is_(None),
        lead_offer.c.taker_id == _KEPT,
        lead_offer.c.made_by == _KEPT,
        or_(lead_offer.c.asked_id == _KEPT, bindparam("as_role", type_=String) == "coordinator"),
    )
    .values(answer="over", answered_at=bindparam("now")),
    delete(lead).where(
        lead.c.partnership_id == _HERE,
        lead.c.partner_id == _KEPT,
        lead.c.strand_id.is_(None),
        lead.c.until_at.is_(None),
        select(_earlier.c.id)
        .where(
            _earlier.c.partnership_id == lead.c.partnership_id,
            _earlier.c.partner_id == lead.c.partner_id,
            _earlier.c.strand_id.is_(None),
            _earlier.c.until_at.is_(None),
            _earlier.c.id < lead.c.id,
        )
        .exists(),
    ),
    _credited(convening_answer).where(
        ~select(_other_answer.c.id)
        .where(
            _other_answer.c.partnership_id == convening_answer.c.partnership_id,
            _other_answer.c.partner_id == _KEPT,
            _other_answer.c.half_year == convening_answer.c.half_year,
        )
        .exists()
    ),
    delete(convening_answer).where(convening_answer.c.partnership_id == _HERE, convening_answer.c.partner_id == _GONE),
)
