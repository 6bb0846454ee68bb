"""Who is who: people, the organisations they sit for, and their places at a table."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from bot.domain.rhythm import Rhythm
from bot.domain.seats import SeatedBy

Platform = Literal["slack", "teams", "web", "email", "terminal"]

WORKING_WEEK = frozenset(range(5))

# The local hour of a week's digest, where a table chose no other.
DIGEST_HOUR = 10


class Role(StrEnum):
    """What a partner is at one table."""

    PARTNER = "partner"
    COORDINATOR = "coordinator"
    OBSERVER = "observer"
    SPONSOR = "sponsor"

    @property
    def looks_on(self) -> bool:
        """Whether they take nothing on, and are not waited for."""
        return self in LOOKING_ON


# Here to listen, or to be asked about a seat: nothing is asked of them that is asked of who sits here.
LOOKING_ON = (Role.OBSERVER, Role.SPONSOR)


class Answer(StrEnum):
    """What somebody said when asked whether the bot may write to them."""

    YES = "yes"
    QUIETLY = "quietly"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A person as one platform knows them. Tenant: Slack enterprise id, else team id; Teams home tenant."""

    platform: Platform
    tenant: str
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something was said. Tenant: the installation that heard it, not the speaker's.

    `conversation` is the platform's id of it, and on the browser and the terminal the table's slug, or empty.
    `route`: by which messages are carried there; empty: the platform has only one.
    `private`: only the asker and the bot can read it. `can_open`: a form or a private view can be opened now.
    """

    platform: Platform
    tenant: str
    conversation: str
    thread: str | None = None
    message: str | None = None
    private: bool = False
    can_open: bool = False
    route: str = ""

    @property
    def way(self) -> str:
        """The name of the route that leads there."""
        return self.route or self.platform

    @property
    def is_one_of_many(self) -> bool:
        """Whether it was heard by one of several installations, which may share a conversation."""
        return self.way != self.platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body that sits at tables."""

    id: int
    name: str


def first_name(name: str) -> str:
    """What the bot calls somebody: the first word, or all of a name such as "Partner 17"."""
    first, _, rest = name.partition(" ")
    return name if rest.isdigit() else first


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A human being, whatever tables they sit at. `working_days`: 0 is Monday.

    `language`: None, it is not known; they chose it themselves where it says since when.
    """

    id: int
    name: str
    email: str | None = None
    zone: str | None = None
    country: str | None = None
    working_days: frozenset[int] = WORKING_WEEK
    stopped_at: datetime | None = None
    stopped_until: date | None = None
    language: str | None = None
    language_chosen_at: datetime | None = None

    @property
    def first_name(self) -> str:
        return first_name(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership:
    """A table and what it chose for itself. `meets_every` is in days; `language` None: English.

    `kinds_off`: the kinds of message it has switched off, with commas between.
    """

    id: int
    slug: str
    name: str
    ambition: str | None = None
    zone: str = "Europe/London"
    country: str = "GB-ENG"
    meets_every: int | None = None
    theta: float = 0.5
    digest_hour: int = DIGEST_HOUR
    retention_months: int = 24
    language: str | None = None
    kinds_off: str = ""

    @property
    def off(self) -> frozenset[str]:
        return frozenset(filter(None, self.kinds_off.split(",")))

    def local(self, now: datetime) -> datetime:
        return now.astimezone(ZoneInfo(self.zone))

    def local_date(self, now: datetime) -> date:
        return self.local(now).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A person's membership of one partnership, in a seat. `organisation` is None for a person's own seat.

    `check_ins`: whether they want to be asked when they are quiet, where they said. `left_be_until`: until that day a
    coordinator leaves them be.
    """

    id: int
    partnership: Partnership
    person: Person
    seat_id: int
    organisation: Organisation | None
    role: Role
    joined_on: date
    seated_by: SeatedBy = SeatedBy.UNKNOWN
    rhythm: Rhythm | None = None
    left_on: date | None = None
    handed_over_on: date | None = None
    check_ins: bool | None = None
    left_be_until: date | None = None

    @property
    def last_on(self) -> date | None:
        """The day on which they were last here; None while they were never seen."""
        return self.rhythm.last if self.rhythm else None

    @property
    def is_asked_when_quiet(self) -> bool:
        """What they chose; where they chose nothing, only who sits for an organisation is asked."""
        return self.organisation is not None if self.check_ins is None else self.check_ins

    def is_left_be(self, today: date) -> bool:
        """Whether nobody asks after them, or is told of their silence, until a day that has not come."""
        return self.left_be_until is not None and today < self.left_be_until

    @property
    def language(self) -> str | None:
        """In which language they are written to."""
        return self.person.language or self.partnership.language

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.person.zone or self.partnership.zone)

    @property
    def country(self) -> str:
        return self.person.country or self.partnership.country

    @property
    def convenes(self) -> bool:
        return self.role is Role.COORDINATOR

    def local_date(self, now: datetime) -> date:
        """The day in the partner's own zone: what "Friday" and "tomorrow" are counted from."""
        return now.astimezone(self.zone).date()

    @property
    def viewer(self) -> "Viewer":
        return Viewer(
            partnership_id=self.partnership.id,
            partner_id=self.id,
            organisation_id=self.organisation.id if self.organisation else None,
            role=self.role,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """On whose behalf a row is asked for. Statements narrow by it in SQL: there is no other way to personal rows.

    The operator of the machine is a viewer without a partner, made by the command line only.
    """

    partnership_id: int
    partner_id: int | None
    organisation_id: int | None
    role: Role | Literal["operator"]

    @property
    def convenes(self) -> bool:
        return self.role in (Role.COORDINATOR, "operator")
