"""What all tables share: the naming convention, moments in UTC, keys, and how long things are kept."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    TypeDecorator,
    text,
)

metadata = MetaData(
    naming_convention={
        # Alembic's batch mode on SQLite can only drop what has a name.
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UTCDateTime(TypeDecorator[datetime]):
    """A moment. Naive values are refused: SQLAlchemy would drop an offset without a word on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone: naive datetimes are refused")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# What a round has to look at has been due ever since.
LONG_AGO = text("'2000-01-01 00:00:00'")

# SQLite counts up only an INTEGER primary key by itself.
Id = BigInteger().with_variant(Integer(), "sqlite")


def row_id() -> Column[int]:
    return Column("id", Id, primary_key=True)


def of_partnership() -> Column[int]:
    return Column("partnership_id", ForeignKey("partnership.id"), nullable=False)


def of_partner(column: str = "partner_id") -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["partnership_id", column], ["partner.partnership_id", "partner.id"])


def kept(how_long: str) -> dict[str, str]:
    return {"retention": how_long}


WHILE_PERSON = "until the person erases it, or the retention of their last table has passed"
WHILE_TABLE = "while the table is open, then its retention"
WHILE_PARTNER = "the table's retention after the partner leaves"
