"""What somebody typed in Teams is heard as they typed it: trap 3 and trap 4 of the reference."""

import pytest

from bot.handlers.teams.words import mentions_us, plain, understood

US = {"id": "28:bot", "name": "Convenor"}


def heard(text, *mentioned, **more):
    entities = [{"type": "mention", "text": words, "mentioned": {"id": who}} for words, who in mentioned]
    return {"recipient": US, "text": text, "entities": entities, **more}


OURS = ("<at>Convenor</at>", "28:bot")
BOB = ("<at>Bob</at>", "29:bob")


@pytest.mark.parametrize(
    ("activity", "words", "people"),
    [
        (heard("<at>Convenor</at>&nbsp;commit a", OURS), "commit a", ()),
        (heard("<at>Convenor</at>\xa0 commit\xa0a", OURS), "commit a", ()),
        (heard("/commit a"), "/commit a", ()),
        (heard("commit a"), "commit a", ()),
        (heard("/commit <at>Bob</at> fix", BOB), "/commit fix", ("29:bob",)),
        (heard("<at>Convenor</at> hand on 3 to <at>Bob</at>", OURS, BOB), "hand on 3 to", ("29:bob",)),
        (heard("<at>Bob</at> and <at>Bob</at>", BOB, BOB), "and", ("29:bob",)),
        (heard("ask &lt;b&gt;Ward&lt;/b&gt; &amp; Home"), "ask <b>Ward</b> & Home", ()),
        (heard("a < b, and <3 for c"), "a < b, and <3 for c", ()),
        (heard("<p>first</p><p>sec<b>ond</b></p>", textFormat="xhtml"), "first\nsecond", ()),
        (heard("<at>Nobody</at> here"), "Nobody here", ()),
        (heard("", ("", "29:bob")), "", ()),
        (heard("not in the words", BOB), "not in the words", ()),
    ],
)
def test_only_our_own_mention_is_removed_and_other_people_stand_apart(activity, words, people):
    assert understood(activity) == (words, people)


def test_a_mention_can_not_be_typed():
    text = heard("<at>Convenor</at> &lt;at&gt;Bob&lt;/at&gt; later", OURS)

    assert understood(text) == ("<at>Bob</at> later", ())


def test_whether_we_are_called_is_read_from_whom_is_mentioned_and_not_from_a_name():
    assert mentions_us(heard("<at>Convenor</at> help", OURS))
    assert not mentions_us(heard("<at>Convenor</at> help", ("<at>Convenor</at>", "29:other")))
    assert not mentions_us({"recipient": US, "text": "Convenor, help"})


def test_what_is_no_html_has_no_tags():
    assert plain("<b>x</b>", is_html=False) == "<b>x</b>"
    assert plain("<b>x</b><br/>y", is_html=True) == "x\ny"
