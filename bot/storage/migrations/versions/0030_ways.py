"""How somebody has been here, in three more numbers: lately, how often they came back, the longest pause.

When somebody is looked at next stays as it was written down, until they are here again.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

PAGE = 1000

# As domain/rhythm.py had them when this was written.
BURST_HALF_LIFE, RETURN_HALF_LIFE, PAUSE = 14.0, 180.0, 14

PARTICIPATION = sa.table(
    "participation",
    *(sa.column(name) for name in ("id", "partnership_id", "partner_id", "seat_id", "counts", "corrects_id")),
    sa.column("on_day", sa.Date()),
)
CORRECTION = PARTICIPATION.alias("correction")
STANDS = (
    PARTICIPATION.c.counts
    & ~sa.select(CORRECTION.c.id)
    .where(
        CORRECTION.c.partnership_id == PARTICIPATION.c.partnership_id,
        CORRECTION.c.corrects_id == PARTICIPATION.c.id,
    )
    .exists()
)


def upgrade() -> None:
    for name in ("partner", "seat"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("burst", sa.Float(), server_default=sa.text("0"), nullable=False))
            table.add_column(sa.Column("returns", sa.Float(), server_default=sa.text("0"), nullable=False))
            table.add_column(sa.Column("longest_pause", sa.Integer(), server_default=sa.text("0"), nullable=False))
    for name, column in (("partner", PARTICIPATION.c.partner_id), ("seat", PARTICIPATION.c.seat_id)):
        _fill(sa.table(name, *map(sa.column, ("id", "burst", "returns", "longest_pause"))), column)


def _fill(table: sa.TableClause, column: sa.ColumnClause[Any]) -> None:
    """Count what the ledger says."""
    connection = op.get_bind()
    days = sa.select(column, PARTICIPATION.c.on_day).where(STANDS).distinct().order_by(column, PARTICIPATION.c.on_day)
    statement = (
        sa.update(table)
        .where(table.c.id == sa.bindparam("which"))
        .values(burst=sa.bindparam("b"), returns=sa.bindparam("r"), longest_pause=sa.bindparam("l"))
    )
    found = _counted((row[0], row[1]) for row in connection.execute(days).all())
    while page := list(islice(found, PAGE)):
        connection.execute(statement, page)


def _counted(rows: Iterable[tuple[int, date]]) -> Iterator[dict[str, Any]]:
    for which, those in groupby(rows, key=itemgetter(0)):
        burst, returns, longest, last = 0.0, 0.0, 0, None
        for _, day in those:
            gap = (day - last).days if last else 0
            burst = 1 + burst * 2.0 ** (-gap / BURST_HALF_LIFE)
            returns = returns * 2.0 ** (-gap / RETURN_HALF_LIFE) + (gap >= PAUSE)
            longest, last = max(longest, gap), day
        yield {"which": which, "b": burst, "r": returns, "l": longest}


def downgrade() -> None:
    for name in ("partner", "seat"):
        with op.batch_alter_table(name) as table:
            for column in ("burst", "returns", "longest_pause"):
                table.drop_column(column)
