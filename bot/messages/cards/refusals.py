"""Refusals: what went wrong in the person's words, what they typed, and what to do next. One sentence a code."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.access import Right
from bot.domain.errors import ConvenorError
from bot.messages.cards import help as help_cards
from bot.messages.cards import near
from bot.messages.language import called, languages
from bot.messages.parts import Card, Para, Quote
from bot.messages.words import _, any_of, listed, marked, translated

Given = Mapping[str, Any]


def _names(given: Given) -> str:
    names = any_of([str(name) for name in given.get("names", ())])
    return _(" Do you mean {names}?").format(names=names) if names else ""


def _unreadable(given: Given) -> str:
    why = {
        "empty": _("The file is empty."),
        "gzip": _("The file says it is compressed, but it can't be opened."),
        "encoding": _("The file isn't in UTF-8: see line {line}. Save it as “CSV UTF-8”.").format(
            line=given.get("line", 1)
        ),
        "csv": _("Line {line} isn't CSV.").format(line=given.get("line", 1)),
        "columns": _("The file has no column called {missing}.").format(missing=given.get("missing", "")),
    }
    return why[str(given["why"])]


def _codes(given: Given) -> str:
    codes = listed([f"{code} (line {line})" for code, line in given["codes"].items()])
    return _(
        "Nobody has said what these mean: {codes}. Say it with --code X=came, apologies, deputy or absent."
    ).format(codes=codes)


def _table(given: Given) -> str:
    if given.get("begin"):
        return _("There is no table called {table}. To begin it, add {begin}.").format_map(given)
    if table := given.get("table"):
        return _("You don't sit at a table called {table}.").format(table=table)
    return _("You don't sit at a table yet. Ask a coordinator for a seat.")


def _right(given: Given) -> str:
    if owner := given.get("owner"):
        return _("That is {owner}'s to say; nothing was changed.").format(owner=owner)
    if given.get("right") == Right.ADD:
        return _("You're at this table to look on, so that is for its partners; nothing was changed.")
    return _("Only a coordinator can do that here. Ask yours; nothing was changed.")


def _setting(given: Given) -> str:
    if setting := given.get("setting"):
        example = given.get("example", "")
        return _("{setting} can't be that. Try: {example}").format(setting=setting, example=example)
    return _("There is no such setting. There are: {names}.").format(names=listed(list(given.get("names", ()))))


def _backwards(given: Given) -> str:
    return _("The clock has been at {last} already; it doesn't turn back.").format(last=given.get("last"))


_SENTENCES: Mapping[str, Callable[[Given], str]] = {
    "unexpected": lambda _given: _("That didn't work, and nothing was changed. Please try again."),
    "words.empty": lambda _given: _("There was nothing to keep. Say it in a few words."),
    "words.too_long": lambda given: _("That's longer than the {limit} characters I can keep.").format(
        limit=given.get("limit", "")
    ),
    "button.stray": lambda _given: _("What that button stood on isn't here. Nothing has changed."),
    "words.not_understood": lambda _given: _("I didn't catch that."),
    "right.missing": _right,
    "table.none": _table,
    "table.taken": lambda given: _("There is a table called {slug} already. Give this one another name.").format(
        slug=given.get("slug", "")
    ),
    "person.unknown": lambda given: _("I can't tell who you mean.") + _names(given),
    "person.unreadable": lambda _given: _(
        "I need one person's name and e-mail address, as in: Sam Okoye <sam@ward9.example> of Ward 9 Trust."
    ),
    "commitment.unknown": lambda given: _("I can't find that among what you have open.") + _names(given),
    "strand.unknown": lambda given: _("I can't tell which strand you mean. Type /table strands.") + _names(given),
    "outcome.unknown": lambda _given: _(
        "I can't tell which outcome you mean. Type /table outcomes to see them by number."
    ),
    "measure.unknown": lambda _given: _("I can't find that measure. Type /table outcomes."),
    "try.unknown": lambda _given: _("I can't find that try. Type /table tries."),
    "chair.unknown": lambda given: _("No missing chair is called that.") + _names(given),
    "deadline.past": lambda _given: _("That day has gone. Which day did you mean?"),
    "deadline.impossible": lambda _given: _("There is no such day in the calendar. Which day did you mean?"),
    "deadline.missing": lambda _given: _("I need a day for that, such as Friday or 4 January."),
    "time.missing": lambda _given: _("I need a time of day for that, such as 2pm or 14:00."),
    "meeting.past": lambda _given: _("That moment has gone. When do you mean?"),
    "lines.too_many": lambda given: _("That's more than the {limit} lines I read at once. Paste them in parts.").format(
        limit=given.get("limit", "")
    ),
    "reflection.unknown": lambda _given: _("I can't find that reflection. Type /reflect list."),
    "setting.unknown": _setting,
    "language.unknown": lambda _given: _("I speak {languages}. Type “language” and one of them.").format(
        languages=listed([called(code) for code in languages()])
    ),
    "partner.left": lambda given: _(
        "You have left {table}. A coordinator can give you a seat again. What I still hold on you: /table my data"
    ).format(table=given.get("table", "")),
    "clock.backwards": _backwards,
    "import.unreadable": _unreadable,
    "import.codes": _codes,
}

# What is said when the database will not have it: each is true, whatever happened.
TROUBLE = {
    "store": marked("The database can't be used just now."),
    "store.unavailable": marked("Not saved: the database can't be written just now. Please send it again in a minute."),
    "store.busy": marked("Not saved: too much is going on just now. Please send it again in a minute."),
    "store.closed": marked("Not saved: I'm just restarting. Please send it again in a minute."),
    "store.not_started": marked("Not saved: it took too long. Please send it again."),
    "store.still_running": marked("Still saving: it takes longer than usual. I'll tell you when it is kept."),
    "store.outcome_unknown": marked("I can't tell whether that was saved. Please look before you send it again."),
    "store.swallowed": marked("Not saved: something is wrong with the program. Please tell whoever runs it."),
    "store.nested": marked("Not saved: something is wrong with the program. Please tell whoever runs it."),
    "slack.unknown": marked("Not saved: I've only just started. Please send it again in a minute."),
    "teams.whose": marked(
        "Not saved: Teams doesn't tell me which organisation you belong to. "
        "Please say it to me in a chat of our own, or on your page in the browser."
    ),
    "store.trouble": marked("The database can't be opened."),
}


def sentence(error: ConvenorError) -> str:
    """What went wrong and what to do, in one or two sentences; a general one for a code that has none of its own."""
    return _SENTENCES.get(error.code, _SENTENCES["unexpected"])(error.given)


def refusal(error: ConvenorError) -> Card:
    """The sentence, with the person's own words given back."""
    words = str(error.given.get("words", ""))
    if error.given.get("near"):
        return near.nearest(words, error.given["near"])  # type: ignore[arg-type] # The desk's own.
    if error.code == "words.not_understood":
        return help_cards.closest(words, error.given.get("closest", ()))  # type: ignore[arg-type] # The desk's own pairs.
    said = sentence(error)
    if not words:
        return Card(text=said, parts=(Para(text=(said,)),))
    back = Para(text=(_("You wrote: "), Quote(text=words)), quiet=True)
    return Card(text=f"{said} {_('You wrote:')} “{words}”", parts=(Para(text=(said,)), back))


def trouble(code: str, words: str) -> Card:
    """What the database would not have, with the person's words given back where there are any."""
    said = translated(TROUBLE.get(code, TROUBLE["store"]))
    if not words:
        return Card(text=said, parts=(Para(text=(said,)),))
    back = Para(text=(_("You wrote: "), Quote(text=words)), quiet=True)
    return Card(text=f"{said} {_('You wrote:')} “{words}”", parts=(Para(text=(said,)), back))


def in_form(code: str) -> str:
    """The same beside a form's field: the form keeps what was filled in, and sent twice it is kept once."""
    if code == "store.still_running":
        return _("Still saving: it takes longer than usual. Send it again in a moment, and it is kept once.")
    return translated(TROUBLE.get(code, TROUBLE["store"]))


def fault(number: int) -> Card:
    """Something is wrong with the program; what became of the work is for them to see."""
    said = _(
        "Something went wrong here. Please look before you send it again. "
        "If it happens once more, tell whoever runs me: fault {number}."
    ).format(number=number)
    return Card(text=said, parts=(Para(text=(said,)),))
