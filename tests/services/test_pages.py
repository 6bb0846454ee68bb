"""A person's page: what they say stands on it with its answer, once; and nobody else's does."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain.acts import Act
from bot.domain.errors import ConvenorError, NoTableError
from bot.messages import plain
from bot.messages.parts import Card, Form
from bot.messages.render.text import text as drawn
from bot.services import housekeeping, pages, sessions
from bot.services.pages import MOST, Spoken
from bot.services.request import Answers, Words
from bot.storage.schema import commitment, exchange, message
from tests.support.scene import DAY, a_scene, at


class Browser:
    """Somebody signed in at a browser, on their page at one table."""

    def __init__(self, scene, who) -> None:
        self.scene, self.who, self.token, self.number = scene, who, f"{who}'s cookie", 0

    async def sign_in(self, *, now=None):
        """Sign in again, as after a long time away."""
        person = self.scene.persons[self.who].person.id
        self.number += 1
        self.token = f"{self.who}'s cookie {self.number}"
        await self.scene.store.run(sessions.begin, person, self.token, now=now or at(0))
        return self

    async def hear(self, said, *, used="", key=None, now=None, slug="home"):
        self.number += 1
        spoken = Spoken(slug=slug, said=said, key=key or f"{self.who}{self.number}", used=used)
        try:
            return await self.scene.store.run(pages.hear, self.token, spoken, now=now or at(0))
        except ConvenorError as error:
            return await self.scene.store.run(pages.refused, self.token, spoken, error, now=now or at(0))

    async def say(self, words, **more):
        return await self.hear(Words(text=words), **more)

    async def press(self, label, *, used, **more):
        [way] = [one for one in pages.ways(await self.shown(used, now=more.get("now"))) if one.label == label]
        return await self.hear(way.act, used=used, **more)

    async def submit(self, used, **values):
        form = await self.shown(used)
        assert isinstance(form, Form)
        return await self.hear(Answers(act=form.act, values=values), used=used)

    async def page(self, *, now=None, slug="home", until=None):
        return await self.scene.store.read(pages.look, self.token, slug, until=until, now=now or at(0))

    async def shown(self, name, *, now=None):
        return next(one.shown for one in (await self.page(now=now or at(5))).entries if one.name == name)


@pytest.fixture
async def sam(scene):
    return await Browser(scene, "sam").sign_in()


async def said(browser):
    return [one.said for one in (await browser.page()).entries]


async def test_what_was_said_stands_on_the_page_with_its_answer(sam):
    heard = await sam.say("/commit send the discharge data by Friday")

    [entry] = (await sam.page()).entries
    assert (entry.name, entry.said) == (heard.entry, "/commit send the discharge data by Friday")
    assert "You said you'd" in drawn(entry.shown)


async def test_what_was_not_understood_stands_there_too(sam):
    await sam.say("florble")

    [entry] = (await sam.page()).entries
    assert "I didn't catch that" in drawn(entry.shown)


async def test_a_page_sent_twice_is_one_exchange_and_one_deed(sam):
    first = await sam.say("/commit send the data", key="k")
    again = await sam.say("/commit send the data", key="k")

    assert first.entry == again.entry
    assert len((await sam.page()).entries) == 1
    assert len(await rows(sam, commitment)) == 1


async def rows(browser, table):
    return await browser.scene.store.read(lambda tx: tx.execute(select(table)).all())


async def test_a_pressed_button_is_said_by_its_label(sam):
    kept = await sam.say("/commit send the data by Friday")
    await sam.press("More", used=kept.entry)

    assert await said(sam) == ["/commit send the data by Friday", "More"]


async def test_the_answer_to_a_form_takes_its_place(sam):
    opened = await sam.say("/commit")
    answered = await sam.submit(opened.entry, words="ring the ward", due_on="Friday")

    [entry] = (await sam.page()).entries
    assert entry.name == answered.entry == opened.entry
    assert "ring the ward" in drawn(entry.shown)


async def test_a_form_with_something_wrong_stays_and_keeps_nothing(sam):
    opened = await sam.say("/commit")
    heard = await sam.submit(opened.entry, words="ring the ward", due_on="31 November")

    assert heard.stays
    assert heard.reply.wrong
    assert isinstance(await sam.shown(opened.entry), Form)
    assert await rows(sam, commitment) == []


async def test_a_form_sent_from_two_tabs_is_answered_twice_but_done_as_often_as_it_was_meant(sam):
    opened = await sam.say("/commit")
    form = await sam.shown(opened.entry)
    answers = Answers(act=form.act, values={"words": "ring the ward"})
    first = await sam.hear(answers, used=opened.entry, key="tab")
    again = await sam.hear(answers, used=opened.entry, key="tab")
    other = await sam.hear(answers, used=opened.entry, key="the other tab")

    assert first.entry == again.entry == opened.entry
    assert other.entry != opened.entry
    assert len(await rows(sam, commitment)) == 1


async def test_an_answer_that_replaces_the_card_stands_in_its_place(scene, sam):
    await scene.days(1, 40)
    await sam.sign_in(now=at(41))
    [asked] = [one for one in (await sam.page(now=at(41))).entries if "asking because" in drawn(one.shown)][:1]
    await sam.press("Still in", used=asked.name, now=at(41))

    now_there = await sam.shown(asked.name, now=at(41))
    assert "asking because" not in drawn(now_there)
    assert [one for one in await rows(sam, message) if one.instead]


async def test_messages_and_exchanges_stand_in_the_order_they_came(scene, sam):
    await sam.say("help", now=at(0))
    await scene.days(1, 40)
    await sam.sign_in(now=at(41))
    await sam.say("/table", now=at(41))

    entries = (await sam.page(now=at(42))).entries
    assert [one.at for one in entries] == sorted(one.at for one in entries)
    assert {one.name[0] for one in entries} == {"e", "m"}


async def test_an_old_conversation_is_read_in_pieces_without_a_gap(sam):
    for number in range(MOST + 5):
        await sam.say(f"help {number}", now=at(0, 11, 0) + number * DAY / 1440)

    page = await sam.page(now=at(1))
    before = await sam.page(now=at(1), until=page.earlier)
    assert len(page.entries) == MOST
    assert [one.said for one in (*before.entries, *page.entries)] == [f"help {number}" for number in range(MOST + 5)]
    assert before.earlier is None


async def test_somebody_signed_out_has_no_page_and_is_not_heard(sam):
    await sam.scene.store.run(sessions.end, sam.token, now=at(0))

    assert await sam.page() is None
    assert await sam.say("/commit something") is None
    assert await rows(sam, commitment) == []


async def test_another_tables_page_is_not_there(scene, sam):
    other = await a_scene(scene.store, slug="away").begin()
    priya = await Browser(other, "priya").sign_in()
    await priya.say("/commit ours alone", slug="away")

    with pytest.raises(NoTableError):
        await sam.page(slug="away")
    heard = await sam.say("/commit theirs", slug="away")
    assert heard.entry == ""
    assert [one.text for one in await rows(sam, commitment)] == ["ours alone"]


async def test_another_persons_entry_is_nobodys_to_use(scene, sam):
    priya = await Browser(scene, "priya").sign_in()
    hers = await priya.say("/commit")
    heard = await sam.hear(Answers(act=Act(name="commitment.make"), values={"words": "mine"}), used=hers.entry)

    assert heard.entry != hers.entry
    assert isinstance(await priya.shown(hers.entry), Form)


@pytest.mark.parametrize("name", ["", "e", "x1", "e-1", "e1;", "e²", "m999", "e99999999999999999999999"])
async def test_an_entry_that_is_none_is_passed_over(sam, name):
    heard = await sam.hear(Act(name="help.show"), used=name)

    assert isinstance(heard.reply.show, Card)
    assert heard.entry.startswith("e")


async def test_somebody_who_has_left_is_answered_and_has_no_page(sam):
    heard = await sam.say("/table leave yes")

    assert heard.entry == ""
    assert "Goodbye" in drawn(heard.reply.show)
    with pytest.raises(NoTableError):
        await sam.page()


async def test_somebody_erased_is_gone_from_every_page(sam):
    await sam.say("/commit something")
    heard = await sam.say("/table erase me yes")

    assert "It's gone" in drawn(heard.reply.show)
    assert await sam.page() is None
    assert await rows(sam, exchange) == []


async def test_ninety_days_on_the_conversation_is_let_go(sam):
    await sam.say("help", now=at(0))
    await sam.scene.store.run(housekeeping.tidy, now=at(91))

    assert await rows(sam, exchange) == []


async def test_words_shared_without_a_name_leave_no_copy_with_their_author(scene, sam):
    for name, body in (("Una Fox", "Northside Care"), ("Bo Dee", "Riverside"), ("Cy Lan", "Elm Street Advice")):
        await scene.join(name, body)
    await sam.say('/reflect "families" don\'t 100% know_the number', key="one")
    await sam.say("/reflect list", now=at(2))
    warned = await sam.say("share 1 without my name", now=at(3))
    [sure] = [one for one in pages.ways(warned.reply.show) if "yes" in one.act.on]
    await sam.hear(sure.act, used=warned.entry, now=at(3))

    kept = await sam.scene.store.read(
        lambda tx: [
            tx.exec_driver_sql(f"SELECT * FROM {name}").all() for name in ("exchange", "inbox", "draft", "message")
        ]
    )
    assert "families" not in str(kept)
    assert "forgotten you wrote it" in str(await said_all(sam, at(4)))


async def test_words_that_are_taken_back_go_from_everybodys_page(scene, sam):
    priya = await Browser(scene, "priya").sign_in()
    long = 'we ring "eleven" numbers \\ and ' + "wait a long while " * 20
    await sam.say(f"/table view {long}")
    await sam.say(f"/reflect {long}")
    await sam.say("share 1 with my name")
    await scene.days(1, 8)
    await priya.say("/table views", now=at(8))
    await priya.say("/table digest", now=at(8))
    assert "eleven" in str(await rows(priya, exchange))
    await sam.say("/table take back my view", now=at(9))
    await sam.say("take back 1", now=at(9))

    shown = [row.shown for row in await rows(priya, exchange) if row.person_id == scene.persons["priya"].person.id]
    shown += [f"{row.card} {row.instead}" for row in await rows(priya, message)]
    assert "eleven" not in str(shown)
    assert "taken back by whoever wrote it" in str(shown)
    assert (await priya.page(now=at(9))).entries


async def said_all(browser, now):
    return [drawn(one.shown) for one in (await browser.page(now=now)).entries]


@given(words=st.text(max_size=300))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_words_at_all_can_be_said_on_a_page(sam, words):
    heard = await sam.say(words, key=f"any{abs(hash(words))}")

    assert heard is not None
    assert plain.written(heard.reply.show)
