from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tts_espeak.native.sound import Mark
from tts_espeak.text.breaks import insert_breaks

PIECES = st.sampled_from(
    ["a", "W" * 25, "7" * 50, "x " * 120, "I I I I I I", "😀" * 20, "日本", "मन", ")-b", ", ", " "]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


def read(stretch: str) -> list[str]:
    """Stand in for a voice that spells: four signs for each letter."""
    return [" ".join("ˈabc" * len(word) for word in stretch.split())]


@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_marks_come_back_to_their_letters(text: str) -> None:
    """Whatever is put in, nothing is taken out, and each letter's mark returns to where the letter was."""
    whole = insert_breaks(text, read)
    letters = [place for place, sign in enumerate(whole.text) if sign.isalnum()]

    restored = whole.restored([Mark(place, 0, 0) for place in letters])

    assert [mark.position for mark in restored] == [
        place for place, sign in enumerate(text) if sign.isalnum()
    ]


@given(text=TEXTS)
@settings(max_examples=100, deadline=None)
def test_no_word_is_longer_than_can_be_held(text: str) -> None:
    """After breaking up, no word is written with more than 60 signs or read with more than 110."""
    words = insert_breaks(text, read).text.replace(",", " ").split()
    longest = max(map(len, words), default=0)

    assert longest <= 60
    assert 4 * longest <= 110 or longest < 20


def test_ordinary_text_stays_as_it_is() -> None:
    """Prose, addresses, long words and other scripts are not touched."""
    for text in (
        "The quick brown fox, e.g. at https://example.com/a-b?c=d, paid $3.50!",
        "Donaudampfschifffahrtsgesellschaft",
        "Привет, мир. 日本語のテキスト。 नमस्ते",
        "20 µm, 5º, naïve, rock'n'roll, (so)",
    ):
        assert insert_breaks(text, lambda stretch: [stretch]).text == text
