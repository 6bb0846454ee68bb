"""Elements of HTML. Whatever is not markup already is cleaned and escaped here, wherever it stands."""

from markupsafe import Markup, escape

from bot.messages.render.clean import cleaned

Inside = str | Markup
Value = str | bool | None

# These have no end and nothing inside.
_EMPTY = frozenset({"input"})


def element(tag: str, /, *inside: Inside, **attributes: Value) -> Markup:
    """An element with what is inside it.

    An attribute that is None or False is left out, and one that is True stands alone. `class_` and `for_` are for
    words that Python keeps for itself; `aria_label` is written aria-label.
    """
    opening = Markup("<{}{}>").format(tag, joined(*(_attribute(*one) for one in attributes.items())))
    return opening if tag in _EMPTY else opening + joined(*inside) + Markup("</{}>").format(tag)


def joined(*pieces: Inside) -> Markup:
    """Pieces one after the other."""
    return Markup("").join(escaped(piece) for piece in pieces)


def escaped(words: Inside) -> Markup:
    """The words as they may stand on a page; markup stays as it is."""
    return words if isinstance(words, Markup) else escape(cleaned(words))


def _attribute(name: str, value: Value) -> Markup:
    if value is None or value is False:
        return Markup("")
    written = name.rstrip("_").replace("_", "-")
    return Markup(" {}").format(written) if value is True else Markup(' {}="{}"').format(written, escaped(value))
