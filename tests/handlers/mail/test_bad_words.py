"""Names, tables and words that would like to be headers, recipients, links or markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.mail.write import AddressError, read_address
from bot.messages import letter
from bot.services import tables
from bot.services.tables import Beginning, Newcomer
from tests.support.post_office import Seen, by_mail, open_office, said
from tests.support.scene import at

HEADERS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"),
    *("List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Content-Type"),
}
BAD = [
    "Nina\r\nBcc: everybody@evil.example\r\n\r\nhello",
    "Nina\nBcc: everybody@evil.example",
    "Nina\rBcc: x@evil.example",
    'Nina" <everybody@evil.example>, "x',
    "Nina, everybody@evil.example",
    "=?utf-8?q?Nina=0D=0ABcc:_x@evil.example?=",
    "=?utf-8?b?TmluYQ0KQmNjOiB4QGV2aWwuZXhhbXBsZQ==?=",
    "==?utf-8?q??==?utf-8?q?=0D=0ABcc:_x@evil.example?=",
    "Nina\u2028Bcc: x@evil.example\x85Cc: y@evil.example\x00\x1b[31m",
    "<script>alert(1)</script>",
    "\u202eelpmaxe.live@anin\u202c",
    "שרה כהן",
    "Åse Žižková 🦉",
    "n" * 100,
]


@pytest.fixture
async def office():
    async with open_office() as opened:
        yield opened


async def letter_for(scene, office, name, address="nina@home.example"):
    """Nina's welcome, whatever she is called."""
    by_mail(scene, office)
    newcomer = Newcomer(name=name, email=address, organisation="Ward 9 Trust")
    await scene.store.run(tables.join, scene.partnership_id, newcomer, today=at(0).date(), now=at(0))
    await scene.tick(at(1))
    return office.to(address)


@pytest.mark.parametrize("name", BAD)
async def test_a_name_is_a_name_and_nothing_else(scene, office, name):
    [one] = await letter_for(scene, office, name)

    assert set(one.keys()) == HEADERS
    assert [address.addr_spec for address in one["To"].addresses] == ["nina@home.example"]
    assert "evil.example" not in " ".join(address.addr_spec for address in one["From"].addresses)
    assert one["Cc"] is one["Bcc"] is None
    assert "<script>" not in said(one, "html")


@pytest.mark.parametrize("name", BAD)
async def test_a_tables_and_its_conveners_names_are_names_and_nothing_else(store, office, name):
    from tests.support.scene import a_scene

    scene = a_scene(store)
    begun = await store.run(
        tables.begin,
        Beginning(name=name, slug="odd"),
        Newcomer(name=name, email="priya@odd.example", organisation=name),
        now=at(0, 8),
    )
    scene.partnership_id = begun.partnership.id
    [one] = await letter_for(scene, office, "Nina New")

    assert set(one.keys()) == HEADERS
    assert [address.addr_spec for address in one["From"].addresses] == ["convenor@example.org"]
    assert str(one["Subject"]).endswith(": may I keep you in touch?")


@pytest.mark.parametrize("words", BAD)
async def test_what_somebody_said_stands_in_the_letter_and_does_nothing(scene, office, words):
    by_mail(scene, office)
    await scene.say("sam", f"/commit {words} by 2027-01-20", now=at(0))
    await scene.days(1, 9)

    [one] = [one for one in office.to("sam@home.example") if "reminded" in str(one["Subject"])]
    assert set(one.keys()) == HEADERS
    assert "<script>" not in said(one, "html")
    assert {href.partition("?")[0].rpartition("/")[0] for href, _ in Seen(said(one, "html")).links} == {
        "https://convenor.example.org/in"
    }


@pytest.mark.parametrize(
    "address",
    [
        *(
            "sam@ward9.example, bcc@evil.example",
            "sam@ward9.example>\r\nRCPT TO:<x@evil.example",
            "sam",
            "@ward9.example",
        ),
        *(
            "sam@",
            "a b@ward9.example",
            "sam@ward9.example\n",
            '"a b"@ward9.example',
            "sam@[127.0.0.1]",
            "sam@-.example",
        ),
        *(
            "sam@ward9..example",
            ".sam@ward9.example",
            "sam.@ward9.example",
            "s..m@ward9.example",
            "sam@a b.example",
            "",
        ),
        *("<sam@ward9.example>", "sam@ward9.example SIZE=1", f"{'s' * 65}@ward9.example", f"sam@{'w' * 64}.example"),
        "sam@\ud800.example",
    ],
)
def test_what_is_no_plain_address_is_refused(address):
    with pytest.raises(AddressError):
        read_address(address)


@pytest.mark.parametrize(
    ("written", "travels"),
    [
        ("sam@ward9.example", "sam@ward9.example"),
        ("Sam.O'Koye+table@Ward9.Example", "Sam.O'Koye+table@ward9.example"),
        ("sam@bücher.example", "sam@xn--bcher-kva.example"),
        ("åse@ward9.example", "åse@ward9.example"),
        ("sam@localhost", "sam@localhost"),
    ],
)
def test_a_plain_address_is_taken_as_it_travels(written, travels):
    assert read_address(written).addr_spec == travels


@given(st.text(max_size=80))
def test_nothing_taken_for_an_address_can_end_the_line_it_stands_on(written):
    try:
        address = read_address(written).addr_spec
    except AddressError:
        return

    assert not set(address) & set('\r\n\0 <>,;:"')
    assert address.count("@") == 1


@given(st.text(max_size=300), st.sampled_from(["welcome", "note", "reminder", "offer", "brief"]))
def test_a_subject_stays_short_whatever_the_tables_are_called(name, kind):
    assert len(letter.subject(kind, [name, name])) < 120


async def test_an_address_that_cannot_be_one_leaves_the_person_to_their_page(scene, office):
    letters = await letter_for(scene, office, "Nina New", "nina@ home.example")
    [row] = await scene.rows("welcome")

    assert letters == []
    assert (row.route, row.state) == ("web", "sent")


async def test_an_address_beyond_ascii_goes_to_a_server_that_takes_it(scene, office):
    [one] = await letter_for(scene, office, "Åse Žižková", "åse@home.example")

    assert str(one["To"]) == "Åse Žižková <åse@home.example>"


async def test_an_address_beyond_ascii_falls_back_to_the_page_where_the_server_does_not_take_it(scene):
    from aiosmtpd.smtp import SMTP

    async with open_office(lambda office: SMTP(office, hostname="post.example")) as office:
        assert await letter_for(scene, office, "Åse", "åse@home.example") == []
    [row] = await scene.rows("welcome")
    assert (row.route, row.state) == ("web", "sent")
