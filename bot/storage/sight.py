"""What a viewer may see of what partners said, in SQL: DESIGN 5's table for commitments and reflections.

Statements that use these bind `partnership`, `viewer` (a partner's id, or None) and `organisation` (an id, or None).
"""

from collections.abc import Mapping

from sqlalchemy import and_, bindparam, distinct, func, or_, select

from bot.domain.commitments import SeenBy, State
from bot.domain.crowds import FEWEST_ORGANISATIONS, FEWEST_PEOPLE
from bot.domain.people import LOOKING_ON, Viewer
from bot.domain.reflections import Shared
from bot.storage.schema import commitment, partner, reflection, seat

_owner = partner.alias("sight_owner")
_place = seat.alias("sight_place")

# A comparison with NULL is never true, so a person in their own right shares an organisation with nobody.
_COLLEAGUES = (
    select(_owner.c.id)
    .join(_place, (_place.c.partnership_id == _owner.c.partnership_id) & (_place.c.id == _owner.c.seat_id))
    .where(_owner.c.partnership_id == bindparam("partnership"), _place.c.organisation_id == bindparam("organisation"))
)

# An ask that nobody has answered is between the two of them: for the table to see it would press for an answer.
COMMITMENT = and_(
    commitment.c.partnership_id == bindparam("partnership"),
    or_(
        commitment.c.partner_id == bindparam("viewer"),
        and_(commitment.c.state == State.ASKED, commitment.c.asked_by == bindparam("viewer")),
        and_(
            commitment.c.state != State.ASKED,
            or_(
                commitment.c.seen_by == SeenBy.TABLE,
                and_(commitment.c.seen_by == SeenBy.ORGANISATION, commitment.c.partner_id.in_(_COLLEAGUES)),
            ),
        ),
    ),
)

_writer = partner.alias("sight_writer")
_writers_place = seat.alias("sight_writers_place")

# Everybody who sits at the table now and may speak could have written what is shared without a name.
COULD_HAVE_WRITTEN = (
    select(
        func.count(distinct(_writer.c.id)).label("people"),
        func.count(distinct(_writers_place.c.organisation_id)).label("organisations"),
    )
    .join(
        _writers_place,
        (_writers_place.c.partnership_id == _writer.c.partnership_id) & (_writers_place.c.id == _writer.c.seat_id),
    )
    .where(
        _writer.c.partnership_id == bindparam("partnership"),
        _writer.c.left_on.is_(None),
        _writer.c.role.not_in(LOOKING_ON),
    )
)
_ENOUGH = (
    COULD_HAVE_WRITTEN.with_only_columns(_writer.c.partnership_id)
    .group_by(_writer.c.partnership_id)
    .having(
        and_(
            func.count(distinct(_writer.c.id)) >= FEWEST_PEOPLE,
            func.count(distinct(_writers_place.c.organisation_id)) >= FEWEST_ORGANISATIONS,
        )
    )
    .exists()
)

# Only what is shared: a private reflection is read through its author's own statements and no others.
SHARED_REFLECTION = and_(
    reflection.c.partnership_id == bindparam("partnership"),
    or_(
        reflection.c.shared == Shared.TABLE,
        and_(
            reflection.c.shared == Shared.ORGANISATION,
            or_(reflection.c.partner_id == bindparam("viewer"), reflection.c.partner_id.in_(_COLLEAGUES)),
        ),
        and_(reflection.c.shared == Shared.UNNAMED, _ENOUGH),
    ),
)


def eyes(viewer: Viewer) -> Mapping[str, int | None]:
    """The values that the statements above bind."""
    return {
        "partnership": viewer.partnership_id,
        "viewer": viewer.partner_id,
        "organisation": viewer.organisation_id,
    }
