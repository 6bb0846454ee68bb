"""How many it takes that a number, or words, point at nobody (DESIGN 4): five people of three organisations."""

FEWEST_PEOPLE = 5
FEWEST_ORGANISATIONS = 3


def point_at_nobody(*, people: int, organisations: int) -> bool:
    """Whether so many could stand behind something that it is nobody's."""
    return people >= FEWEST_PEOPLE and organisations >= FEWEST_ORGANISATIONS
