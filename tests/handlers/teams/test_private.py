"""What is private is never public in Teams, wherever it is asked for, and nobody's silence stands where others read."""

from datetime import timedelta

import pytest

from bot.delivery import tick
from tests.handlers.teams.stories import begun

DAY = timedelta(days=1)
PRIVATE = (
    *("/table quiet", "who has dropped off?", "/table our part", "/table my data", "my data", "/table", "/table who"),
    *("/reflect families know the number", "/reflect list", "/commit list", "/table settings", "/table answers"),
    *("help", "wibble", "stop", "start", "/table stop", "erase me", "no", "/table link for @Sam Okoye"),
)


@pytest.fixture
async def lived(bot):
    """Five weeks on Sam, Lee the guest and Kim from outside are quiet, and have been asked."""
    teams = bot.teams
    teams.shared.own_members.append(teams.lee)
    await begun(bot, place=teams.shared)
    for who in (teams.sam, teams.kim, teams.lee):
        # They sit in their own right, and such are asked after by choice alone.
        for words in ("commit send the beds by 2027-01-22", "yes", "check in with me"):
            await bot.said(await teams.mention(words, user=who, place=teams.shared))
            teams.clock.turn(timedelta(seconds=5))
    for _day in range(35):
        teams.clock.turn(DAY)
        await teams.say("/table")
        await bot.settled()
        await tick.turn(bot.app.store, bot.app.delivery, now=bot.app.now(), alone=False)
    return bot


def public(teams, *, since=0):
    """What the bot has said where more than one person reads it."""
    return [one.words for one in teams.posted[since:] if one.only_for is None and one.place.kind != "personal"]


async def test_once_they_were_asked_nothing_that_comes_by_itself_names_them_where_others_read(lived):
    teams = lived.teams
    told = [one.words for one in teams.seen(teams.priya, teams.personal(teams.priya))]
    asked = [one for one in teams.posted if "I'm asking because" in one.words]
    since = teams.posted.index(asked[0])

    # All of them were asked, and the coordinator is told of it alone.
    assert any("quiet" in words for words in told)
    assert {one.only_for or one.place.own_members[0] for one in asked} == {teams.sam, teams.lee, teams.kim}
    assert {one.only_for for one in asked if one.place.kind != "personal"} == {teams.kim}
    assert public(teams, since=since)
    for words in public(teams, since=since):
        assert not any(name in words for name in ("quiet", "Sam", "Lee", "Kim"))
    assert teams.personal(teams.kim).messages == []
    lived.done()


async def test_whatever_is_asked_for_is_answered_to_whoever_asked_alone(lived):
    teams = lived.teams
    chat = teams.chat("about the beds", teams.priya, teams.sam)
    root = teams.write("where are we?", user=teams.sam, place=teams.shared)
    ways = {
        "channel": lambda words, who: teams.mention(words, user=who, place=teams.shared),
        "thread": lambda words, who: teams.mention(words, user=who, place=teams.shared, thread=root),
        "slash": lambda words, who: teams.slash(*words[1:].split(" ", 1), user=who, place=teams.shared),
        "chat": lambda words, who: teams.mention(words, user=who, place=chat),
        "personal": lambda words, who: teams.say(words, user=who),
    }
    asking = [
        (who, words, way)
        for way in ways
        for who in (teams.priya, teams.sam, teams.kim)
        for words in PRIVATE
        if (who is not teams.kim or way not in ("chat", "personal")) and (way != "slash" or words.startswith("/"))
    ]
    for who, words, way in asking:
        before = len(teams.posted)
        answer = await lived.said(await ways[way](words, who), who)
        teams.clock.turn(timedelta(seconds=5))
        assert answer.only_for is who or answer.place is teams.personal(who), (words, way)
        assert public(teams, since=before) == [], (words, way)
    assert teams.personal(teams.kim).messages == []
    lived.done()
