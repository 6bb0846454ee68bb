"""The questions that `/reflect` asks: each begins with something that happened, and a sentence answers it.

Their names are kept of whoever was asked, so they stay as they are; none is ever used for another question.
"""

from collections.abc import Mapping

from bot.domain.questions import About, Behaviour, Chosen, Question
from bot.messages.parts import Quote, Text
from bot.messages.words import LONGEST_QUOTE, _, clip, long_day, phrase

_GENERAL: Mapping[Behaviour, tuple[str, ...]] = {
    Behaviour.OUTCOMES: ("reached", "felt_first", "talked_about", "stayed_with_you", "left_out", "kept_waiting"),
    Behaviour.LISTENING: ("not_expected", "they_asked", "said_least", "understood", "otherwise", "hard_to_picture"),
    Behaviour.TRYING: ("not_knowing", "not_as_planned", "put_aside", "in_the_way", "took_a_chance", "at_stake"),
    Behaviour.HONEST: ("held_back", "went_well", "made_easier", "needed", "changed_mind", "both_sides"),
    Behaviour.GOOD_ENOUGH: ("simpler", "stopped", "works", "both_did", "more_than_once", "put_off"),
}
_FROM_FACTS: Mapping[About, Mapping[str, Behaviour]] = {
    About.MOVED: {"moved_room": Behaviour.HONEST, "moved_smaller": Behaviour.GOOD_ENOUGH},
    About.LET_GO: {"let_go_room": Behaviour.GOOD_ENOUGH, "let_go_found": Behaviour.TRYING},
    About.DECLINED: {"declined_stands": Behaviour.LISTENING, "declined_possible": Behaviour.HONEST},
    About.TURNED_DOWN: {"turned_down_looks": Behaviour.LISTENING, "turned_down_else": Behaviour.TRYING},
    About.KEPT: {"kept_whom": Behaviour.OUTCOMES, "kept_hand": Behaviour.HONEST},
}
BANK = (
    *(Question(name=name, behaviour=behaviour) for behaviour, names in _GENERAL.items() for name in names),
    *(
        Question(name=name, behaviour=behaviour, about=about)
        for about, named in _FROM_FACTS.items()
        for name, behaviour in named.items()
    ),
)
NAMED = {question.name: question for question in BANK}


def _texts() -> Mapping[str, str]:
    return {**_texts_for_all(), **_texts_from_facts()}


def _texts_for_all() -> Mapping[str, str]:
    return {
        "reached": _("Think of the last person this table's work reached. What was different in their day?"),
        "felt_first": _("Think of something that goes better than last month. Who felt it first?"),
        "talked_about": _("Think of the last time we talked together. How much of it was about those we're here for?"),
        "stayed_with_you": _("What did somebody who relies on us tell you lately that has stayed with you?"),
        "left_out": _("Think of the last figure you were shown or sent. What did it leave out?"),
        "kept_waiting": _("Think of somebody who had to wait this month. What were they waiting for?"),
        "not_expected": _("What did somebody say lately that you hadn't expected to hear?"),
        "they_asked": _("Think of the last time you explained your work to somebody here. What did they ask?"),
        "said_least": _("Think of the last conversation with several of us. Who said least, and what might they know?"),
        "understood": _("When did somebody last understand you properly? What did they do?"),
        "otherwise": _("What did you assume about another organisation that turned out otherwise?"),
        "hard_to_picture": _("Whose place here do you find hardest to picture? What did you last hear from there?"),
        "not_knowing": _("What did you last try without knowing whether it would work? What did you find out?"),
        "not_as_planned": _("Think of something that went otherwise than planned. What do you know now?"),
        "put_aside": _("Which idea have you put aside lately? What would a very small version of it look like?"),
        "in_the_way": _("Think of a rule that got in somebody's way this month. What is it there for?"),
        "took_a_chance": _("When did somebody here last take a chance on something? What helped them?"),
        "at_stake": _("Think of the last thing we agreed to do together. What did each of us put into it?"),
        "held_back": _("When did you last hold something back here? What would have made it easier to say?"),
        "went_well": _("Think of a talk with another organisation that went well. What did each of you do?"),
        "made_easier": _("Who made something easier for you lately, and have they heard it from you?"),
        "needed": _("Think of the last time you needed something from another organisation. How did you ask?"),
        "changed_mind": _("When did you last change your mind about something here? What did it?"),
        "both_sides": _("Think of the last time two of us disagreed. What was each looking after?"),
        "simpler": _("Think of the last thing you finished. What part of it would nobody have missed?"),
        "stopped": _("What did you stop doing lately, and who noticed?"),
        "works": _("Think of something here that works well enough. What keeps it going?"),
        "both_did": _("Think of something that two of us turned out to be doing. How did you find out?"),
        "more_than_once": _("What have we talked about more than once lately? What would settle it for now?"),
        "put_off": _("What did you last put off until it was better? What would have been enough?"),
    }


def _texts_from_facts() -> Mapping[str, str]:
    return {
        "moved_room": _("You moved {words} more than once. What did you learn about who needs to be in the room?"),
        "moved_smaller": _("You gave {words} another day more than once. What would a smaller piece of it be?"),
        "let_go_room": _("You let go of {words}. What is there room for now?"),
        "let_go_found": _("You let go of {words}. What did you find out on the way?"),
        "declined_stands": _("You said no to {words}. What would whoever asked need to know of how things stand?"),
        "declined_possible": _("You said no to {words}. What made it possible to say so?"),
        "turned_down_looks": _("You asked for {words}, and the answer was no. How may it look from there?"),
        "turned_down_else": _("You asked for {words}, and the answer was no. What else could be tried?"),
        "kept_whom": _("You'd said you would {words}, and it's done. For whom is something different now?"),
        "kept_hand": _("You'd said you would {words}, and it's done. Who had a hand in it?"),
    }


def for_all() -> tuple[str, ...]:
    """Those that begin from nothing that only one person did, so that a whole table can be asked them."""
    said = _texts()
    return tuple(said[name] for names in _GENERAL.values() for name in names)


def text(chosen: Chosen) -> Text:
    """The question in words, with what it begins from."""
    said = _texts()[chosen.question.name]
    words = Quote(text=clip(chosen.fact.words, LONGEST_QUOTE)) if chosen.fact else ""
    asked = phrase(said, words=words) if chosen.fact else (said,)
    if chosen.before is None:
        return asked
    again = _("You've met all my questions, so they begin again; I asked this one in the week of {day}.")
    return (*asked, " ", again.format(day=long_day(chosen.before)))
