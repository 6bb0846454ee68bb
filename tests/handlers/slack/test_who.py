"""Who is speaking: one person or two, of which organisation; and to whom nothing comes unasked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery import points
from bot.delivery.tick import turn
from bot.handlers.slack.client import SlackClient
from bot.handlers.slack.profile import tenants_of
from bot.services import pages
from bot.services.pages import Spoken
from bot.services.request import Words
from bot.storage.schema import identity, joining, outbox, partner, person, route

states = pytest.mark.states
WORDS = {"words": "send the void list"}


async def at_the_table(bot, name="Jo Lee", **fields):
    """Somebody of another workspace who sits in the table's channel; and the card that they use."""
    slack = bot.slack
    enterprise = fields.pop("enterprise_id", "")
    team = slack.workspace("Northside", enterprise_id=enterprise)
    jo = slack.person(name, team=team, **fields)
    await bot.begin(taking_part=True)
    await bot.deliver()
    await slack.shared(slack.table, team, jo)
    return jo, slack.history(slack.table)[0]


async def commits(bot, who, card):
    """By the button, as only that works for everybody."""
    asked = await bot.slack.press(card, label="Commit", user=who)
    await bot.slack.submit(asked.view, WORDS)
    await bot.settled()


async def known(bot):
    """How many people the bot knows, the coordinator among them."""
    return len(await bot.rows(person))


@states("B3")
async def test_whoever_is_named_by_an_organisations_id_is_themself_and_never_the_hosts(bot):
    jo, card = await at_the_table(bot, enterprise_id="E9NORTH")
    await bot.slack.command("/table", "I sit for Riverside")
    [heard, _same] = await bot.slack.mention("/commit ring the ward", user=jo)
    await bot.settled()
    await commits(bot, jo, card)
    who = await bot.slack.command("/table", "who")
    tenants = {row.tenant for row in await bot.rows(identity) if row.user_id == jo.id}

    assert heard.payload["event"]["user_team"] == "E9NORTH"
    assert await known(bot) == 2
    assert tenants == {"E9NORTH", jo.team_id}
    assert "*Riverside*: Priya Shah" in who.said.words
    assert "In their own right: Jo Lee" in who.said.words.replace("*", "")


@states("B3")
async def test_where_slack_will_not_say_who_they_are_they_are_still_not_the_hosts(bot):
    jo, _card = await at_the_table(bot, enterprise_id="E9NORTH")
    bot.slack.installation().scopes -= {"users:read"}
    await bot.slack.mention("/commit ring the ward", user=jo)
    await bot.settled()

    assert [row.tenant for row in await bot.rows(identity) if row.user_id == jo.id] == ["E9NORTH"]
    assert await bot.kept() == ["ring the ward"]


@states("B4")
async def test_the_same_id_in_two_workspaces_is_two_people(bot):
    jo, card = await at_the_table(bot, id=bot.slack.sam.id)
    await bot.slack.press(card, label="The table", user=jo)
    await bot.settled()
    await bot.slack.command("/commit", "send the data", user=bot.slack.sam)
    await bot.settled()
    names = {row.name for row in await bot.rows(person)}

    assert await known(bot) == 3
    # Slack's word on that id is about its own workspace's Sam.
    assert names == {"Priya Shah", "Sam Okoye", "jo.lee"}


@states("B4")
async def test_in_two_workspaces_of_one_organisation_it_is_one(bot):
    jo, card = await at_the_table(bot, enterprise_id="E9NORTH")
    other = bot.slack.workspace("Northside Care", enterprise_id="E9NORTH")
    again = bot.slack.person("Jo Lee", team=other, id=jo.id)
    await commits(bot, jo, card)
    pressed = await bot.slack.press(card, label="The table", user=again)
    await bot.settled()

    assert pressed.payload["user"]["team_id"] == other.team_id
    assert await known(bot) == 2


@states("B4")
async def test_whom_their_organisation_calls_otherwise_than_their_workspace_is_one_person(bot):
    jo, card = await at_the_table(bot, enterprise_id="E9NORTH", grid_id="W9JO")
    other = bot.slack.workspace("Northside Care", enterprise_id="E9NORTH")
    again = bot.slack.person("Jo Lee", team=other, id="W9JO")
    await bot.slack.shared(bot.slack.table, other, again)
    await commits(bot, jo, card)
    await commits(bot, again, card)
    ids = {(row.tenant, row.user_id) for row in await bot.rows(identity)}

    assert await known(bot) == 2
    assert {("E9NORTH", "W9JO"), (jo.team_id, jo.id), (other.team_id, "W9JO")} <= ids


@states("B4")
async def test_whoever_has_another_name_is_the_same(bot):
    jo, card = await at_the_table(bot)
    await commits(bot, jo, card)
    await bot.slack.user_changed(jo, name="Jo Smith")
    await commits(bot, jo, card)

    assert await known(bot) == 2


@states("B5")
@pytest.mark.parametrize("empty", [None, "", ...])
async def test_whoever_tells_slack_nothing_lives_in_the_tables_zone(bot, empty):
    fields = dict.fromkeys(("tz", "tz_offset", "locale", "real_name"), empty)
    jo, card = await at_the_table(bot, tz=None, locale=None, email="", fields=fields)
    await commits(bot, jo, card)
    [one] = [row for row in await bot.rows(person) if row.id != 1]

    assert one.zone is None
    assert await bot.kept() == ["send the void list"]
    bot.done()


ANYTHING = st.recursive(
    st.none() | st.just("") | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
SAID = st.dictionaries(
    st.sampled_from(["name", "real_name", "tz", "profile", "team_id", "enterprise_user", "deleted", "is_stranger"]),
    ANYTHING,
)


@states("B5")
@settings(deadline=None)
@given(SAID, st.dictionaries(st.sampled_from(["real_name", "display_name", "email"]), ANYTHING))
async def test_whatever_slack_says_of_somebody_is_read(told, profile):
    class Told(SlackClient):
        def __init__(self):
            """No session: nothing is called."""

        async def call(self, method, **arguments):
            return {"user": told if "profile" in told else {**told, "profile": profile}}

    found = await Told().profile("U1")

    assert all(isinstance(one, str) for one in (found.name, found.zone, found.email, *found.tenants))
    assert "" not in tenants_of(told)


async def welcome(bot, who):
    """What became of the one message that comes unasked to whoever is new."""
    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    [row] = [row for row in await bot.rows(outbox) if row.kind == "welcome"]
    return row.state, row.reason, [one for one in bot.slack.history(bot.slack.dm(who)) if "I keep" in one.text]


@states("B6")
@pytest.mark.parametrize(
    ("fields", "state", "why"),
    [
        ({"is_stranger": True}, "failed", "is_stranger"),
        ({"is_bot": True}, "failed", "is_bot"),
        ({"deleted": True}, "failed", "user_disabled"),
        ({"is_invited_user": True}, "owed", "is_invited_user"),
    ],
)
async def test_nothing_comes_unasked_to_whoever_is_nobody_to_write_to(bot, fields, state, why):
    jo, card = await at_the_table(bot)
    await commits(bot, jo, card)
    jo.fields.update(fields)

    assert await welcome(bot, jo) == (state, why, [])


@states("B6")
async def test_slackbot_is_not_written_to_unasked(bot):
    jo, card = await at_the_table(bot, name="Slackbot", id="USLACKBOT")
    await commits(bot, jo, card)

    assert await welcome(bot, jo) == ("failed", "is_bot", [])


@states("B6")
async def test_where_slack_will_not_say_it_is_slack_that_refuses(bot):
    jo, card = await at_the_table(bot)
    await commits(bot, jo, card)
    bot.slack.installation().scopes -= {"users:read"}
    jo.deleted = True

    assert await welcome(bot, jo) == ("failed", "user_disabled", [])


@states("B7")
async def test_whoever_is_deactivated_between_claim_and_sending_is_not_written_to(bot):
    jo, card = await at_the_table(bot)
    await commits(bot, jo, card)

    def deactivate(point):
        jo.deleted |= point == points.COMPOSED

    bot.app.delivery.at_point = deactivate
    before = len(bot.slack.calls)
    became = await welcome(bot, jo)
    called = {call.method for call in bot.slack.calls[before:]}
    [way] = [row for row in await bot.rows(route) if row.works is False]

    assert became == ("failed", "user_disabled", [])
    assert not called & {"conversations.open", "chat.postMessage"}
    assert (way.platform, way.reason) == ("slack", "user_disabled")


async def two_of_northside(bot):
    """Jo, who says that she sits for Northside Care, and Kim, who has not been here yet; and the table's card."""
    team = bot.slack.workspace("Northside")
    jo, kim = bot.slack.person("Jo Lee", team=team), bot.slack.person("Kim Hall", team=team)
    await bot.begin(taking_part=True)
    await bot.deliver()
    await bot.slack.shared(bot.slack.table, team, jo, kim)
    await bot.slack.mention("I sit for Northside Care", user=jo)
    await bot.settled()
    return jo, kim, bot.slack.history(bot.slack.table)[0]


async def seats(bot):
    """By whose word everybody sits, but for the coordinator."""
    return [row.seated_by for row in await bot.rows(partner)][1:]


@states("B2")
async def test_whoever_comes_from_a_workspace_whose_people_sit_for_one_body_sits_for_it_and_is_told(bot):
    _jo, kim, card = await two_of_northside(bot)
    asked = await bot.slack.press(card, label="Commit", user=kim)
    done = await bot.slack.submit(asked.view, WORDS)
    await bot.settled()
    who = await bot.slack.command("/table", "who")

    assert "You sit for Northside Care, going by where you write from. Not right?" in done.view.words
    assert await seats(bot) == ["statement", "tenant"]
    assert "Northside Care: Jo Lee and Kim Hall" in who.said.words.replace("*", "")
    bot.done()


@states("B2")
async def test_not_right_is_said_in_a_form(bot):
    _jo, kim, card = await two_of_northside(bot)
    asked = await bot.slack.press(card, label="Commit", user=kim)
    done = await bot.slack.submit(asked.view, WORDS)
    corrected = await bot.slack.press(done.view, label="Say which", user=kim)
    said = await bot.slack.submit(corrected.view, {"organisation": "Elm Street Advice"}, user=kim)
    await bot.settled()

    assert "you sit for Elm Street Advice" in said.view.words
    assert await seats(bot) == ["statement", "statement"]
    bot.done()


@states("B3")
async def test_of_the_workspace_that_heard_it_it_is_only_offered(bot):
    await bot.begin()
    await bot.slack.command("/table", "I sit for Riverside")
    await bot.settled()
    first = await bot.slack.command("/commit", "send the data", user=bot.slack.sam)
    before = await seats(bot)
    await bot.slack.press(first.said, label="Riverside", user=bot.slack.sam)
    await bot.settled()

    assert "which organisation do you sit for" in first.said.words
    assert before == ["asked"]
    assert await seats(bot) == ["statement"]


@states("B2")
async def test_a_coordinator_says_whom_a_mentioned_partner_sits_for(bot):
    jo, kim, card = await two_of_northside(bot)
    await commits(bot, kim, card)
    of_kim = await bot.slack.command("/table", f"{kim.mention} sits for Elm Street Advice")
    of_jo = await bot.slack.command("/table", f"{jo.mention} sits for Elm Street Advice")
    await bot.slack.mention("/table my data", user=kim)
    [*_, data] = await bot.told(kim)

    assert "sits for Elm Street Advice. They'll see" in of_kim.said.words
    assert "has said that they sit for Northside Care, so that stands" in of_jo.said.words
    assert await seats(bot) == ["statement", "coordinator"]
    assert "put you down for Elm Street Advice" in data.words
    bot.done()


@states("B4")
async def test_whoever_was_invited_by_e_mail_is_one_person_with_whoever_types_once_they_say_so_there(bot):
    jo, card = await at_the_table(bot)
    await bot.slack.command("/table", "invite Jo Lee <jo@north.example> of Northside Care")
    [invited] = [row for row in await bot.rows(person) if row.email]
    await commits(bot, jo, card)
    await bot.slack.mention("I was invited as jo@north.example", user=jo)
    await bot.settled()
    [asked] = [row for row in await bot.rows(outbox) if row.period.startswith("joining:")]
    before = await known(bot)
    [question] = await bot.rows(joining)
    yes = f"that's me {question.id} {int(question.made_at.timestamp())}"
    spoken = Spoken(slug="home-from-hospital", said=Words(text=yes), key="k")
    await bot.app.store.run(pages.hear_from, invited.id, spoken, None, now=bot.app.now())
    await bot.slack.mention("/commit list", user=jo)
    [*_, listed] = await bot.told(jo)
    who = await bot.slack.command("/table", "who")

    assert (asked.person_id, asked.route) == (invited.id, "web")
    assert (before, await known(bot)) == (3, 2)
    assert "send the void list" in listed.words
    assert "Northside Care: Jo Lee" in who.said.words.replace("*", "")
    assert "Two people sit here." in who.said.words
    bot.done()


@states("B1")
async def test_the_button_for_it_opens_a_form_that_tells_nothing(bot):
    jo, card = await at_the_table(bot)
    asked = await bot.slack.press(card, label="Commit", user=jo)
    done = await bot.slack.submit(asked.view, WORDS)
    form = await bot.slack.press(done.view, label="I was invited by e-mail", user=jo)
    wrong = await bot.slack.submit(form.view, {"email": "nonsense"}, user=jo)
    said = await bot.slack.submit(form.view, {"email": "nobody@north.example"}, user=jo)

    assert "looks like sam@ward9.example" in str(wrong.errors)
    assert "asked them there whether that's you. Nothing changes" in said.view.words
    bot.done()
