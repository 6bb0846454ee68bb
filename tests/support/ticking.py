"""One process of several that turn the clock on one database, moment by moment as they come on its standard input.

`python -m tests.support.ticking ADDRESS [hold]`: prints the numbers of the rows that it sent at each moment; with
`hold` it says "holding" once it has begun to send something, and never comes to the end of that.
"""

import asyncio
import sys
from datetime import datetime
from typing import Any

from bot import logs
from bot.app import new_token
from bot.delivery.loop import Delivery
from bot.delivery.tick import run_round
from bot.domain import calendars, deadlines
from bot.handlers.posting import Poster
from bot.services.rounds import A_MINUTE, ROUNDS
from bot.storage.errors import StoreError
from bot.storage.store import Store


class Counting:
    """Says what it sends."""

    def __init__(self, store: Store, *, hold: bool) -> None:
        self.poster = Poster(store, "web")
        self.hold = hold
        self.sent: list[int] = []

    async def send(self, message: Any) -> str:
        if self.hold:
            print("holding", flush=True)
            await asyncio.Event().wait()
        self.sent.append(message.row_id)
        return await self.poster.send(message)


async def turned(store: Store, delivery: Delivery, now: datetime) -> bool:
    """As the program does it: where others are in the way it goes on, and comes again."""
    try:
        for which in ROUNDS:
            if which.every == A_MINUTE:
                await run_round(store, which, now=now)
        await delivery.once(now)
    except StoreError:
        return False
    return True


async def main(address: str, *, hold: bool) -> None:
    logs.set_up()
    calendars.get_ready()
    deadlines.get_ready()
    store = Store(address)
    sender = Counting(store, hold=hold)
    delivery = Delivery(store, {"web": sender}, new_token=new_token)
    print("ready", flush=True)
    for line in sys.stdin:
        now = datetime.fromisoformat(line.strip())
        while not await turned(store, delivery, now):
            continue
        print(*sender.sent, flush=True)
        sender.sent.clear()
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], hold="hold" in sys.argv))
