"""What is said on a page: once, kept, given back when it cannot be, and nobody else's."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from bot.domain.manners import Kind
from bot.storage.errors import NotStarted
from bot.storage.schema import commitment, exchange
from tests.handlers.web.conftest import Page
from tests.support.scene import a_scene, at

NASTY = "</b><script>alert(1)</script> javascript:alert(1) =cmd() 🙂 שלום \x1b[31m <img src=x onerror=alert(1)>"


def commitments(web):
    return [row.text for row in web.do(web.door.store.read, lambda tx: tx.execute(select(commitment)).all())]


def followed(web, answer):
    """The page that an answer leads to, and the entry on it."""
    assert answer.status_code == 303, answer.text
    path, _, entry = answer.headers["location"].partition("#")
    return web.page(path), entry


def test_words_are_answered_on_the_page(sam):
    page, entry = followed(sam, sam.say("/commit send the discharge data by Friday"))

    assert "/commit send the discharge data by Friday" in page.text
    assert "send the discharge data" in page.text.partition("You said you'd")[2]
    assert "Friday 15 January" in page.text
    assert f'id="{entry}"' in page.answer.text


def test_a_reload_and_a_double_click_do_nothing_twice(sam):
    hidden = sam.page().hidden()
    answers = [sam.post("/t/home/say", data={**hidden, "words": "/commit send it"}) for _time in range(3)]

    assert len({answer.headers["location"] for answer in answers}) == 1
    assert commitments(sam) == ["send it"]


def test_clicks_at_the_same_moment_do_nothing_twice(sam):
    hidden = sam.page().hidden()
    data = {**hidden, "words": "/commit send it"}
    with ThreadPoolExecutor(4) as clicks:
        answers = list(clicks.map(lambda _click: sam.post("/t/home/say", data=data), range(4)))

    assert {answer.status_code for answer in answers} == {303}
    assert commitments(sam) == ["send it"]


def test_going_back_to_a_page_and_saying_something_new_is_heard(sam):
    hidden = sam.page().hidden()
    for words in ("/commit the first", "/commit the second"):
        sam.post("/t/home/say", data={**hidden, "words": words})

    assert commitments(sam) == ["the first", "the second"]


def test_buttons_work_without_scripts(sam):
    page, _ = followed(sam, sam.say("/commit send it by Friday"))
    page, entry = followed(sam, sam.submit(page.with_button("Change date")))
    moved, _ = followed(sam, sam.submit(page.form_to("/act"), **{"f.due_on": "Monday week"}))

    assert "Change date" in page.text
    assert entry.startswith("e")
    assert "Monday 18 January" in moved.text


def test_a_form_with_something_wrong_is_drawn_again_as_it_was_filled_in(sam):
    page, _ = followed(sam, sam.say("/commit"))
    form = page.form_to("/act")
    answer = sam.submit(form, **{"f.words": "ring <b>the ward</b>", "f.due_on": "31 November"})

    again = Page(answer)
    assert answer.status_code == 422
    assert "There is no such day in the calendar." in again.text
    assert "ring &lt;b&gt;the ward" in answer.text
    assert commitments(sam) == []
    kept, _ = followed(sam, sam.submit(again.form_to("/act"), **{"f.words": "ring the ward", "f.due_on": "Friday"}))
    assert "ring the ward" in kept.text
    assert commitments(sam) == ["ring the ward"]


def test_a_form_left_open_over_night_still_works(sam):
    page, _ = followed(sam, sam.say("/commit"))
    sam.clock[0] = at(4)

    followed(sam, sam.submit(page.form_to("/act"), **{"f.words": "ring the ward"}))
    assert commitments(sam) == ["ring the ward"]


def test_a_form_left_open_until_one_is_signed_out_gives_the_words_back(sam):
    page, _ = followed(sam, sam.say("/commit"))
    sam.clock[0] = at(20)
    answer = sam.submit(page.form_to("/act"), **{"f.words": "ring the ward"})

    assert answer.status_code == 401
    assert "ring the ward" in Page(answer).text
    assert commitments(sam) == []


def test_what_another_site_sends_is_refused_before_it_is_read(sam):
    hidden = sam.page().hidden()
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ):
        answer = sam.post("/t/home/say", data={**hidden, "words": "/commit theirs"}, headers=headers)
        assert answer.status_code == 403

    assert commitments(sam) == []


@pytest.mark.parametrize("csrf", [None, "", "made up", "naïve ☃"])
def test_a_form_that_does_not_know_the_session_does_nothing(sam, csrf):
    hidden = {**sam.page().hidden(), "words": "/commit theirs"}
    given = {name: value for name, value in hidden.items() if name != "csrf"} | ({"csrf": csrf} if csrf else {})
    answer = sam.post("/t/home/say", data=given)

    assert answer.status_code == 401
    assert "/commit theirs" in Page(answer).text
    assert commitments(sam) == []


def test_a_word_from_another_session_is_no_word_for_this_one(web):
    theirs = web.sign_in("priya").page().hidden()
    answer = web.sign_in("sam").post("/t/home/say", data={**theirs, "words": "/commit something"})

    assert answer.status_code == 401
    assert commitments(web) == []


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"once": ""},
        {"once": "x" * 65},
        {"act": "nonsense"},
        {"act": "1:commitment.make:not-a-number"},
        {"act": "2:commitment.make:"},
        {"act": "1:commitment.make::" + "x" * 200},
        {"act": "1:no.such.action:"},
        {"act": "1:commitment.done::999999999999999999999"},
        {"act": "1:commitment.done:1:-1"},
        {"act": "1:reflection.make::zzz", "form": "1", "f.words": "a\0b"},
        {"act": "1:table.found::²"},
        {"act": "1:table.found::1e5"},
        {"act": "1:table.leave::@nowhere"},
        {"act": "1:data.show::@away"},
        {"act": "1:quiet.answer::\u0661", "used": "e1"},
    ],
)
def test_what_is_none_of_our_forms_is_refused_in_a_sentence(sam, given):
    hidden = sam.page().hidden()
    answer = sam.post("/t/home/act", data={**hidden, **given})

    assert answer.status_code in (303, 400, 404, 422), answer.text
    assert commitments(sam) == []
    assert "Traceback" not in answer.text


def test_more_fields_than_any_form_has_are_refused(sam):
    hidden = sam.page().hidden()
    answer = sam.post("/t/home/say", data={**hidden, **{f"f.{n}": "x" for n in range(300)}})

    assert answer.status_code == 400


def test_a_body_larger_than_any_form_is_refused(sam):
    hidden = sam.page().hidden()
    told = sam.post("/t/home/say", data={**hidden, "words": "x" * 300_000})
    untold = sam.post("/t/home/say", content=(b"x" * 1000 for _ in range(300)))

    assert told.status_code == 413
    assert "Nothing was kept" in told.text
    assert untold.status_code in (400, 413)
    assert commitments(sam) == []


def test_bytes_that_are_no_text_do_no_harm(sam):
    hidden = sam.page().hidden()
    body = "&".join(f"{name}={value}" for name, value in hidden.items()).encode() + b"&words=%FF%FE\xff\x00"
    answer = sam.post("/t/home/say", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})

    assert answer.status_code == 303


def test_five_thousand_characters_come_back(sam):
    page, _ = followed(sam, sam.say("/commit " + "long " * 1000))

    assert "long long long" in page.text
    assert commitments(sam) == []


def test_what_people_type_does_nothing_on_a_page(sam):
    for words in (NASTY, f"/commit {NASTY}", f"/reflect {NASTY}", f"/table missing {NASTY[:60]}"):
        sam.say(words)
    page = sam.page()

    assert "<script>alert" not in page.answer.text
    assert "<img" not in page.answer.text
    assert 'href="javascript' not in page.answer.text
    assert "alert(1)" in page.text


def test_when_the_database_is_busy_the_words_stay_and_can_be_sent_again(sam, monkeypatch):
    hidden, run = sam.page().hidden(), sam.door.store.run

    def busy(*_args, **_more):
        raise NotStarted

    monkeypatch.setattr(sam.door.store, "run", busy)
    answer = sam.post("/t/home/say", data={**hidden, "words": "/commit send it"})
    assert answer.status_code == 503
    assert "Not saved" in answer.text
    assert "/commit send it" in Page(answer).text

    monkeypatch.setattr(sam.door.store, "run", run)
    followed(sam, sam.submit(Page(answer).forms[-1]))
    followed(sam, sam.submit(Page(answer).forms[-1]))
    assert commitments(sam) == ["send it"]


def test_another_tables_page_says_no_more_than_one_that_is_not_there(sam):
    sam.do(a_scene(sam.door.store, slug="away").begin)
    theirs, nobodys = sam.get("/t/away"), sam.get("/t/nowhere")

    assert (theirs.status_code, theirs.text) == (nobodys.status_code, nobodys.text)
    assert theirs.status_code == 404
    for path in ("talk", "live", "see/me", "see/table", "see/quiet"):
        assert sam.get(f"/t/away/{path}").status_code == 404


def test_what_is_sent_to_another_tables_page_is_not_done_there(sam):
    sam.do(a_scene(sam.door.store, slug="away").begin)
    hidden = sam.page().hidden()
    answer = sam.post("/t/away/say", data={**hidden, "words": "/commit theirs"})

    assert answer.status_code == 404
    assert "/commit theirs" in Page(answer).text
    assert commitments(sam) == []


def test_an_outsider_reads_nothing_of_the_table(web):
    web.sign_in("sam").say("/commit send the secret plan")
    web.do(a_scene(web.door.store, slug="away").begin)
    web.scene.persons["oscar"] = web.do(a_scene(web.door.store, slug="faraway").begin).persons["priya"]
    web.sign_in("oscar")

    for path in ("/t/home", "/t/home/talk", "/t/home/see/table", "/t/home/see/commitments", "/t/home/see/digests"):
        answer = web.get(path)
        assert answer.status_code == 404
        assert "secret plan" not in answer.text


@pytest.mark.parametrize("name", ["nonsense", "quiet", "table%00"])
def test_a_page_that_is_not_for_them_is_not_there(sam, name):
    assert sam.get(f"/t/home/see/{name}").status_code == 404


def test_a_coordinator_has_the_page_about_who_has_gone_quiet(priya):
    assert "too early to say who is quiet" in priya.page("/t/home/see/quiet").text


@pytest.mark.parametrize("words", ["away", "messages off"])
def test_the_one_question_of_a_form_says_itself_what_is_wrong(sam, words):
    page, _ = followed(sam, sam.say("/table away") if words == "away" else sam.act_of("messages.pause"))
    answer = sam.submit(page.form_to("/act"), **{"f.until": "one of these days"})

    assert answer.status_code == 422
    assert "I need a day for that" in Page(answer).text
    assert 'name="f.until"' in answer.text
    assert "one of these days" in answer.text


def test_nobody_signed_in_reads_nothing(web):
    for path in ("/t/home", "/t/home/talk", "/t/home/live", "/t/home/see/me"):
        assert web.get(path).status_code == 401
    assert web.post("/t/home/say", data={"once": "x", "words": "/commit mine"}).status_code == 401


def test_somebody_who_leaves_sees_a_goodbye_and_no_page(sam):
    answer = sam.say("/table leave yes")

    assert answer.status_code == 200
    assert "Goodbye from Home from hospital" in Page(answer).text
    assert sam.get("/t/home").status_code == 404


def test_somebody_who_is_erased_sees_that_it_is_gone(sam):
    answer = sam.say("/table erase me yes")

    assert "It's gone." in Page(answer).text
    assert sam.get("/t/home").status_code == 401
    assert sam.do(sam.door.store.read, lambda tx: tx.execute(select(exchange)).all()) == []


def test_what_was_said_before_is_one_link_away(sam):
    for number in range(45):
        sam.clock[0] = at(0, 11, number)
        sam.say(f"help {number}")
    page = sam.page()
    [earlier] = re.findall(r'href="(/t/home\?until=[^"]+)"', page.answer.text)
    before = sam.page(earlier)

    assert "help 44" in page.text
    assert "help 2 " not in page.text
    assert "help 2 " in before.text


def test_an_entry_that_is_drawn_once_carries_the_word_of_each_page_it_stands_on(sam):
    sam.say("help")
    first, second = sam.page().form_to("/act"), sam.page().form_to("/act")
    sam.sign_in("sam")
    third = sam.page().form_to("/act")

    assert first.fields["once"] != second.fields["once"]
    assert first.fields["csrf"] == second.fields["csrf"] != third.fields["csrf"]
    assert first.fields["used"] == third.fields["used"]
    assert "\0" not in sam.page().answer.text


@pytest.mark.parametrize(
    "until",
    [
        "0001-01-01T00:00%2B23:59",
        "9999-12-31T23:59-23:59",
        "yesterday",
        "2027-01-11",
        "2027-01-11T10:00:00",
        "",
        "9999-99-99T00:00:00Z",
    ],
)
def test_a_made_up_moment_shows_the_page_as_it_is(sam, until):
    sam.say("help me")

    assert "help me" in sam.page(f"/t/home?until={until}").text


def test_the_conversation_alone_is_what_an_open_page_fetches(sam):
    sam.say("help me")
    part = sam.get("/t/home/talk")

    assert part.text.lstrip().startswith("<p class=")
    assert "<html" not in part.text
    assert "help me" in part.text


def test_a_note_of_two_tables_acts_at_the_table_it_speaks_of(web):
    async def second():
        other = await a_scene(web.door.store, slug="away").begin()
        await other.join("Sam Okoye", "Ward 9 Trust", email="sam@home.example")
        other.delivery = web.scene.delivery
        await web.scene.days(1, 35)

    web.do(second)
    web.clock[0] = at(36)
    [note, *_] = [row for row in web.do(web.scene.rows, Kind.NOTE, "sam") if row.state == "sent"]
    assert note
    page = web.sign_in("sam").page("/t/away")
    moved = web.submit(page.with_button("Not just now"))

    assert moved.status_code == 303
    assert moved.headers["location"].startswith(("/t/home#", "/t/away#"))


def test_a_mistake_of_ours_is_owned_up_to_with_a_word_to_quote_and_no_word_of_theirs(sam, monkeypatch, capsys):
    hidden = sam.page().hidden()

    def broken(*_args, **_more):
        raise RuntimeError("ring the ward")

    monkeypatch.setattr(sam.door.store, "run", broken)
    monkeypatch.setattr(sam._transport, "raise_server_exceptions", False)
    answer = sam.post("/t/home/say", data={**hidden, "words": "/commit ring the ward"})

    [code] = re.findall(r"If you ask whoever runs this: (\S+)", Page(answer).text)
    assert answer.status_code == 500
    assert "the mistake is ours" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    logged = capsys.readouterr().out
    assert code in logged
    assert "ring the ward" not in logged
