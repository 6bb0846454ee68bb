"""A bot that writes something wrong is caught, and told what is wrong with it."""

import pytest

from tests.fakes.connecting import a_card, saying, showing
from tests.fakes.teams.world import CARD


def mentioning(name, account, text=None):
    entity = {"type": "mention", "mentioned": {"id": account, "name": name}, "text": f"<at>{name}</at>"}
    return saying(text or f"<at>{name}</at> hello") | {"entities": [entity]}


async def only(teams):
    [problem] = teams.problems
    [reason] = problem.reasons
    return reason


WRONG = {
    "of no type": ({"text": "hi"}, "type None"),
    "of another type": ({"type": "event", "text": "hi"}, "type 'event'"),
    "nothing in it": (saying("  "), "it says nothing"),
    "an unknown property": (saying("hi") | {"mood": "good"}, "no property mood"),
    "an unknown format": (saying("hi") | {"textFormat": "html"}, "textFormat 'html'"),
    "an unknown layout": (saying("hi") | {"attachmentLayout": "grid"}, "attachmentLayout 'grid'"),
    "a card nobody announces": (showing(a_card()) | {"summary": ""}, "announced"),
    "two cards": (showing(a_card(), attachments=[{"contentType": CARD, "content": a_card()}] * 2), "more than one"),
    "another kind of attachment": (showing(a_card(), attachments=[{"contentType": "image/png"}]), "not an Adaptive"),
    "a card as text": (showing(a_card(), attachments=[{"contentType": CARD, "content": "{}"}]), "not text"),
    "an attachment with more": (
        showing(a_card(), attachments=[{"contentType": CARD, "content": a_card(), "size": 3}]),
        "has no ['size']",
    ),
    "a card with an unknown element": (showing(a_card({"type": "Video"})), "Video can't stand here"),
    "a card of another version": (showing(a_card(version="1.6")), "version"),
    "a large card": (
        showing(a_card({"type": "TextBlock", "text": "x" * 29_000, "wrap": True})),
        "bytes: at most",
    ),
    "a mention without an entity": (saying("<at>Sam Okoye</at> hello"), "mentions nobody"),
    "marked as targeted for everybody": (saying("hi") | {"recipient": {"id": "29:1", "isTargeted": True}}, "targeted"),
    "from somebody else": (saying("hi") | {"from": {"id": "29:1"}}, "somebody else"),
    "a reply to nothing": (saying("hi") | {"replyToId": "1"}, "replyToId 1"),
    "for another conversation": (saying("hi") | {"conversation": {"id": "19:x"}}, "that of the address"),
}


@pytest.mark.parametrize("case", WRONG)
async def test_what_is_wrong_is_said(teams, writer, case):
    activity, reason = WRONG[case]
    await writer.post(teams.table, activity)

    assert reason in await only(teams)


async def test_the_same_is_said_of_a_change(teams, writer):
    one = (await writer.post(teams.table, saying("hi"))).id
    await writer.put(teams.table, one, saying(""))

    assert "it says nothing" in await only(teams)


async def test_who_is_mentioned_has_to_be_there(teams, writer):
    await writer.post(teams.table, mentioning("Sam Okoye", teams.sam.account))
    assert teams.problems == []
    await writer.post(teams.table, mentioning("Kim Adeyemi", teams.kim.account))

    assert "somebody who is not there" in await only(teams)


async def test_a_mention_has_to_stand_in_the_text(teams, writer):
    await writer.post(teams.table, mentioning("Sam Okoye", teams.sam.account, "hello"))

    assert "does not stand in the text" in await only(teams)


async def test_who_a_card_mentions_has_to_be_there(teams, writer):
    def naming(person):
        entity = mentioning(person.name, person.account)["entities"][0]
        words = {"type": "TextBlock", "text": f"{person.at} hello", "wrap": True}
        return showing(a_card(words, msteams={"entities": [entity]}))

    await writer.post(teams.shared, naming(teams.kim))
    assert teams.problems == []
    await writer.post(teams.table, naming(teams.kim))

    assert "somebody who is not there" in await only(teams)


async def test_a_good_one_has_nothing_wrong(teams, writer):
    told = teams.write("hello", user=teams.sam, place=teams.table)
    good = saying("hi") | {"textFormat": "markdown", "replyToId": told.id, "from": {"id": teams.bot.account}}
    await writer.post(teams.table, good, thread=told.thread)
    await writer.post(teams.table, {"type": "typing"})

    assert teams.problems == []
    assert len(teams.posted) == 1
