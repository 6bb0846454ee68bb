"""Who else is on a commitment and for whom it is done: columns for whoever reads commitments. Names are everybody's."""

from typing import Any

from sqlalchemy import Text, cast, func, select

from bot.storage.schema import commitment, helped, organisation, partner, party, person, seat

IN = "in"
_p, _s = partner.alias("party_partner"), seat.alias("party_seat")
_h, _o = person.alias("party_person"), organisation.alias("party_organisation")
_ON_IT = (
    party.c.partnership_id == commitment.c.partnership_id,
    party.c.commitment_id == commitment.c.id,
    party.c.state == IN,
)
_NAMED: Any = func.coalesce(_o.c.name, _h.c.name)

# A name a line, unsorted; None where nobody else is on it.
OTHERS = (
    select(func.aggregate_strings(_NAMED, "\n"))
    .select_from(party)
    .join(_p, (_p.c.partnership_id == party.c.partnership_id) & (_p.c.id == party.c.partner_id))
    .join(_h, _h.c.id == _p.c.person_id)
    .join(_s, (_s.c.partnership_id == _p.c.partnership_id) & (_s.c.id == _p.c.seat_id))
    .outerjoin(_o, _o.c.id == _s.c.organisation_id)
    .where(*_ON_IT)
    .correlate(commitment)
    .scalar_subquery()
    .label("others")
)
PARTIES = (
    select(func.aggregate_strings(cast(party.c.partner_id, Text), " "))
    .where(*_ON_IT)
    .correlate(commitment)
    .scalar_subquery()
    .label("parties")
)
_FOR = (helped.c.partnership_id == commitment.c.partnership_id, helped.c.commitment_id == commitment.c.id)
# Whoever sits in their own right is known by their name.
_SITTER = (
    select(_h.c.name)
    .join(_p, _p.c.person_id == _h.c.id)
    .where(_p.c.partnership_id == _s.c.partnership_id, _p.c.seat_id == _s.c.id)
    .order_by(_p.c.id)
    .limit(1)
    .correlate(_s)
    .scalar_subquery()
)
HELPS = (
    select(func.coalesce(_o.c.name, _SITTER))
    .select_from(helped)
    .join(_s, (_s.c.partnership_id == helped.c.partnership_id) & (_s.c.id == helped.c.seat_id))
    .outerjoin(_o, _o.c.id == _s.c.organisation_id)
    .where(*_FOR)
    .correlate(commitment)
    .scalar_subquery()
    .label("helps")
)
ANSWER = select(helped.c.answer).where(*_FOR).correlate(commitment).scalar_subquery().label("helped")


def names(lines: str | None) -> tuple[str, ...]:
    """The names that a row brings, each once and in order."""
    return tuple(sorted(set(lines.split("\n")))) if lines else ()


def numbers(written: str | None) -> frozenset[int]:
    return frozenset(int(one) for one in written.split()) if written else frozenset()
