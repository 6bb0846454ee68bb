"""Who may see what, and who may do what: DESIGN 5's table, once."""

from enum import StrEnum

from bot.domain.people import Role


class Relation(StrEnum):
    """What somebody is to the person, or organisation, that a fact is about."""

    THEMSELF = "the person"
    SAME_ORGANISATION = "same organisation"
    PARTNER = "other partner"
    LEAD = "lead of the strand"
    COORDINATOR = "coordinator"
    SPONSOR = "sponsor"
    OBSERVER = "observer"
    OUTSIDER = "outsider"


class Fact(StrEnum):
    """What there is to see."""

    SEAT = "name, organisation, seat"
    COMMITMENT = "commitment: for the table"
    COMMITMENT_INSIDE = "commitment: for my organisation"
    REFLECTION = "reflection: private"
    REFLECTION_NAMED = "reflection: shared with name"
    REFLECTION_UNNAMED = "reflection: without name"
    SHARED_VIEW = "perspective, challenge, outcomes, tries, map"
    STANDING = "last day here, state, reachability"
    ORGANISATION_STATE = "organisation's state"
    OUR_PART = "our part"
    CALL_NOTES = "call notes"
    SETTINGS = "settings"
    AUDIT = "audit, who looked"


class Sight(StrEnum):
    """How much of it."""

    YES = "yes"
    NO = "no"
    TEXT = "text"
    ONCE_ASKED = "yes, once asked"
    OWN = "own"
    OWN_SEAT = "own seat"
    COUNTS = "counts"
    READ = "read"
    CHANGE = "change"
    ABOUT_ME = "about me"


_COLUMNS = tuple(Relation)
_TABLE = {
    Fact.SEAT: "yes|yes|yes|yes|yes|yes|yes|no",
    Fact.COMMITMENT: "yes|yes|yes|yes|yes|yes|yes|no",
    Fact.COMMITMENT_INSIDE: "yes|yes|no|no|no|no|no|no",
    Fact.REFLECTION: "yes|no|no|no|no|no|no|no",
    Fact.REFLECTION_NAMED: "yes|yes|yes|yes|yes|no|yes|no",
    Fact.REFLECTION_UNNAMED: "text|text|text|text|text|no|text|no",
    Fact.SHARED_VIEW: "yes|yes|yes|yes|yes|yes|yes|no",
    Fact.STANDING: "yes|no|no|no|yes, once asked|no|no|no",
    Fact.ORGANISATION_STATE: "own|own|counts|counts|yes|own seat|counts|no",
    Fact.OUR_PART: "own|own|no|no|own|own seat|no|no",
    Fact.CALL_NOTES: "yes|no|no|no|yes|no|no|no",
    Fact.SETTINGS: "read|read|read|read|change|read|read|no",
    Fact.AUDIT: "about me|no|no|no|yes|no|no|no",
}
_SIGHTS = {
    (fact, relation): Sight(sight)
    for fact, row in _TABLE.items()
    for relation, sight in zip(_COLUMNS, row.split("|"), strict=True)
}


def sight(fact: Fact, relation: Relation) -> Sight:
    """How much of a fact somebody may see."""
    return _SIGHTS[fact, relation]


class Right(StrEnum):
    """What a command needs.

    Whoever looks on speaks for themselves: they add nothing to what is the whole table's, and ask nothing of others.
    """

    SPEAK = "speak"
    ADD = "add"
    CONVENE = "convene"


_RIGHTS = {
    Role.PARTNER: frozenset({Right.SPEAK, Right.ADD}),
    Role.OBSERVER: frozenset({Right.SPEAK}),
    Role.SPONSOR: frozenset({Right.SPEAK}),
    Role.COORDINATOR: frozenset({Right.SPEAK, Right.ADD, Right.CONVENE}),
}


def may(role: Role, right: Right) -> bool:
    """Whether a partner in that role may use a command that needs that right."""
    return right in _RIGHTS[role]
