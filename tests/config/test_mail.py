"""Whom mail comes from, and where it is handed over."""

import pytest

from bot.handlers.mail.send import Server, server_at
from config.settings import SettingsError, read_settings

AT = "smtp://mail.example.org"


@pytest.mark.parametrize(
    ("environ", "sender"),
    [
        ({"CONVENOR_MAIL_FROM": "hello@table.example"}, "hello@table.example"),
        ({"CONVENOR_SMTP_URL": "smtp://bot%40example.org:word@mail.example.net"}, "bot@example.org"),
        ({"CONVENOR_SMTP_URL": "smtp://bot:word@mail.example.net", "CONVENOR_PUBLIC_URL": "https://c.example"}, None),
        ({"CONVENOR_PUBLIC_URL": "https://convenor.example.org"}, "convenor@convenor.example.org"),
        ({"CONVENOR_SMTP_URL": "smtp://127.0.0.1:1025"}, "convenor@localhost"),
    ],
)
def test_the_address_is_what_was_said_or_what_the_rest_tells(environ, sender):
    settings = read_settings({"CONVENOR_SMTP_URL": AT, **environ})

    assert settings.mail_from == (sender or "convenor@c.example")


@pytest.mark.parametrize("url", [None, "http://192.0.2.7", "http://convenor", "http://[::1]"])
def test_where_nothing_tells_the_address_one_line_asks_for_it(url):
    settings = read_settings({"CONVENOR_SMTP_URL": AT, **({"CONVENOR_PUBLIC_URL": url} if url else {})})

    with pytest.raises(SettingsError, match="Mail needs an address to come from"):
        _ = settings.mail_from


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", Server(host="mail.example.org", port=25)),
        ("smtp://u:p%40%2F@mail.example.org", Server(host="mail.example.org", port=587, user="u", password="p@/")),
        ("smtps://u@mail.example.org", Server(host="mail.example.org", port=465, tls=True, user="u", password="")),
        ("smtp://[::1]:1025", Server(host="::1", port=1025)),
    ],
)
def test_a_server_is_read_from_its_address(url, server):
    assert server_at(url) == server


@pytest.mark.parametrize(
    ("server", "start_tls"),
    [
        (Server(host="mail.example.org", port=25), None),
        (Server(host="mail.example.org", port=587, user="u", password="p"), True),
        (Server(host="mail.example.org", port=465, tls=True, user="u", password="p"), False),
        (Server(host="127.0.0.1", port=1025, user="u", password="p"), False),
    ],
)
def test_a_password_never_leaves_the_machine_in_the_clear(server, start_tls):
    assert server.start_tls is start_tls
