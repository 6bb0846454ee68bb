"""Doors open and close: people are written to by mail where mail is set up, and find everything on their page else."""

import pytest

from bot.storage import doors, posts, routes
from tests.support.post_office import by_mail, open_office, without_mail
from tests.support.scene import a_scene, at


@pytest.fixture
async def office():
    async with open_office() as opened:
        yield opened


async def best_way(scene, who="sam"):
    return await scene.store.read(routes.route_of, scene.persons[who].person.id)


async def test_the_page_and_the_terminal_are_open_from_the_start(scene):
    assert await scene.store.read(doors.standing_open) == {"web", "terminal"}
    assert await best_way(scene) == "web"


async def test_with_mail_set_up_somebody_with_an_address_is_written_to_by_mail(scene, office):
    by_mail(scene, office)
    await scene.tick(at(0))

    assert await scene.store.read(doors.standing_open) == {"web", "terminal", "email"}
    assert await best_way(scene) == "email"


async def test_an_open_door_that_stays_open_is_not_written_down_again(scene, office):
    by_mail(scene, office)
    await scene.tick(at(0))
    first = await scene.store.read(lambda tx: tx.exec_driver_sql("SELECT * FROM door ORDER BY platform").all())
    await scene.tick(at(1))

    assert await scene.store.read(lambda tx: tx.exec_driver_sql("SELECT * FROM door ORDER BY platform").all()) == first


async def test_what_was_owed_on_the_page_goes_by_mail_once_mail_is_set_up(scene, office):
    await scene.join("Nina New", "Ward 9 Trust", agreed=None)
    await scene.tick(at(0, 7))
    [owed] = await scene.rows("welcome")
    by_mail(scene, office)
    await scene.tick(at(1))

    [row] = await scene.rows("welcome")
    assert (owed.route, owed.state) == ("web", "owed")
    assert (row.route, row.state) == ("email", "sent")
    assert len(office.to("nina@home.example")) == 1


async def test_what_was_owed_by_mail_stands_on_the_page_once_mail_is_taken_away(scene, office):
    by_mail(scene, office)
    await scene.join("Nina New", "Ward 9 Trust", agreed=None)
    await scene.tick(at(0, 7))
    without_mail(scene)
    await scene.tick(at(1))

    [row] = await scene.rows("welcome")
    assert (row.route, row.state) == ("web", "sent")
    assert office.taken == []
    assert await best_way(scene) == "web"


async def test_a_row_claimed_by_somebody_without_that_door_goes_by_the_next_best(scene, office):
    by_mail(scene, office)
    await scene.join("Nina New", "Ward 9 Trust", agreed=None)
    await scene.tick(at(0, 7))
    without_mail(scene)
    await scene.delivery.once(at(1))
    waiting = [(row.route, row.state, row.reason, row.attempts) for row in await scene.rows("welcome")]
    await scene.tick(at(1, 12))

    assert waiting == [("email", "owed", "route.closed", 0)]
    assert [(row.route, row.state) for row in await scene.rows("welcome")] == [("web", "sent")]


async def test_a_note_and_its_check_in_move_together(scene, office):
    await scene.tick(at(14, 8))
    by_mail(scene, office)
    await scene.tick(at(14))
    await scene.tick(at(15))

    sent = {(row.kind, row.route, row.state) for row in await scene.rows(None, "sam")}
    assert sent == {("check_in", "email", "sent"), ("note", "email", "sent")}


async def test_the_one_note_of_a_week_stays_one_when_doors_close_and_open_again(scene, office):
    await scene.say("sam", "/commit send the data by 2027-02-20", now=at(0))
    by_mail(scene, office)
    await scene.tick(at(15))
    without_mail(scene)
    await scene.tick(at(15, 12))
    by_mail(scene, office)
    await scene.days(16, 18)

    weeks = [(row.period, row.state) for row in await scene.rows("note", "sam") if row.state == "sent"]
    assert len(weeks) == len({week for week, _state in weeks}) == 1


async def test_a_note_stays_where_it_is_if_the_other_route_had_the_weeks_note(database):
    from bot.storage import outbox
    from bot.storage.outbox import Owed
    from bot.storage.store import Store

    store = Store(database)
    scene = await a_scene(store).begin()
    other = await a_scene(store, slug="young").begin()
    sam = await scene.join("Sam Okoye", "Ward 9 Trust")
    for table, route in ((scene, "email"), (other, "web")):
        note = Owed(
            partnership_id=table.partnership_id,
            person_id=sam.person.id,
            kind="note",
            period="2027-W04",
            route=route,
            due_at=at(15),
        )
        await store.run(outbox.owe, note)
    await store.run(doors.open_only, ("web", "terminal", "email"), now=at(14))

    assert [row.route for row in await scene.rows("note", "sam")] == ["email", "web"]
    await store.close()


async def test_doors_are_the_same_on_both_databases(database, office):
    from bot.storage.store import Store

    store = Store(database)
    scene = await a_scene(store).begin()
    await scene.join("Nina New", "Ward 9 Trust", agreed=None)
    await scene.tick(at(0, 7))
    by_mail(scene, office)
    await scene.tick(at(0, 8))
    moved = [(row.route, row.state) for row in await scene.rows("welcome")]
    office.answers["RCPT"] = "550 5.1.1 No such user"
    await scene.tick(at(1))

    assert moved == [("email", "owed")]
    assert [(row.route, row.state) for row in await scene.rows("welcome")] == [("web", "sent")]
    await store.close()


async def test_by_mail_too_one_welcome_and_one_note_a_week(scene, office):
    by_mail(scene, office)
    await scene.join("Nina New", "Ward 9 Trust", agreed=None)
    await scene.say("sam", "/commit send the data every week by 2027-01-22", now=at(0))
    await scene.days(1, 60)

    subjects = [str(one["Subject"]) for one in office.to("nina@home.example")]
    notes = [one for one in office.to("sam@home.example") if "note for the week" in str(one["Subject"])]
    weeks = [one["Date"].datetime.isocalendar()[:2] for one in notes]
    assert subjects == ["Home from hospital: may I keep you in touch?"]
    assert len(weeks) > 3
    assert len(weeks) == len(set(weeks))


async def test_a_yes_from_the_mail_leads_to_notes_and_stop_ends_them(scene, office):
    by_mail(scene, office)
    await scene.join("Nina New", "Ward 9 Trust", agreed=None)
    await scene.tick(at(1))
    await scene.say("nina", "yes", now=at(1, 12))
    await scene.days(2, 30)
    heard = len(office.to("nina@home.example"))
    await scene.say("nina", "stop", now=at(30, 12))
    await scene.days(31, 60)

    assert heard > 1
    assert len(office.to("nina@home.example")) == heard


async def test_a_table_with_mail_still_has_its_digest_on_its_page(scene, office):
    by_mail(scene, office)
    await scene.say("sam", "/commit send the data by 2027-01-20", now=at(0))
    await scene.days(1, 10)

    assert {(row.route, row.state) for row in await scene.rows("digest")} == {("web", "sent")}
    page = await scene.store.read(posts.page_of, scene.partnership_id)
    assert page is not None
