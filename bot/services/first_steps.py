"""What a newcomer is asked next: their view, what makes it worth their while, who is missing; each once, then no more.

Whoever has just begun a table is led on to the table itself, a partner to the one thing that there is to learn.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.messages.cards import beginning, moves, views
from bot.messages.cards import worths as worth_cards
from bot.messages.parts import Para, Part
from bot.services.request import Reply, Said
from bot.storage import chairs, people, perspectives, worths

# Long enough to come back to it after a weekend; after that nobody is led by the hand.
FIRST_STEPS = timedelta(days=14)


# A partner who adds a chair so soon after they were asked who is missing does so as an answer.
JUST_NOW = timedelta(days=1)


def after_view(tx: Connection, asker: Partner, *, now: datetime) -> tuple[Part, ...]:
    """What comes after somebody's view: what would make it worth their while, unless that was asked before."""
    if asker.role.looks_on:
        return ()
    return _worth(tx, asker, now=now) or following(tx, asker, now=now)


def after_worth(tx: Connection, asker: Partner, *, now: datetime) -> tuple[Part, ...]:
    """Then who is missing: by anybody, for the gap is seen best from where it is felt."""
    if asker.convenes:
        return following(tx, asker, now=now, asked=True)
    return beginning.who_is_missing(to_learn=True) if worths.ask_gap(tx, asker, now=now) else ()


def after_missing(tx: Connection, asker: Partner, *, now: datetime) -> tuple[Part, ...]:
    """Then all that there is to learn."""
    if asker.convenes:
        return following(tx, asker, now=now)
    asked_at = worths.gap_asked_at(tx, asker)
    return (Para(text=(views.to_learn(),)),) if asked_at and now - asked_at < JUST_NOW else ()


def _worth(tx: Connection, asker: Partner, *, now: datetime) -> tuple[Part, ...]:
    return worth_cards.question(own=asker.organisation is None) if worths.ask(tx, asker, now=now) else ()


def following(tx: Connection, asker: Partner, *, now: datetime, asked: bool = False) -> tuple[Part, ...]:
    """What comes next on a coordinator's card; nothing for anybody else. `asked`: about themself, just now."""
    if not asker.convenes or asker.local_date(now) - asker.joined_on > FIRST_STEPS:
        return ()
    return _next(tx, asker, now=now, asked=asked)


def _next(tx: Connection, asker: Partner, *, now: datetime, asked: bool) -> tuple[Part, ...]:
    if not asked and perspectives.of(tx, asker) is None:
        return views.question()
    if not asked and (question := _worth(tx, asker, now=now)):
        return question
    if not chairs.all_of(tx, asker.viewer):
        return beginning.who_is_missing()
    alone = len(people.conveners(tx, asker.viewer)) == 1
    return (*(moves.first_step() if alone else ()), *beginning.the_table(asker))


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The next step by itself, for whoever has put one off."""
    return Reply(show=beginning.asked_next(_next(tx, asker, now=now, asked=False)))


def nobody(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Nobody is missing, as far as they can think: a good answer, and the last question."""
    return Reply(show=beginning.nobody())
