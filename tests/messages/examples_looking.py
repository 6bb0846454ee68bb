"""Examples of who looked at what is known of whom."""

from datetime import date

from bot.domain.looks import Look, What
from bot.messages.cards import looks
from bot.messages.parts import Card, Form

TODAY = date(2026, 11, 24)
MINE = [Look(by="Priya Shah", of="Sam Okoye", what=what, on=TODAY) for what in What]


def of_looking(words: str) -> dict[str, Card | Form]:
    name = words[:80] or "Jo Lee"
    others = [Look(by=None, of=name, what=what, on=TODAY) for what in What]
    return {
        "looks.looked": looks.looked(MINE, [], convenes=False),
        "looks.looked.nobody": looks.looked([], others, convenes=False),
        "looks.looked.coordinator": looks.looked(MINE, others, convenes=True),
    }
