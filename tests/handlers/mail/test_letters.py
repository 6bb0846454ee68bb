"""What arrives by e-mail, through a real mail server, and what follows when it goes wrong."""

import re
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.domain.acts import read_wire
from bot.services import entering, sessions
from bot.services.entering import Entering
from bot.storage import links as kept_links
from tests.support.post_office import URL, Seen, addresses, by_mail, links, open_office, said
from tests.support.scene import at
from tests.support.scene import said as said_by


@pytest.fixture
async def office():
    async with open_office() as opened:
        yield opened


@pytest.fixture
async def welcomed(scene, office):
    """Nina's welcome, as it arrived."""
    by_mail(scene, office)
    await scene.join("Nina New", "Ward 9 Trust", agreed=None)
    await scene.tick(at(1))
    [letter] = office.to("nina@home.example")
    return letter


async def test_the_welcome_comes_from_whoever_convenes_and_says_so_in_its_subject(welcomed, office):
    assert str(welcomed["From"]) == '"Priya, by Convenor" <convenor@example.org>'
    assert str(welcomed["To"]) == "Nina New <nina@home.example>"
    assert str(welcomed["Subject"]) == "Home from hospital: may I keep you in touch?"
    assert welcomed["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(welcomed["Date"]) == at(1)
    assert [one.mail_from for one in office.taken if "nina@home.example" in one.rcpt_tos] == ["convenor@example.org"]


async def test_each_button_is_a_link_of_its_own_that_carries_its_act(welcomed, scene):
    labels = links(welcomed)
    acts = {label: parse_qs(urlsplit(url).query).get("act", [""])[0] for label, url in labels.items()}
    tokens = {urlsplit(url).path for url in labels.values()}

    assert list(acts.items()) == [
        ("Yes", "1:consent.yes::1:@home"),
        ("Only when I write", "1:consent.quietly::1:@home"),
        ("No thanks", "1:consent.no::1:@home"),
        ("Your page", ""),
        ("Not until…", "1:messages.pause::@home"),
        ("Stop", "1:messages.stop::@home"),
    ]
    assert all(url.startswith(f"{URL}/in/") for url in labels.values())
    assert len(tokens) == len(labels)


async def test_a_link_is_kept_for_what_it_does_and_for_whom(welcomed, scene):
    token = urlsplit(links(welcomed)["Yes"]).path.rpartition("/")[2]
    found = await scene.store.read(kept_links.find, sessions.hash_of(token))

    assert found.person_id == scene.persons["nina"].person.id
    assert found.act == "1:consent.yes::1:@home"
    assert (found.expires_at - at(1)).days == 28


async def test_stopping_works_for_as_long_as_the_message_can_stand(welcomed, scene):
    token = urlsplit(links(welcomed)["Stop"]).path.rpartition("/")[2]
    found = await scene.store.read(kept_links.find, sessions.hash_of(token))

    assert (found.expires_at - at(1)).days == 90


async def test_a_link_pressed_is_what_the_button_would_have_been(welcomed, scene):
    act = read_wire(parse_qs(urlsplit(links(welcomed)["Yes"]).query)["act"][0])
    reply = await scene.heard("nina", act, now=at(1, 12))

    assert "what does this look like from where you sit?" in reply.show.text


async def test_text_and_html_say_the_same_and_lead_to_the_same_places(welcomed):
    written, drawn = said(welcomed, "plain"), said(welcomed, "html")
    page = Seen(drawn)

    assert words(re.sub(r"https?://\S+", "", written)) == words(page.words)
    assert addresses(written) == [href for href, _label in page.links]
    assert "<script" not in drawn


def words(text: str) -> list[str]:
    """What is said, without what only orders it on a screen."""
    return re.findall(r"[^\s:·.-]+", text)


async def test_the_last_line_says_how_to_stop(welcomed):
    said_last = " ".join(said(welcomed, "plain").split()[-3:])

    assert said_last == f"- Stop: {links(welcomed)['Stop']}"


async def test_no_address_ends_in_what_a_mail_program_leaves_off(welcomed):
    assert [url for url in addresses(said(welcomed, "plain")) if not url[-1].isalnum() and url[-1] not in "_-"] == []


async def test_a_mail_program_can_stop_it_with_one_click(welcomed, office):
    address = str(welcomed["List-Unsubscribe"])

    assert re.fullmatch(rf"<{URL}/in/[^?>\s]+\?act=1%3Amessages.stop%3A>", address)
    assert address.strip("<>") != links(welcomed)["Stop"]
    assert welcomed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert any(f"List-Unsubscribe: {address}\r\n".encode() in one.content for one in office.taken)


async def test_one_click_is_offered_over_https_only(scene, office):
    by_mail(scene, office, public_url="http://localhost:8000")
    await scene.join("Nina New", "Ward 9 Trust", agreed=None)
    await scene.tick(at(1))

    [letter] = office.to("nina@home.example")
    assert letter["List-Unsubscribe"]
    assert letter["List-Unsubscribe-Post"] is None


async def test_a_letter_also_stands_on_the_persons_page_and_is_one_row(welcomed, scene):
    from bot.storage import exchanges

    [row] = await scene.rows(None, "nina")
    page = await scene.store.read(exchanges.page, scene.persons["nina"], until=at(2), most=10)
    assert (row.kind, row.route, row.state) == ("welcome", "email", "sent")
    assert row.message_id == welcomed["Message-ID"]
    assert len(page) == 1
    assert "May I write to you" in page[0].shown


async def test_whoever_has_no_address_finds_their_messages_on_their_page(scene, office):
    by_mail(scene, office)
    from bot.services import tables
    from bot.services.tables import Newcomer

    ines = Newcomer(name="Ines Own", organisation=None)
    joined, _new = await scene.store.run(tables.join, scene.partnership_id, ines, today=at(0).date(), now=at(0))
    scene.persons["ines"] = joined
    await scene.tick(at(1))

    [row] = await scene.rows(None, "ines")
    assert (row.route, row.state) == ("web", "sent")
    assert office.to("") == []


async def test_a_reminder_has_its_entry_and_its_links_under_it(scene, office):
    by_mail(scene, office)
    await scene.say("sam", "/commit send the <b>data</b> by 2027-01-20", now=at(0))
    await scene.days(1, 9)

    letter = next(one for one in office.letters if "reminded" in str(one["Subject"]))
    text = " ".join(said(letter, "plain").split())
    assert str(letter["Subject"]) == "Home from hospital: you asked to be reminded"
    assert "- “send the <b>data</b>” is for" in text
    assert {"Done", "Change date", "Let go"} <= links(letter).keys()
    assert "<b>data" not in said(letter, "html")


async def test_with_two_tables_each_link_is_of_the_table_it_stands_under(scene, office, store):
    from tests.support.scene import a_scene

    other = await a_scene(store, slug="young").begin()
    await scene.join("Gail Two", "Ward 9 Trust", email="gail@both.example")
    await other.join("Gail Two", "Ward 9 Trust", email="gail@both.example")
    by_mail(scene, office)
    await scene.days(14, 20)

    letter = office.to("gail@both.example")[0]
    tables = set()
    for url in addresses(said(letter, "plain")):
        if "checkin.stillin" in url:
            token = urlsplit(url).path.rpartition("/")[2]
            found = await store.read(kept_links.find, sessions.hash_of(token))
            tables.add(found.partnership_id)
    assert tables == {scene.partnership_id, other.partnership_id}
    assert str(letter["Subject"]) == "Home from hospital / Home from hospital: your note for the week"


async def test_whoever_is_said_to_be_somebody_else_too_is_asked_by_letter_and_one_press_joins_them(scene, office):
    by_mail(scene, office)
    await scene.join("Jo Lee", "Ward 9 Trust")
    await scene.say("jo", "I was invited as nobody@home.example", now=at(1))
    await scene.say("jo", "I was invited as sam@home.example", now=at(1))
    await scene.tick(at(1))
    [letter] = office.to("sam@home.example")
    token = urlsplit(links(letter)["Yes, that's me"]).path.rpartition("/")[2]
    page = await scene.store.read(entering.label_of, token, now=at(1))
    before = said_by(await scene.say("priya", "/table who", now=at(1)))
    entered = await scene.store.run(entering.enter, Entering(token=token, session="s"), now=at(1))
    after = said_by(await scene.say("priya", "/table who", now=at(1)))

    assert office.to("nobody@home.example") == []
    assert "Somebody who writes to me as Jo Lee says that they're you" in said(letter, "plain").replace("\n", " ")
    assert page == "Yes, that's me"
    assert "Jo Lee" in before
    assert entered.partner.person.id == scene.persons["sam"].person.id
    assert "Jo Lee" not in after
    assert await scene.store.run(entering.enter, Entering(token=token, session="s2"), now=at(1)) is None
