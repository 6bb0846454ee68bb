"""When a move of the lead, or of the convening, is suggested; when it is asked about; when it waits no longer."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from bot.domain.people import Partner

# Of fewer open commitments nobody holds most in a way that says anything.
FEWEST_OPEN = 6

HALF_YEAR = timedelta(days=182)
# Who convenes is asked first, so that an offer of theirs stands before the others are.
FIRST_ASKED_FOR = timedelta(days=14)
# Somebody who is away for a while is asked in the note they come back to; after that not before the next half-year.
ASKED_FOR = timedelta(days=28)

# As for reasons that are counted for the table: fewer answers could be told apart.
FEWEST_ANSWERS = 5
FEWEST_SEATS = 3

# An offer that nobody hears waits for as long as three askings of a silence take, and a week more.
UNHEARD_AFTER = timedelta(days=28)


def holds_most(open_by_seat: Mapping[int, int]) -> int | None:
    """The seat that holds more than half of the open commitments; None where no seat does, or there are few."""
    number = sum(open_by_seat.values())
    if number < FEWEST_OPEN:
        return None
    return next((seat for seat, held in open_by_seat.items() if held * 2 > number), None)


def of_one_side(conveners: Iterable[Partner]) -> bool:
    """Whether fewer than two organisations convene; whoever sits in their own right is a side of their own."""
    return len({one.seat_id for one in conveners}) < len(("one", "another"))


def is_first_of_month(today: date, last_told_on: date | None) -> bool:
    """Whether nothing was told in this month yet: some suggestions stand in one note a month."""
    return last_told_on is None or (last_told_on.year, last_told_on.month) != (today.year, today.month)


def asked_since(began_on: date, today: date, *, convenes: bool) -> date | None:
    """Since when in this half-year of a table it has been asked who should convene; None while it is not.

    Of the first half-year it has just been agreed.
    """
    number = half_year_of(began_on, today)
    begins = began_on + number * HALF_YEAR + (timedelta() if convenes else FIRST_ASKED_FOR)
    return begins if number and begins <= today < begins + ASKED_FOR else None


def half_year_of(began_on: date, today: date) -> int:
    """The how-manieth it is, from 0."""
    return (today - began_on) // HALF_YEAR


def may_be_counted(answers: int, seats: int) -> bool:
    """Whether answers may be told as numbers: from five of three organisations on."""
    return answers >= FEWEST_ANSWERS and seats >= FEWEST_SEATS


def is_unheard(made_on: date, today: date, asked: Iterable[tuple[date | None, bool]]) -> bool:
    """Whether an offer waited long enough for people none of whom gave a sign since.

    `asked`: of each whose word it waits for, when they last took part, and whether they are away just now: whoever is
    away has not been asked.
    """
    silent = all((last is None or last < made_on) and not away for last, away in asked)
    return silent and today - made_on >= UNHEARD_AFTER
