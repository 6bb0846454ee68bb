"""A form that cannot open by itself: a few words, and a button that opens it."""

from bot.messages.parts import Actions, Button, Card, Form, Para
from bot.messages.words import _, plain


def offered(form: Form) -> Card:
    """What somebody sees who asked for a form in a place where only a press opens one."""
    said = (_("That needs a few answers. The button opens a form; only you see it."),)
    words = _("Or say it in a sentence; type help for how.")
    button = Button(label=form.title, act=form.act, words="help", style="first")
    return Card(
        text=f"{plain(said)} {words}", parts=(Para(text=said), Actions(of=(button,)), Para(text=(words,), quiet=True))
    )


def typed(words: str) -> Card:
    """The form could not be opened: what one can type instead."""
    said = _("The form didn't open. You can say it in a sentence instead, such as:")
    return Card(text=f"{said} {words}", parts=(Para(text=(said,)), Para(text=(words,))))


def press_again() -> Card:
    """What only they may see could not be opened: it waits."""
    said = _("It didn't open. It's still there: please press once more.")
    return Card(text=said, parts=(Para(text=(said,)),))


def from_before(card: Card) -> Card:
    """An old card's button, which nothing stands behind any more: how things are today."""
    said = _("That card is from before. This is how it looks today.")
    return Card(text=f"{said} {card.text}", parts=(Para(text=(said,)), *card.parts), subject=card.subject)
