"""Empty states: there is nothing to show, and that is said kindly, with what could be done about it."""

from bot.messages.parts import Card, Para, Strong
from bot.messages.words import _, phrase, plain


def this_week(table: str, question: str) -> Card:
    """No digest this week; its question can be answered all the same."""
    said = phrase(
        _("Nothing to say about {table} this week, so no digest goes out. It takes one /commit to change that."),
        table=Strong(text=table),
    )
    return Card(text=f"{plain(said)} {question}", parts=(Para(text=said), Para(text=(question,))))
