"""What becomes of a letter when the mail server, the line or the address is not as it should be."""

from datetime import timedelta

import pytest
from aiosmtpd.smtp import SMTP

from bot.delivery import recording
from bot.handlers.mail.send import Server
from bot.storage import routes
from tests.support.post_office import Silence, by_mail, nobody, open_office
from tests.support.scene import at, said

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
async def office():
    async with open_office() as opened:
        yield opened


@pytest.fixture
async def nina(scene, office):
    """Nina is to be welcomed by mail; nobody else is written to."""
    by_mail(scene, office, patience=0.3)
    await scene.say("priya", "stop", now=at(0))
    await scene.join("Nina New", "Ward 9 Trust", agreed=None)
    return scene


async def state(scene, who="nina"):
    [row] = await scene.rows("welcome", who)
    return row.route, row.state, row.reason, row.attempts


async def best_way(scene):
    return await scene.store.read(routes.route_of, scene.persons["nina"].person.id)


@pytest.mark.parametrize("reply", ["550 5.1.1 No such user", "550 go away", "552 5.2.2 Mailbox full", "553 5.1.3 Bad"])
async def test_an_address_refused_for_good_is_not_tried_again_and_the_page_takes_over(nina, office, reply):
    office.answers["RCPT"] = reply
    await nina.tick(at(1))
    tried = office.visits
    await nina.tick(at(1) + HOUR)

    assert await state(nina) == ("web", "sent", None, 2)
    assert await best_way(nina) == "web"
    assert office.visits == tried == 1


async def test_being_given_a_seat_again_tries_the_address_again(nina, office):
    office.answers["RCPT"] = "550 5.1.1 No such user"
    await nina.tick(at(1))
    await nina.join("Nina New", "Ward 9 Trust", agreed=None)

    assert await best_way(nina) == "email"


@pytest.mark.parametrize("reply", ["451 4.7.1 Greylisted", "450 4.2.1 Busy", "452 Full just now"])
async def test_a_refusal_for_now_is_tried_again_later(nina, office, reply):
    office.answers["RCPT"] = reply
    await nina.tick(at(1))
    waiting = await state(nina)
    del office.answers["RCPT"]
    await nina.tick(at(1) + 2 * MINUTE)

    assert waiting == ("email", "owed", f"mail.{reply[:3]}", 1)
    assert await state(nina) == ("email", "sent", None, 2)
    assert len(office.taken) == 1


@pytest.mark.parametrize("word", ["MAIL", "RCPT"])
@pytest.mark.parametrize("reply", ["554 5.7.1 Relay access denied", "530 5.7.0 Log in first", "503 5.5.1 Order"])
async def test_a_refusal_that_is_about_us_is_nobodys_fault(nina, office, word, reply):
    office.answers[word] = reply
    for hour in range(5):
        await nina.tick(at(1) + hour * HOUR)

    assert await state(nina) == ("email", "owed", f"mail.{reply[:3]}", 0)
    assert await best_way(nina) == "email"


async def test_a_letter_refused_for_what_it_says_leaves_the_route_alone(nina, office):
    office.answers["DATA"] = "554 5.7.1 Looks like spam"
    await nina.tick(at(1))

    assert await state(nina) == ("email", "owed", "mail.554", 1)
    assert await best_way(nina) == "email"


async def test_a_line_cut_after_the_letter_leaves_nobody_knowing_and_it_is_not_sent_again(nina, office):
    office.answers["DATA"] = ConnectionError
    await nina.tick(at(1))
    office.answers.clear()
    await nina.days(2, 30)

    assert await state(nina) == ("email", "unknown", "mail.no_answer", 1)
    assert len(office.to("nina@home.example")) == 1


async def test_a_server_that_never_answers_for_the_letter_leaves_nobody_knowing(nina, office):
    office.answers["DATA"] = Silence
    await nina.tick(at(1))
    office.answers.clear()
    await nina.days(2, 10)

    assert await state(nina) == ("email", "unknown", "mail.no_answer", 1)
    assert len(office.to("nina@home.example")) == 1


@pytest.mark.parametrize("behaviour", [Silence, ConnectionError, "421 4.3.2 Shutting down"])
async def test_a_line_that_fails_before_the_letter_is_tried_again(nina, office, behaviour):
    office.answers["RCPT"] = behaviour
    await nina.tick(at(1))
    waiting = await state(nina)
    office.answers.clear()
    await nina.tick(at(1) + 5 * MINUTE)

    assert waiting[:2] == ("email", "owed")
    assert waiting[3] == 0
    assert (await state(nina))[:2] == ("email", "sent")
    assert len(office.taken) == 1


async def test_a_server_that_is_not_there_is_tried_again_and_never_given_up(nina, office):
    by_mail(nina, office, server=Server(host="127.0.0.1", port=9), patience=0.3)
    for hour in range(2 * recording.MOST_ATTEMPTS):
        await nina.tick(at(1) + hour * HOUR)
    missing = await state(nina)
    by_mail(nina, office)
    await nina.tick(at(4))

    assert missing[:2] == ("email", "owed")
    assert await state(nina) == ("email", "sent", None, 1)


async def test_while_the_server_is_down_one_letter_asks_and_the_others_do_not_wait(nina, office):
    office.answers["RCPT"] = "421 4.3.2 Shutting down"
    for name in ("Omar One", "Pia Two", "Quin Three"):
        await nina.join(name, "Ward 9 Trust", agreed=None)
    await nina.tick(at(1))
    asked = office.visits
    await nina.tick(at(1) + 5 * MINUTE)

    assert asked == 1
    assert office.visits == 2
    assert {row.state for row in await nina.rows("welcome")} == {"owed"}


async def test_a_message_stands_on_the_page_also_while_the_server_is_down(nina, office):
    from bot.storage import exchanges

    office.answers["MAIL"] = "421 4.3.2 Shutting down"
    await nina.join("Omar One", "Ward 9 Trust", agreed=None)
    await nina.tick(at(1))

    for who in ("nina", "omar"):
        assert len(await nina.store.read(exchanges.page, nina.persons[who], until=at(2), most=10)) == 1


async def test_a_wrong_password_is_nobodys_fault_and_stays_out_of_the_log(nina, capsys):
    def locked(office):
        return SMTP(office, authenticator=nobody, auth_require_tls=False, hostname="post.example")

    async with open_office(locked) as office:
        server = Server(host="127.0.0.1", port=office.port, user="convenor@example.org", password="not-this-one")
        by_mail(nina, office, server=server)
        await nina.tick(at(1))
        await nina.tick(at(1) + 20 * MINUTE)

        assert await state(nina) == ("email", "owed", "mail.login", 0)
        assert office.visits == 1
        assert office.taken == []
    logged = capsys.readouterr()
    assert "mail.login" in logged.out + logged.err
    assert "not-this-one" not in logged.out + logged.err + repr(server)
    assert "nina@" not in logged.out + logged.err


async def test_a_server_that_offers_no_login_is_nobodys_fault_either(nina, office):
    by_mail(nina, office, server=Server(host="127.0.0.1", port=office.port, user="u", password="p"))
    await nina.tick(at(1))

    assert await state(nina) == ("email", "owed", "mail.not_offered", 0)
    assert await best_way(nina) == "email"


async def test_a_password_is_not_sent_to_a_server_that_has_no_tls(nina):
    asked = []

    def login(*given):
        asked.append(given)
        return nobody(*given)

    def listening(office):
        return SMTP(office, authenticator=login, auth_require_tls=False)

    async with open_office(listening) as office:
        # Written like this it is not known for this very machine, where a password may go in the clear.
        by_mail(nina, office, server=Server(host="LOCALHOST", port=office.port, user="u", password="p"))
        await nina.tick(at(1))

    assert await state(nina) == ("email", "owed", "mail.not_offered", 0)
    assert asked == []


async def test_the_log_says_what_was_at_the_bottom_of_it(nina, office, capsys):
    by_mail(nina, office, server=Server(host="127.0.0.1", port=9))
    await nina.tick(at(1))

    assert "ConnectionRefusedError" in capsys.readouterr().out


async def test_whoever_left_every_table_while_the_letter_was_written_gets_none(nina, office):
    from bot.delivery.sender import DeliveryError, Outgoing
    from bot.messages.cards import nothing
    from tests.support.scene import claim_one

    await nina.tick(at(1, 8))
    mailer = nina.delivery.senders["email"]
    row = await claim_one(nina.store, "token", now=at(1), until=at(1) + HOUR)
    assert row is not None
    await nina.say("nina", "/table leave yes", now=at(1))
    card = nothing.this_week("x", "Who else?")
    message = Outgoing(row_id=row.id, person_id=row.person_id, place_id=None, card=card, now=at(1))

    with pytest.raises(DeliveryError, match=r"mail\.left"):
        await mailer.send(message)
    assert office.visits == 0


async def test_the_same_letter_has_the_same_id_at_each_try(nina, office):
    office.answers["DATA"] = "451 4.3.0 Try later"
    await nina.tick(at(1))
    office.answers.clear()
    await nina.tick(at(1) + 2 * MINUTE)

    first, second = office.letters
    assert first["Message-ID"] == second["Message-ID"]


async def test_a_check_in_whose_fate_is_unknown_counts_as_asked(scene, office):
    by_mail(scene, office, patience=0.3)
    office.answers["DATA"] = ConnectionError
    await scene.days(14, 20)
    office.answers.clear()
    await scene.days(21, 60)

    rows = await scene.rows("check_in", "sam")
    assert [row.state for row in rows] == ["unknown", "sent", "sent"]
    assert len(office.to("sam@home.example")) == 3


async def test_a_check_in_follows_its_person_from_a_dead_address_to_the_page(scene, office):
    by_mail(scene, office)
    office.answers["RCPT"] = "550 5.1.1 No such user"
    await scene.days(14, 20)

    [check_in] = [row for row in await scene.rows("check_in", "sam") if row.period.endswith("/1")]
    assert (check_in.route, check_in.state) == ("web", "sent")
    assert "asked" in said(await scene.say("priya", "/table quiet", now=at(20)))
