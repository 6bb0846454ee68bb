"""Every button of every card that a table produces in five weeks, pressed in Teams by whoever sees it.

Cards are looked for where people see them: in the channel, in what one of them alone sees there, in their own chat with
the bot, and in whatever a press brings: another card in its place, a dialog, and what stands in that.
"""

import re
from datetime import timedelta

import pytest

from bot.delivery import tick
from tests.fakes.teams import cards
from tests.fakes.teams.records import Dialog
from tests.handlers.teams.stories import begun, text_of

DAY = timedelta(days=1)
# Longer than a conversation is left alone between two messages.
A_WHILE = timedelta(seconds=5)

# What ends somebody's time at the table is pressed last.
LAST = ("1:table.leave", "1:data.erase")
SAID = (
    *("help", "/table", "/table more", "/table quiet", "/table who", "/table view", "/table views", "/table my data"),
    *("/table our part", "/table new", "/table invite", "/table ask", "/commit", "/commit draw a map", "/commit list"),
    *("/reflect", "/reflect families know the number", "/reflect list", "away", "stop", "start"),
)
ANSWERS = {"lines": "Bob Ash <bob@ash.example>, Ash Homes", "until": "Friday 5 March", "day": "yesterday"}

# What nobody should read who presses a button that stands before them.
TROUBLE = ("Something went wrong", "That didn't work", "Not saved", "I didn't catch that", "from before")

# What all of them come upon, and what only some of them do.
BY_ALL = {
    *("commitment.make", "commitment.move", "commitment.done", "commitment.undo", "commitment.more", "commitment.ask"),
    *("commitment.letgo", "commitment.plan", "commitment.handon", "reflection.make", "reflection.share"),
    *("reflection.keep", "reflection.withdraw", "view.give", "view.list", "view.withdraw", "help.show", "table.more"),
    *("table.missing", "table.found", "table.who", "table.leave", "messages.start", "away.set", "away.end"),
    "seat.organisation",
}
BY_SOME = {
    "priya": {"table.invite", "table.new", "quiet.answer", "seat.putdown", "table.note", "commitment.accept"},
    "sam": {"commitment.accept", "commitment.decline", "checkin.obstacle", "checkin.toomuch", "checkin.tell"},
    "kim": {"checkin.stillin"},
}


def act_of(spot):
    """What it does, without what it does it to."""
    return re.sub(r"^1:|\d+|@.*", "", str(spot.data.get("act", "")))


def is_last(spot):
    return str(spot.data.get("act", "")).startswith(LAST)


def filled(spot):
    """Whatever can be typed, picked or chosen."""
    found = {}
    for one in spot.associated:
        choices = one.get("choices") or []
        if one["type"] == "Input.Date":
            found[one["id"]] = "2027-03-05"
        elif choices and not one.get("value"):
            found[one["id"]] = choices[0]["value"]
        elif one["type"] == "Input.Text":
            found[one["id"]] = one.get("value") or ANSWERS.get(one["id"], "draw a map")
    return found


class Presser:
    """Presses what one of them sees, each button once in each kind of place, until nothing is new."""

    def __init__(self, bot, person):
        self.bot, self.person = bot, person
        self.pressed = set()
        self.wrong = []

    @property
    def acts(self):
        return {act.partition(":")[0] for _where, _title, act in self.pressed}

    def is_new(self, where, spot):
        new = (where, re.sub(r"a link .*|\d+", "", spot.title), act_of(spot))
        if spot.kind in ("Action.ShowCard", "Action.OpenUrl") or new in self.pressed:
            return False
        self.pressed.add(new)
        return True

    def standing(self, *, last):
        """Cards before them, the newest first, and what can be pressed there."""
        for message in reversed(self.bot.teams.seen(self.person)):
            there = cards.spots(message.card_for(self.person)) if message.cards else ()
            yield from ((message, spot) for spot in there if is_last(spot) is last)

    async def press_all(self, *, last=False):
        while found := next(
            ((on, spot) for on, spot in self.standing(last=last) if self.is_new(on.place.kind, spot)), None
        ):
            message, spot = found
            told = await self.bot.teams._press(message, spot, self.person, filled(spot))
            await self.look_at(spot, told)
            if told.dialog:
                await self.press_in(told.dialog)

    async def press_in(self, dialog, depth=4):
        """Everything in a dialog, each time as if it had just been opened, and in what comes next."""
        assert text_of(dialog)
        there = (spot for spot in cards.spots(dialog.card) if not is_last(spot))
        for spot in [one for one in there if self.is_new(dialog.title, one)] if depth else []:
            again = Dialog(dialog.card, dialog.title, dialog.person, dialog.place, dialog.on)
            told = await self.bot.teams._submit(again, spot, filled(spot))
            await self.look_at(spot, told)
            if told.dialog:
                await self.press_in(told.dialog, depth - 1)

    async def look_at(self, spot, told):
        """Teams could show the answer, and it was no trouble; what is owed comes as a message."""
        if told.failed or any(words in str(told.body) for words in TROUBLE):
            self.wrong.append((spot.title, act_of(spot), told.status, told.body))
        self.bot.teams.clock.turn(A_WHILE)
        await self.bot.deliver()


@pytest.fixture
async def lived(bot):
    """Five weeks on: Sam, and Kim from outside, have gone quiet, and much waits for a word."""
    teams = bot.teams
    teams.shared.own_members.append(teams.lee)
    await begun(bot, place=teams.shared)
    for who, words in (
        (teams.sam, "yes"),
        (teams.kim, "yes"),
        (teams.lee, "yes"),
        (teams.sam, "/table view we ring eleven numbers"),
        (teams.kim, "commit send the beds by 2027-01-22"),
        (teams.lee, "commit ring the ward by 2027-02-19"),
        (teams.priya, f"/table ask {teams.sam.at} to draw a map"),
        (teams.lee, f"/table ask {teams.priya.at} to share the void list"),
        (teams.lee, "/table missing a GP"),
        # They have not said whom they sit for, and so are only asked after if they like.
        (teams.sam, "check in with me"),
        (teams.kim, "check in with me"),
    ):
        await teams.mention(words, user=who, place=teams.shared)
        teams.clock.turn(A_WHILE)
        await bot.deliver()
    for _day in range(35):
        teams.clock.turn(DAY)
        await teams.say("/table")
        await bot.settled()
        await tick.turn(bot.app.store, bot.app.delivery, now=bot.app.now(), alone=False)
    return bot


@pytest.mark.parametrize("who", ["priya", "sam", "kim"])
async def test_each_is_answered_where_it_was_pressed_and_none_is_trouble(lived, who):
    teams = lived.teams
    person = getattr(teams, who)
    presser = Presser(lived, person)
    await presser.press_all()
    for words in SAID:
        await lived.said(await teams.mention(words, user=person, place=teams.shared))
        teams.clock.turn(A_WHILE)
        if person.tenant is teams.home:
            await lived.said(await teams.say(words, user=person))
            teams.clock.turn(A_WHILE)
        await presser.press_all()
    await presser.press_all(last=True)

    assert presser.wrong == []
    assert presser.acts >= BY_ALL | BY_SOME[who]
    # Nobody from outside was written to alone.
    assert teams.personal(teams.kim).messages == []
    assert [one for one in teams.calls_of("create") if teams.kim.account in str(one.args)] == []
    lived.done()
