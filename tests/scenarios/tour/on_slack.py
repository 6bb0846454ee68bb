"""The same twelve weeks in front of the fake Slack: four workspaces share the channel, one has the app's commands."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Table

from bot.delivery.tick import turn
from bot.storage.schema import commitment, reflection
from tests.fakes.slack.clock import Clock
from tests.fakes.slack.records import Delivery
from tests.fakes.slack.world import Message, User, View
from tests.scenarios.tour import script
from tests.scenarios.tour.cast import CAST, TABLE, Character
from tests.scenarios.tour.script import BEGINS, Step
from tests.scenarios.tour.terminal import NotLivedError
from tests.support.slack import Bot

HOST = "Riverside"


@dataclass(slots=True)
class OnSlack:
    """The bot, who is who, and what each person had before them last."""

    bot: Bot
    users: dict[str, User] = field(default_factory=dict)
    views: dict[str, View | None] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    async def tell(self) -> None:
        await self._begin()
        last = datetime.combine(BEGINS, datetime.min.time(), script.HERE)
        for told in script.read("slack"):
            if isinstance(told, Step):
                await self._turn(last, told.at)
                await self._live(told)
                last = told.at
        await self._turn(last, script.end())

    async def _begin(self) -> None:
        """Priya begins the table in a channel that all of them come into; who has the app says whom they sit for."""
        slack = self.bot.slack
        self.users = {"priya": slack.priya}
        await self.bot.app.delivery.open_doors(self.bot.app.now())
        asked = await slack.command("/table", "new")
        await slack.submit(asked.view, {"name": TABLE})
        await self.bot.deliver()
        for one in CAST.values():
            if one.key != "priya" and one.is_there:
                await self._comes(one)
        for one in CAST.values():
            if one.is_there:
                sits = f"I sit for {one.organisation or 'myself'}"
                await slack.mention(sits, user=self.users[one.key])
                await self.bot.settled()

    async def _comes(self, one: Character) -> User:
        """Somebody comes into the channel; in a workspace of their own it is shared with that."""
        slack = self.bot.slack
        is_home = one.workspace == HOST
        team = slack.home if is_home else slack.workspace(one.workspace)
        self.users[one.key] = user = slack.person(one.name, team=team)
        await (slack.joined(slack.table, user) if is_home else slack.shared(slack.table, team, user))
        return user

    async def _somebody(self, key: str) -> User:
        return self.users.get(key) or await self._comes(CAST[key])

    async def _turn(self, after: datetime, until: datetime) -> None:
        for moment in script.turns(after, until):
            self._at(moment)
            await turn(self.bot.app.store, self.bot.app.delivery, now=self.bot.app.now())
            await self.bot.settled()

    def _at(self, moment: datetime) -> None:
        clock = self.bot.slack.clock
        assert isinstance(clock, Clock)
        clock.turn(moment - clock.now())

    async def _live(self, step: Step) -> None:
        self._at(step.at)
        user, what = await self._somebody(step.who), step.said(self.numbers)
        match step.how:
            case "wonders" if what.startswith("I sit for"):
                await self.bot.slack.mention(what, user=user)
            case "says" | "wonders":
                await self._says(user, what)
            case "presses":
                await self._presses(user, what, step)
            case _:
                await self._fills_in(user, what)
        await self.bot.deliver()
        if step.name:
            self.numbers[step.name] = await self._newest(reflection if what.startswith("/reflect") else commitment)

    async def _says(self, user: User, words: str) -> None:
        """By a command where they have the app's, else in a message to the bot."""
        said = self._mentioning(words)
        door, _, rest = said.partition(" ")
        if door.startswith("/") and user.team_id == self.bot.slack.home.team_id:
            self._saw(user, await self.bot.slack.command(door, rest, user=user))
        else:
            await self.bot.slack.direct(said, user=user)

    def _mentioning(self, words: str) -> str:
        for key, user in self.users.items():
            words = words.replace(f"@{CAST[key].name}", user.mention)
        return words

    async def _presses(self, user: User, label: str, step: Step) -> None:
        """The newest that they can see which has such a button."""
        for message in reversed(self.bot.slack.seen_by(user)):
            if label in _labels(message):
                self._saw(user, await self.bot.slack.press(message, label=label, user=user))
                return
        raise NotLivedError(f"{step.at:%a %H:%M} {step.who}: no button {label}")

    async def _fills_in(self, user: User, what: str) -> None:
        values = dict(one.split("=", 1) for one in what.split("; "))
        sent = await self.bot.slack.submit(self.views[user.id], values)
        if sent.errors:
            raise NotLivedError(f"{user.name}: {what} -> {sent.errors}")

    def _saw(self, user: User, heard: Delivery) -> None:
        self.views[user.id] = heard.view

    async def _newest(self, table: Table) -> int:
        # Everybody counts what they noticed by themselves.
        return max(await self.bot.rows(table), key=lambda row: row.id).number or 0


def _labels(message: Message) -> set[str]:
    return {
        element["text"]["text"]
        for block in message.blocks
        for element in (*block.get("elements", ()), block.get("accessory", {}))
        if element.get("type") == "button"
    }
