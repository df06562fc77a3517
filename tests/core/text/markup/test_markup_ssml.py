"""The SSML subset, and what it refuses."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts_core.text.markup import Mark, parse

SCRAPS = ["word", " ", "\r\n", "é", "😀", "&amp;", "<s>x</s>", "<![CDATA[&y]]>", "<break/>", "&#65;"]


@pytest.mark.parametrize(
    ("inside", "said", "marks"),
    [
        ('a <break time="1.5s"/> b', "a b", [Mark("pause", 2, 2, 1.5)]),
        ('one<break time="20ms"/>two', "one two", [Mark("pause", 3, 3, 0.02)]),
        ("a <break/> b", "a b", [Mark("pause", 2, 2, 0.5)]),
        ('a <break strength="none"/> b', "a b", [Mark("pause", 2, 2, 0.0)]),
        ('a <sub alias="sequel"> SQL </sub> b', "a SQL b", [Mark("say", 2, 5, "sequel")]),
        ('<say-as interpret-as="spell-out">AB</say-as>', "AB", [Mark("spell", 0, 2, "characters")]),
        ('<say-as interpret-as="ordinal">3</say-as>', "3", [Mark("say-as", 0, 1, "ordinal")]),
        ('<say-as interpret-as="date" format="DMY">1/2</say-as>', "1/2", [Mark("say-as", 0, 3, "date:dmy")]),
        ('<phoneme alphabet="ipa" ph="aɪ">I</phoneme>', "I", [Mark("phonemes", 0, 1, "aɪ")]),
        ('<prosody rate="-10%">x</prosody>', "x", [Mark("rate", 0, 1, 0.9)]),
        ('<prosody rate="x-slow">x</prosody>', "x", [Mark("rate", 0, 1, 0.5)]),
        ('<voice name="Luna">x</voice>', "x", [Mark("voice", 0, 1, "Luna")]),
        ('<lang xml:lang="fr-FR">x</lang>', "x", [Mark("lang", 0, 1, "fr-FR")]),
        ('<emphasis level="strong">x</emphasis>', "x", [Mark("emphasis", 0, 1, "strong")]),
        ("<s>a</s><s>b</s>", "a b ", [Mark("sentence", 0, 1, ""), Mark("sentence", 2, 3, "")]),
        ("<p>a</p>\n<p>b</p>", "a\n\nb\n\n", [Mark("paragraph", 0, 1, ""), Mark("paragraph", 3, 4, "")]),
        ("&lt;a&gt; &amp; &#228; &#x1F600;", "<a> & ä 😀", []),
        ("<![CDATA[a &lt; [b]]]>", "a &lt; [b]", []),
        ("\n  many\r\n\twords <!-- no word --> here", "many words here", []),
    ],
)
def test_elements_become_marks(inside: str, said: str, marks: list[Mark]) -> None:
    """Each supported element marks its words, and nothing of the markup is left in the text."""
    marked = parse(f"<speak>{inside}</speak>")

    assert marked.text == said
    assert list(marked.marks) == marks


@given(st.lists(st.sampled_from(SCRAPS)))
def test_every_plain_character_knows_its_source(parts: list[str]) -> None:
    """Spans are exact through removed elements, entities and white space, and go only forward."""
    text = f"<speak>{''.join(parts)}</speak>"
    marked = parse(text)
    at = 0
    for index, sign in enumerate(marked.text):
        start, end = marked.source(index, index + 1)
        assert start >= at
        assert text[start:end].strip() in {sign.strip(), {"&": "&amp;", "A": "&#65;"}.get(sign)}
        at = end


@pytest.mark.parametrize("head", ["", "\n ", '<?xml version="1.0" encoding="UTF-16"?>'])
def test_a_document_may_say_what_it_is(head: str) -> None:
    """A declaration, white space, a version, a language and name spaces stand before the text."""
    speak = '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en-US">'

    assert parse(f"{head}{speak}Hi.</speak>").text == "Hi."


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('<!DOCTYPE speak SYSTEM "http://x/y"><speak>a</speak>', "a DOCTYPE is not allowed"),
        ('<!DOCTYPE speak [<!ENTITY a "aaa">]><speak>&a;</speak>', "a DOCTYPE is not allowed"),
        ('<?xml version="1.0"?>\n<!DOCTYPE speak><speak>a</speak>', r"line 2, column 1"),
        ("<speak>a &me; b</speak>", r"undefined entity \(line 1, column 10\)"),
        ("<speak>AT&T</speak>", "write &amp; for &"),
        ("<speak>a", "not well-formed"),
        ("<speak>\n<p>a</b></speak>", "mismatched tag"),
        ("<speak>a</speak> b", "junk after document element"),
        ("<speak><?php x ?></speak>", "a processing instruction is not allowed"),
        ("<speak><audio/></speak>", "<audio> is not supported .*Known: speak, p"),
        ('<speak><audio src="a.wav"/></speak>', "put it between two speeches"),
        ('<speak><lexicon uri="/etc/passwd"/></speak>', "give the lexicon with the request"),
        ('<speak>a<mark name="b"/></speak>', "take the times of the words"),
        ("<speak><lang>a</lang></speak>", "<lang> needs the attribute 'xml:lang'"),
        ("<speak><speak/></speak>", "<speak> cannot stand here"),
        ("<?xml version='1.0'?><p>a</p>", "<p> cannot stand here"),
        ('<speak><prosody pitch="high">a</prosody></speak>', "no attribute 'pitch'"),
        ("<speak><prosody>a</prosody></speak>", "needs the attribute 'rate'"),
        ('<speak><p xml:lang="de">a</p></speak>', "no attribute 'xml:lang'"),
        ('<speak><break time="soon"/></speak>', "'soon' is no duration"),
        ('<speak><break strength="huge"/></speak>', "strength='huge' is not supported"),
        ("<speak><break>a</break></speak>", "text stands in <break>"),
        ('<speak><say-as interpret-as="song">a</say-as></speak>', "interpret-as='song' is not supported"),
        (
            '<speak><say-as interpret-as="time" format="h">a</say-as></speak>',
            "a format is understood for dates",
        ),
        ('<speak><phoneme alphabet="x-sampa" ph="a">a</phoneme></speak>', "alphabet='x-sampa'"),
        ('<speak><sub alias="b"><s>a</s></sub></speak>', "<s> stands in <sub>"),
        ('<speak><sub alias="b"> </sub></speak>', "sub holds no text"),
        ("<speak>\ud800</speak>", "half a surrogate pair"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, complaint: str) -> None:
    """Nothing of a document is skipped: it is understood, or refused by name, place and remedy."""
    with pytest.raises(ValueError, match=complaint):
        parse(text)


@given(st.text(max_size=40))
def test_no_document_breaks_the_reader(inside: str) -> None:
    """Whatever stands in a document, it is read or refused with a ValueError."""
    with suppress(ValueError):
        assert parse(f"<speak>{inside}</speak>").text.split() == inside.split()
