"""Real activities with something wrong anywhere, against the whole program: its roster and what it keeps, too."""

import copy
import itertools
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from bot.handlers.teams.http import TeamsActivities
from tests.fakes.teams import keys
from tests.handlers.teams.stories import begun
from tests.handlers.teams.test_malformed import post, refused

HOW_MANY = 1_500
# What people write, which no log has.
WORDS = "ZZ what somebody wrote ZZ"
VALUES: list[Any] = [
    *(None, True, 0, -1, 3.5, 10**300, "", " ", "\0", WORDS, WORDS * 2_500, f"\u202e{WORDS}", "😀" * 300, "\ud83d"),
    *([], [None], [1, WORDS], [[[]]], {}, {"id": WORDS}, {"id": {"id": [WORDS]}}, {"": {"": None}}, {WORDS: WORDS}),
    *("28:x", "29:x", "a:1", "19:x@thread.tacv2;messageid=1;messageid=2", "https://connector.example/", "shared"),
    *("2027-02-30T25:61:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "1:commitment.done:1:1", "1::"),
]


def paths(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in an activity."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in items:
        yield (*before, key)
        yield from paths(one, (*before, key))


def mutated(good: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each place left out, called otherwise, and of every wrong kind, one after the other."""
    for path in list(paths(good)):
        for value in (..., *VALUES):
            found = copy.deepcopy(good)
            parent: Any = found
            for key in path[:-1]:
                parent = parent[key]
            if value is not ...:
                parent[path[-1]] = copy.deepcopy(value)
            elif isinstance(parent, dict):
                parent[f"{path[-1]}X"] = parent.pop(path[-1])
            yield found


async def real_ones(bot) -> list[dict[str, Any]]:
    """Of each kind one, as the fake sends it."""
    teams = bot.teams
    await begun(bot)
    await bot.said(await teams.mention(f"/table ask {teams.sam.at} to share the list"))
    card = await bot.said(await teams.mention("/commit ring the ward by Friday", user=teams.sam))
    await teams.press(card, "More")
    await teams.choose("make_commitment", teams.write("the letter", user=teams.sam, place=teams.table))
    await teams.slash("commit", "send the data", user=teams.sam)
    await teams.mention("/commit x", user=teams.kim, place=teams.shared)
    await teams.install(teams.team)
    found = {str((one.activity["type"], one.activity.get("name"))): one.activity for one in teams.deliveries}
    shared = teams.activities.update(teams.shared, person=teams.priya, event="channelShared")
    return [*found.values(), shared | {"membersAdded": [{"id": teams.kim.account}]}]


@pytest.mark.slow
async def test_whatever_is_wrong_in_an_activity_is_answered_and_nothing_of_it_is_logged(bot, capsys, caplog):
    chance = random.Random(20_270_113)
    every = [one for good in await real_ones(bot) for one in mutated(good)]
    url = bot.teams.core.service_url(bot.teams.home.id)
    token = keys.signed(bot.teams.identity.says(url, lives=36_000), bot.teams.identity.keys.key)
    web, statuses = TeamsActivities(bot.door, refused), set()
    for number, one in enumerate(itertools.islice(chance.sample(every, len(every)), HOW_MANY)):
        if isinstance(one.get("id"), str) and 0 < len(one["id"]) < 40:
            one["id"] = f"f:{number}"
        statuses.add(await post(web, json.dumps(one).encode(), token))
        if number % 100 == 0:
            await bot.settled()
    await bot.deliver()
    told = capsys.readouterr()

    assert statuses <= {200, 401, 413}
    assert bot.door.faults == 0
    assert bot.door.dropped["sdk"] == 0
    assert "ZZ what" not in told.out + told.err + caplog.text
    assert "Traceback" not in told.out + told.err + caplog.text
