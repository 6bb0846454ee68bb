"""Each in their own language: by what their platform says, by what they choose, and by what their table speaks."""

import re

import pytest

from bot.domain.people import Identity, Place
from bot.handlers.front import serve
from bot.messages.parts import Form
from bot.services import profiles
from bot.services.request import Answers, Request, Words
from bot.storage import people, posts
from tests.support.committing import button, labels
from tests.support.post_office import by_mail, open_office
from tests.support.post_office import said as said_in
from tests.support.scene import a_scene, at, said
from tools.words import ours

# Words that stand in every English sentence of ours, and in no Welsh one.
ENGLISH = re.compile(r"\b(the|you|your|and|of|with|this|are|have|what|when|it|was|for|from)\b", re.IGNORECASE)
NOT_OURS = re.compile(r"Home from hospital|“[^”]*”|/\w+ [^.;]*")


def english_in(*shown):
    """What is left of English in cards, but for names, people's own words and what can be typed."""
    words = " ".join(ours(one) for one in shown)
    return ENGLISH.findall(NOT_OURS.sub("", words))


async def language_of(scene, who):
    return (await scene.partner(who)).person.language


async def by_door(scene, who, words, language):
    """Words from somebody whose door says which language they speak."""
    request = Request(
        key="",
        said_at=at(0),
        who=Identity(platform="web", tenant="", user=str(scene.persons[who].person.id)),
        place=Place(platform="web", tenant="", conversation="home", private=True),
        said=Words(text=words),
        door="page",
        language=language,
    )
    return await serve(scene.store, request, now=at(0))


async def test_a_welsh_speakers_first_ten_minutes_are_in_welsh(store):
    scene = await a_scene(store).begin()
    await scene.join("Sian Rees", "Ward 9 Trust", agreed=None)
    await scene.store.run(profiles.speak, scene.persons["sian"].person.id, "cy-GB")
    await scene.say("priya", "/table settings language Welsh")

    await scene.tick(at(1))
    welcome = await scene.page("sian")
    assert labels(welcome)[:3] == ["Ie", "Dim ond pan ysgrifennaf i", "Dim diolch"]
    yes = await scene.say("sian", "Ie", now=at(1, 12))
    form = await scene.heard("sian", button(yes, "Ateb").act, now=at(1, 12))
    assert isinstance(form.show, Form)
    view = await scene.heard("sian", Answers(act=form.show.act, values={"words": "un ar ddeg rhif"}), now=at(1, 12))
    kept = await scene.say("sian", "/commit anfon y data erbyn dydd Gwener", now=at(1, 12))
    asked = await scene.say("sian", "/commit", now=at(1, 12))
    unknown = await scene.say("sian", "bore da i bawb", now=at(1, 12))
    await scene.days(2, 8)
    [(_at, digest)] = await scene.store.read(posts.on_table, scene.partnership_id, most=1)

    assert said(welcome).startswith("Helo Sian. Cawsoch wahoddiad gan Priya i Home from hospital.")
    assert "Rwy'n ei ddileu dwy flynedd ar ôl i chi adael" in said(welcome)
    assert "sut mae hyn yn edrych o'ch sedd chi?" in said(yes)
    assert "Eich barn chi ydyw" in said(view)
    assert "Dywedoch y gwnewch “anfon y data” erbyn dydd Gwener 15 Ionawr." in said(kept)
    assert "Yr wythnos wrth fwrdd" in digest
    assert "Cymerodd un person ran yr wythnos hon" in digest
    shown = [one.show for one in (welcome, yes, form, view, kept, asked, unknown) if one.show]
    assert english_in(*shown) == []
    assert {one.language for one in shown} == {"cy"}


async def test_two_at_one_table_each_have_their_own_language_from_one_round(scene):
    await scene.say("sam", "Cymraeg")
    for who in ("sam", "jo"):
        await scene.say(who, "/commit ring the ward by 2027-01-20", now=at(0))
    await scene.tick(at(7))
    await scene.tick(at(7, 12))
    sam, jo = await scene.page("sam"), await scene.page("jo")

    assert said(sam).startswith("Helo Sam. Dywedoch y gwnewch:")
    assert said(jo).startswith("Hello Jo. You said you would:")
    assert labels(sam)[-2:] == ["Ddim tan…", "Stopio"]
    assert labels(jo)[-2:] == ["Not until…", "Stop"]


async def test_what_somebody_chose_wins_over_what_their_platforms_say(scene):
    chosen = await scene.say("sam", "siarad Cymraeg")
    english_door = await by_door(scene, "sam", "help", "en-GB")
    await scene.store.run(profiles.speak, scene.persons["sam"].person.id, "en-US")

    assert said(chosen).startswith("O hyn ymlaen, Cymraeg fyddaf i'n ei siarad â chi")
    assert "Drafft yw'r Gymraeg hon" in said(chosen)
    assert said(english_door).startswith("Gallwch ei ddweud mewn brawddeg")
    assert "Drafft yw'r Gymraeg hon" in said(english_door)
    assert await language_of(scene, "sam") == "cy"


async def test_somebody_changes_their_mind_by_the_button_or_in_a_word(scene):
    welsh = await scene.say("sam", "/table language Welsh")
    english = await scene.heard("sam", button(welsh, "English").act, now=at(0))
    again = await scene.say("sam", "speak Cymraeg")
    back = await scene.say("sam", "Saesneg")

    assert said(english).startswith("I speak English with you from now on, wherever you talk to me.")
    assert "draft" not in said(english)
    assert again.show.language == "cy"
    assert said(back).startswith("I speak English")
    assert "draft" not in said(await scene.say("sam", "help"))


@pytest.mark.parametrize(
    ("words", "language"),
    [("yn Gymraeg", "cy"), ("iaith: Cymraeg", "cy"), ("/table language cy", "cy"), ("speak english.", "en")],
)
async def test_a_language_can_be_named_in_several_ways(scene, words, language):
    await scene.say("sam", words)

    assert await language_of(scene, "sam") == language


async def test_which_languages_there_are_is_said_to_whoever_asks_or_names_another(scene):
    which = await scene.say("sam", "/table language")
    other = await scene.say("sam", "speak to Jo by Friday")

    assert said(which).startswith("I speak English and Cymraeg. With you I speak English. Which shall it be?")
    assert labels(which) == ["Cymraeg"]
    assert said(other).startswith("I speak English and Cymraeg.")
    assert "“speak to Jo by Friday”" in said(other)
    assert await language_of(scene, "sam") is None


@pytest.mark.parametrize(
    ("told", "known", "answer"),
    [
        ("cy-GB", "cy", "Gallwch ei ddweud"),
        ("en-US", "en", "You can say it"),
        ("fr-FR", None, "You can say it"),
        ("", None, "You can say it"),
        ("!", None, "You can say it"),
    ],
)
async def test_the_doors_language_is_theirs_who_have_none(scene, told, known, answer):
    assert said(await by_door(scene, "sam", "help", told)).startswith(answer)
    assert await language_of(scene, "sam") == known


async def test_english_that_programs_come_with_takes_no_language_from_anybody(scene):
    await by_door(scene, "sam", "help", "cy")
    english = await by_door(scene, "sam", "help", "en-US")

    assert await language_of(scene, "sam") == "cy"
    assert english.show.language == "cy"


async def test_a_table_speaks_with_whoever_has_no_language_of_their_own(scene):
    changed = await scene.say("priya", "/table settings language Welsh")
    shown = await scene.say("priya", "/table settings")
    refused = await scene.say("priya", "/table settings language Klingon")

    assert "now in Cymraeg" in said(changed)
    assert "language: Cymraeg" in said(shown)
    assert said(refused).startswith("Ni all language fod felly.")
    assert said(await scene.say("jo", "help")).startswith("Gallwch")
    assert said(await by_door(scene, "jo", "help", "en-GB")).startswith("You can say")


async def test_a_refusal_is_in_the_language_of_whoever_gets_it(scene):
    await scene.say("sam", "Cymraeg")

    assert said(await scene.say("sam", "done 99")).startswith("Ni allaf ddod o hyd i hynny")


async def test_a_letter_has_its_readers_language_in_its_subject_and_its_head(scene):
    async with open_office() as office:
        by_mail(scene, office)
        await scene.join("Nia New", "Ward 9 Trust", agreed=None)
        await scene.store.run(profiles.speak, scene.persons["nia"].person.id, "cy")
        await scene.tick(at(1))
        [letter] = office.to("nia@home.example")

    assert str(letter["Subject"]) == "Home from hospital: a gaf i gadw mewn cysylltiad?"
    assert str(letter["From"]) == '"Priya, drwy Convenor" <convenor@example.org>'
    assert '<html lang="cy">' in said_in(letter, "html")
    assert "Does neb yn darllen atebion i'r neges e-bost hon." in said_in(letter, "plain")


async def test_what_is_kept_of_a_language_is_shown_and_goes_with_its_person(scene):
    await scene.say("sam", "Cymraeg")
    held = said(await scene.say("sam", "/table my data"))
    await scene.say("sam", "/table erase me yes")
    gone = await scene.store.read(people.language_of_reader, scene.partnership_id, scene.persons["sam"].person.id)

    assert "Iaith: Cymraeg, fel y dewisoch" in held
    assert gone is None
