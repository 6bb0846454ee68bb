"""Two people who turn out to be one, where one of them is a sponsor: what they were asked, and which seat is theirs."""

from typing import Any

from sqlalchemy import BindParameter, Delete, Update, bindparam, delete, select, update

from bot.domain.people import Partner, Role
from bot.domain.seats import SeatedBy, gives_way
from bot.storage.schema import sponsor, sponsor_told

_KEPT: BindParameter[int] = bindparam("kept")
_GONE: BindParameter[int] = bindparam("gone")
_HERE: BindParameter[int] = bindparam("partnership")
_other = sponsor_told.alias("other_told")


def _credited(table: Any, column: str = "partner_id") -> Update:  # noqa: ANN401 - any table of a partner's
    of = table.c[column]
    return update(table).where(table.c.partnership_id == _HERE, of == _GONE).values({column: _KEPT})


# In this order, among the statements of `joining`. Of one silence they were told once.
OF_SPONSORS: tuple[Update | Delete, ...] = (
    _credited(sponsor),
    _credited(sponsor, "made_by"),
    _credited(sponsor_told).where(
        ~select(_other.c.id)
        .where(
            _other.c.partnership_id == sponsor_told.c.partnership_id,
            _other.c.partner_id == _KEPT,
            _other.c.spell_on == sponsor_told.c.spell_on,
        )
        .exists()
    ),
    delete(sponsor_told).where(sponsor_told.c.partnership_id == _HERE, sponsor_told.c.partner_id == _GONE),
)


def whose_seat(one: Partner, other: Partner) -> Partner:
    """Whose seat it is from now on: a weightier word's, a sponsor's where the other sits for nobody yet."""
    if (one.role is Role.SPONSOR) is not (other.role is Role.SPONSOR):
        asked, sits = (one, other) if one.role is Role.SPONSOR else (other, one)
        strays = sits.role is Role.PARTNER and sits.seated_by in gives_way(SeatedBy.TENANT)
        return asked if strays or (sits.left_on and not asked.left_on) else sits
    takes = one.seated_by is not other.seated_by and one.seated_by in gives_way(other.seated_by)
    return other if takes else one
