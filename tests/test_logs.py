"""What is logged: one line an event, by codes and ids; nobody's words, address or key, whoever logs them."""

import json
import logging
import subprocess
import sys
import textwrap
from datetime import date

import pytest
import structlog

from bot import logs
from config.settings import SettingsError, read_settings

WORDS = "my neighbour fell ill"


@pytest.fixture
def logged(capsys):
    """Everything that was logged, as JSON."""
    logs.set_up()
    logs.set_up()

    def read():
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    return read


def log():
    return structlog.get_logger("bot.testing")


def test_an_event_is_one_line_with_its_time_in_utc(logged):
    log().info("mail.trouble", row=7, code="mail.451", number=None, share=0.5)
    log().debug("too.much")

    [line] = logged()
    assert line.pop("time").endswith("Z")
    assert line == {
        "event": "mail.trouble",
        "level": "info",
        "row": 7,
        "code": "mail.451",
        "number": None,
        "share": 0.5,
    }


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("token xoxb-12-34-abc", "token [left out]"),
        ("xapp-1-A0-9-abc and xoxe.xoxp-1-Mi0", "[left out] and [left out]"),
        ("Authorization: Bearer abc.def", "Authorization: [left out]"),
        ("postgresql://convenor:word@db/convenor", "postgresql://[left out]@db/convenor"),
        ("smtp://u:p%40@mail.example.org:587", "smtp://[left out]@mail.example.org:587"),
        ("refused <sam@w.example>: no", "refused <[left out]>: no"),
        ("/in/9bqXrN4yQd1w0cVbJt2oPp7sKfGhLmZaUeYx3R5T6i8", "/in/[left out]"),
        ('one\nline\r\n{"event": "two"}\x1b[31m\u2028', 'one line {"event": "two"} [31m '),
        ("delivery.compose at bot/app.py:12", "delivery.compose at bot/app.py:12"),
    ],
)
def test_what_opens_a_door_or_is_an_address_is_left_out_wherever_it_stands(logged, written, left):
    log().warning(written, value=written, inside={written: [written]})

    [line] = logged()
    assert (line["event"], line["value"], line["inside"]) == (left, left, {left: [left]})


def test_of_what_is_not_known_only_its_kind_is_logged(logged):
    log().info("odd", error=ValueError(WORDS), day=date(2027, 1, 2))

    [line] = logged()
    assert (line["error"], line["day"]) == ("ValueError", "2027-01-02")


def went_wrong(words):
    raise ValueError(words)


@pytest.mark.parametrize("logger", ["bot.testing", "slack_bolt.App", "apscheduler.executors", "asyncio"])
def test_an_error_is_its_kind_and_its_place(logged, logger):
    try:
        went_wrong(WORDS)
    except ValueError as error:
        if logger == "bot.testing":
            log().exception("odd")
            log().error("odd", exc_info=error, stack_info=True)
        else:
            logging.getLogger(logger).exception("It went wrong: %s", error)  # noqa: TRY401 - as they do

    for line in logged():
        assert (line["fault"], line["at"].split(":")[0]) == ("ValueError", "test_logs.py")
        assert WORDS not in str(line)


def test_the_place_of_an_error_is_the_innermost_line_of_ours():
    with pytest.raises(ValueError, match=WORDS) as elsewhere:
        went_wrong(WORDS)
    with pytest.raises(SettingsError) as here:
        read_settings({"CONVENOR_PORT": "many"})

    assert logs.place_of(elsewhere.value).startswith("test_logs.py:")
    assert logs.place_of(here.value).startswith("config/settings.py:")
    assert logs.place_of(ValueError()) == ""


def test_of_others_the_sentence_is_kept_only_where_it_is_known_to_be_fixed(logged):
    logging.getLogger("apscheduler.scheduler").warning("Run time of job %s was missed", WORDS)
    logging.getLogger("uvicorn.error").error("Exception in ASGI application\n")
    logging.getLogger("uvicorn.error").error(ValueError(WORDS))
    logging.getLogger("slack_bolt.AsyncApp").error(f"Unhandled request ({WORDS})")  # noqa: G004 - as they do
    logging.getLogger("slack_bolt.AsyncApp").info("too much")
    logging.getLogger("x").error("%d", WORDS)
    logging.getLogger("py.warnings").warning("%s", WORDS)

    said = logged()
    assert [(one["logger"], one["event"]) for one in said] == [
        ("apscheduler.scheduler", "Run time of job %s was missed"),
        ("uvicorn.error", "Exception in ASGI application"),
        ("uvicorn.error", "library"),
        ("slack_bolt.AsyncApp", "library"),
        ("x", "library"),
        ("py.warnings", "library"),
    ]
    assert WORDS not in str(said)


@pytest.mark.parametrize(
    "crash",
    [
        "raise ValueError(words)",
        "thread = threading.Thread(target=int, args=(words,)); thread.start(); thread.join()",
        "class Gone:\n    def __del__(self): raise ValueError(words)\nGone()",
    ],
)
def test_what_nobody_caught_is_logged_as_all_else_is(crash):
    program = f"import threading\nfrom bot import logs\nlogs.set_up()\nlogs.catch_crashes()\nwords = {WORDS!r}\n{crash}"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    [line] = [json.loads(line) for line in ended.stderr.splitlines()]
    assert (line["event"], line["fault"], line["level"]) == ("crashed", "ValueError", "critical")
    assert WORDS not in ended.stderr


def test_on_a_terminal_it_is_for_reading_and_still_one_line_an_event():
    program = """
        import os, pty
        child, terminal = pty.fork()
        if not child:
            import structlog
            from bot import logs
            logs.set_up()
            structlog.get_logger("bot.x").warning("odd", said="one\\ntwo sam@w.example")
            os._exit(0)
        shown = b""
        try:
            while more := os.read(terminal, 1024):
                shown += more
        except OSError:
            pass
        os.waitpid(child, 0)
        print(shown.decode())
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True)

    [line] = ended.stdout.strip().splitlines()
    assert "odd" in line
    assert "one two [left out]" in line
    assert not line.startswith("{")
