"""The texts that everybody speaks: a sentence, a paragraph, a chapter, a book."""

from __future__ import annotations

import re

__all__ = ["LENGTHS", "SENTENCE", "SHORT", "book_of", "text_of"]

SENTENCE = "The ferry leaves at noon, and it will not wait for anybody."
"""Sixty characters, or nearly."""
SHORT = "We were early, and nobody was there yet."
"""Forty characters, which is about what a first piece holds."""

LENGTHS = {"sentence": 60, "paragraph": 400, "chapter": 5_000}

_PARAGRAPHS = (
    "The harbour was quiet when the first boats came in, and nobody had told them why. Seven people "
    "waited on the quay; two of them had been there since four o'clock. It would rain before noon, they "
    "said, and for once they were right. An old woman sold coffee from a cart with one wheel missing, and "
    "she knew every captain by name.",
    '"Did you bring the papers?" she asked. He shook his head. "They would not give them to me without '
    'a signature, and the office closes at three," he said, looking past her at the water. "Then we wait." '
    "So they waited, as they had waited the year before, and talked about the price of wood.",
    "Nobody remembers who built the bridge. The mayor believes that it was the army; the priest has read "
    "that a merchant from the south paid for it, after his horse had drowned in the ford. What is certain "
    "is that it has nine arches, that the fourth is narrower than the others, and that carts have always "
    "crossed it slowly.",
    "Rain came. It ran from the roofs into the street and from the street into the cellar, where the books "
    "were. By evening they had carried most of them upstairs, wet and heavy, and had spread them open on "
    "the tables, the beds and the stairs; the whole house smelled of leather and old glue. Yes, the maps "
    "were safe.",
    "In spring the road is open again, and letters arrive that were written in autumn. Some answer "
    "questions which nobody asks any more. Others are simply kind. The teacher reads them aloud in the "
    "school, slowly, so that the small children may follow, and afterwards she pins the stamps to the wall.",
)


def text_of(length: int) -> str:
    """Make prose of about *length* characters, in paragraphs, ending with a sentence."""
    if length <= len(SENTENCE):
        return SENTENCE
    return _ended("\n\n".join([_WHOLE] * (length // len(_WHOLE) + 1)), length)


def book_of(length: int) -> str:
    """
    Make prose of about *length* characters that hardly says a sentence twice.

    A text that repeats itself would find everything in the caches, and would never fill them. The
    words change places with others of their length, so that it costs what the rest costs.
    """
    kin: dict[int, list[str]] = {}
    for word in sorted(set(_WORD.findall(_WHOLE))):
        kin.setdefault(len(word), []).append(word)

    def page(number: int) -> str:
        def other(found: re.Match[str]) -> str:
            words = kin[len(found[0])]
            return words[(words.index(found[0]) + number * (1 + found.start() % 7)) % len(words)]

        return _WORD.sub(other, _WHOLE)

    return _ended("\n\n".join(page(number) for number in range(length // len(_WHOLE) + 1)), length)


def _ended(text: str, length: int) -> str:
    """Cut *text* behind the last sentence that ends within *length* characters."""
    text = text[:length]
    end = max(text.rfind(mark) for mark in (". ", '."', ".\n")) + 1
    return text[: end or length]


_WHOLE = "\n\n".join(_PARAGRAPHS)
_WORD = re.compile(r"\b[a-z]{4,}\b")
