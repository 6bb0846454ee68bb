"""The pictures of Slack: every card and form is on one, as it arrived there, and nothing vanishes in drawing."""

import re
from pathlib import Path

import pytest

from tests.messages.examples import everything
from tools.pictures import __main__ as pictures
from tools.pictures import cards
from tools.pictures.slack import blocks, mrkdwn, sheets
from tools.pictures.slack.sent import HOME, sent

FOLDER = Path(pictures.FOLDER)


def test_every_card_and_form_is_on_one_sheet_and_each_sheet_has_its_pictures():
    names = [name for sheet in sheets.named().values() for name in sheet]
    files = {f"slack/{file.stem}" for file in (FOLDER / "slack").glob("*.png")}

    assert sorted(names) == sorted([*everything(cards.WORDS), HOME])
    assert files == {shot.name for shot in sheets.shots()}


def test_what_is_drawn_is_what_arrived_at_slack_with_every_word_of_it():
    arrived = sent('say "no & <b>" *now* _here_')

    assert set(arrived) == {*everything(""), HOME}
    for name, body in arrived.items():
        seen = re.sub(r"\s+", "", re.sub("<[^>]*>", "", blocks.drawn(body)))
        for words in written(body["blocks"]):
            assert re.sub(r"\s+", "", words) in seen, name


def written(value: object) -> list[str]:
    """The plain texts and the marked ones, as they are read."""
    if isinstance(value, list):
        return [words for one in value for words in written(one)]
    if not isinstance(value, dict):
        return []
    if value.get("type") == "plain_text":
        return [str(mrkdwn.plain(value["text"]))]
    if value.get("type") == "mrkdwn":
        return [re.sub("<[^>]*>", "", mrkdwn.html(value["text"]))]
    # The options of a list that is closed are not seen.
    return [words for key, one in value.items() if key != "options" for words in written(one)]


@pytest.mark.parametrize("block", [{"type": "carousel"}, {"type": "actions", "elements": [{"type": "no_such"}]}])
def test_what_is_not_known_is_an_error(block):
    with pytest.raises(KeyError):
        blocks.blocks([block])


@pytest.mark.parametrize("text", ["<!channel>", "<javascript:x|y>", "<script>", "&quot;", "&gt; quoted"])
def test_what_slack_would_make_something_else_of_is_an_error(text):
    with pytest.raises(ValueError, match="Slack"):
        mrkdwn.html(text)


def test_texts_are_marked_up_as_slack_does():
    assert mrkdwn.html("*a* _b_ ~c~ `d` 2*3*4 &lt;b&gt;\n<https://x.example|y> <@U1>") == (
        "<strong>a</strong> <em>b</em> <s>c</s> <code>d</code> 2*3*4 &lt;b&gt;<br>"
        "<a>y</a> <span class='call'>U1</span>".replace("U1", "@U1")
    )
    assert mrkdwn.plain("<b> *a*\nb") == "&lt;b&gt; *a*<br>b"
