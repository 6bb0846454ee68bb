"""What people do in a soak. Each deed is numbered before it is done, and written down once Slack took it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.fakes.slack import Delivery, FakeSlack, Message, View
from tests.soak.cast import Seat, Somebody
from tests.soak.checker.lines import Deed, Person, Table
from tests.soak.recorder import Recorder

Act = Callable[[Somebody], Awaitable[None]]

# Words that would ping, link or look like markup if they were not escaped.
NASTY = ("", "", " & <!channel>", " <@U000001> *now*", " <https://evil.example|here>", " `code` > quote")
RETRIES = 5
A_MOMENT = 0.2


@dataclass(slots=True)
class Acting:
    """The people's hands: every deed goes through the fake Slack to the bot."""

    slack: FakeSlack
    recorder: Recorder
    chance: Random
    refused: list[str] = field(default_factory=list)
    _promises: int = 0
    _retrying: asyncio.Lock = field(default_factory=asyncio.Lock)

    # Beginning and arriving.

    async def begin(self, who: Somebody) -> None:
        """They begin their table in its channel, which needs no welcome."""
        seat = who.seats[0]
        self.recorder.write(Table(n=self.recorder.number(), name=seat.name, channel=seat.channel.id))
        self._introduce(who)
        n = self.recorder.number()
        at = self.slack.clock.now()
        begun = await self.slack.submit(await self._form(who, seat), {"name": seat.name})
        while begun.errors:
            # What was not saved, they send again, as they are told to.
            self.refused.append(f"/table new: {begun.errors}")
            begun = await self.slack.submit(begun.view, {"name": seat.name})
        for what in ("joined", "yes"):
            self.recorder.write(Deed(n=n, at=at, who=who.user.id, what=what, table=seat.name))
            n = self.recorder.number()

    async def _form(self, who: Somebody, seat: Seat) -> View | None:
        """The form of a new table, once the bot is quick enough for the trigger's three seconds."""
        asked = [await self.slack.command("/table", "new", user=who.user, channel=seat.channel)]
        while not asked[-1].view and len(asked) < RETRIES:
            asked.append(await self.slack.command("/table", "new", user=who.user, channel=seat.channel))
        return asked[-1].view

    async def arrive(self, who: Somebody) -> None:
        """They speak at their table for the first time, say whom they sit for, and perhaps go to another table."""
        self._introduce(who)
        for seat in who.seats:
            for _time in range(RETRIES):
                if await self._promise(who, seat, joins=True):
                    break
                await asyncio.sleep(A_MOMENT)
        if who.organisation and len(who.seats) == 1:
            await self._direct(who, f"I sit for {who.organisation}", "sits for")

    def _introduce(self, who: Somebody) -> None:
        self.recorder.write(
            Person(
                n=self.recorder.number(),
                id=who.user.id,
                name=who.user.name,
                direct=self.slack.dm(who.user).id,
                zone=who.user.tz or "",
                organisation=who.organisation if len(who.seats) == 1 else "",
            )
        )

    # What somebody does on an ordinary day.

    async def promise(self, who: Somebody) -> None:
        await self._promise(who, self.chance.choice(who.seats))

    async def _promise(self, who: Somebody, seat: Seat, *, joins: bool = False) -> bool:
        """Whether it was kept, as far as they were told."""
        self._promises += 1
        words = f"send paper {self._promises:06}"
        due = self._today() + timedelta(days=self.chance.randint(1, 20))
        said = f"{words}{self.chance.choice(NASTY)} by {due.day} {due:%B} {due.year}"
        if not joins and len(who.seats) == 1 and self.chance.random() < 0.5:
            await self._direct(who, f"commit {said}", "committed", words=words, day=due)
        else:
            deeds = [self._deed(who, "joined", seat)] if joins else []
            deeds.append(self._deed(who, "committed", seat, words=words, day=due))
            if not await self._command(who, seat, "/commit", said, kept="You said you"):
                return False
            for deed in deeds:
                self._note(deed)
        who.open[words] = due
        return True

    async def finish(self, who: Somebody) -> None:
        """One of theirs is done, or let go."""
        if not who.open or len(who.seats) > 1:
            return await self.look(who)
        words = self.chance.choice(list(who.open))
        verb = self.chance.choice(("done", "let go"))
        del who.open[words]
        return await self._direct(who, f"{verb} {words}", verb, words=words)

    async def look(self, who: Somebody) -> None:
        seat = self.chance.choice(who.seats)
        deed = self._deed(who, "looked", seat)
        if await self._command(who, seat, "/table", ""):
            self._note(deed)

    async def talk(self, who: Somebody) -> None:
        """In the channel, to the others."""
        seat = self.chance.choice(who.seats)
        deed = self._deed(who, "talked", seat)
        await self.slack.say("How are we doing?", user=who.user, channel=seat.channel)
        await self._until_taken()
        self._note(deed)

    async def stop(self, who: Somebody) -> None:
        who.quiet_for_ever = self.chance.random() < 0.5
        await self._direct(who, "stop", "stop")

    async def start(self, who: Somebody) -> None:
        if len(who.seats) == 1:
            await self._direct(who, "start", "start")

    async def go_away(self, who: Somebody) -> None:
        back = self._today() + timedelta(days=self.chance.randint(3, 25))
        await self._direct(who, f"away until {back.day} {back:%B} {back.year}", "away", day=back)

    async def choose_days(self, who: Somebody) -> None:
        await self._direct(who, "I work Tuesdays and Thursdays", "days", days=[1, 3])

    async def leave(self, who: Somebody) -> None:
        if len(who.seats) == 1:
            who.gone = True
            await self._direct(who, "leave yes", "leave")

    # Answers to what came.

    async def answer_welcome(self, who: Somebody) -> None:
        label = self.chance.choices(("Yes", "Only when I write", "No thanks"), (18, 1, 1))[0]
        what = {"Yes": "yes", "Only when I write": "quietly", "No thanks": "no"}[label]
        await self._press(who, "welcome", label, what)

    async def answer_check_in(self, who: Somebody) -> None:
        label = self.chance.choice(("Still in", "Not just now", "Something's in the way"))
        await self._press(who, "check-in", label, "answered")

    async def _press(self, who: Somebody, kind: str, label: str, what: str) -> None:
        message = who.news.pop(kind, None)
        if message is None or message.deleted:
            return
        for seat in who.seats:
            if seat.name in message.text:
                deed = self._deed(who, what, seat, answered="card")
                break
        else:
            return
        pressed = await self.slack.press(message, label=label, user=who.user)
        if pressed.answer.ok:
            self._note(deed)

    # How it is done.

    async def _command(self, who: Somebody, seat: Seat, command: str, text: str, *, kept: str = "") -> bool:
        told = await self.slack.command(command, text, user=who.user, channel=seat.channel)
        said = told.said.text if told.said else ""
        if told.answer.ok and kept in said:
            return True
        self.refused.append(f"{command} {text}: {told.status} {said}")
        return False

    async def _direct(self, who: Somebody, said: str, what: str, **more: Any) -> None:
        """A direct message, which is answered by one; its table is theirs, or none in particular."""
        seat = who.seats[0] if len(who.seats) == 1 else None
        deed = self._deed(who, what, seat, answered="message", **more)
        told = await self.slack.direct(said, user=who.user)
        if await self._is_taken(told):
            self._note(deed)
        else:
            self.refused.append(f"{said}: {told.status}")

    async def _is_taken(self, told: Delivery) -> bool:
        await self._until_taken()
        return told.answer.ok

    async def _until_taken(self) -> None:
        """Slack tries again what was not taken; whoever comes while it does waits for the end of it."""
        async with self._retrying:
            if self.slack.delivering.owed:
                await self.slack.retry(every=True)

    def _deed(self, who: Somebody, what: str, seat: Seat | None, **more: Any) -> Deed:
        table = seat.name if seat else ""
        return Deed(
            n=self.recorder.number(), at=self.slack.clock.now(), who=who.user.id, what=what, table=table, **more
        )

    def _note(self, deed: Deed) -> None:
        self.recorder.write(deed)

    def _today(self) -> date:
        return self.slack.clock.now().date()


def kind_of(message: Message) -> str:
    """What of a new message its reader may want to answer."""
    drawn = str(message.blocks)
    if ":consent.yes:" in drawn and "May I write to you" in message.text:
        return "welcome"
    return "check-in" if ":checkin.stillin:" in drawn and ":messages.stop:" in drawn else ""
