"""
Characters per second of the normaliser: prose by size, other languages and normalisers, adversarial text.

Run `python benchmarks/normalize.py`. num2words is given only the bare numbers of the same text, which is
all it does; normt2s is measured where it is installed.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from tts_core.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Callable

PROSE = (
    "The morning was cold, and nobody in the house had slept well. Dr. Smith stood at the window and looked "
    "down on the street; the snow had covered everything, he thought, that anyone might have wanted to see. "
    "“You can’t stay here,” his sister said, “not after what happened on Friday.” She put 3 letters and "
    "$12.50 "
    "on the table. He read them slowly, one after the other, and did not answer. In 1987 their father "
    "had left "
    "the same room at about 7:30 p.m., without a word, and it had taken them twenty years to speak of it "
    "again. "
    "There was nothing in it for the FBI, or for anyone else, but a well-known story about two people who "
    "had once been very much in love and had then, quite suddenly, forgotten why.\n\n"
)
DENSE = (
    "On Jan. 5, 2024, at 3:30 p.m., 12% of 1,234 users (about $3.5 million) on v2.0.1 paid €9.99/month. "
    "Call +1 (555) 123-4567 or mail info@example.com; see https://example.com/a?b=1 for 5 km/h, 20-25 "
    "°C, 1/2 cup. "
)
OTHERS = {
    "de": (
        "Die Sonne ging langsam hinter den Bergen unter, und die Leute im Dorf gingen nach Hause. ",
        "Am 3. Mai um 14:30 Uhr kosteten 2,5 kg 3,50 €, d. h. 12 % mehr als 1990–1995. ",
    ),
    "fr": (
        "Le soleil se couchait lentement derrière les montagnes, et les gens rentraient chez eux. ",
        "Le 3 mai à 14h30, 21 pommes de 2,5 kg coûtaient 3,50 €, soit 12 % de plus au XXe siècle. ",
    ),
    "ru": (
        "Солнце медленно садилось за горами, и люди в деревне шли домой. ",
        "5 мая 2024 г. в 14:30 2,5 кг яблок стоили 22 руб., т. е. на 12 % больше, чем в XIX в. ",
    ),
    "zh": ("太阳慢慢地落到山后面，村里的人都回家了。", "2024年3月5日14:30，2个苹果¥3.50，涨了12%。"),
}
ADVERSARIAL = {
    '"a" * 1_000_000': "a" * 1_000_000,
    '"1" * 1_000_000': "1" * 1_000_000,
    '"(" * 100_000': "(" * 100_000,
    '"1/" * 100_000': "1/" * 100_000,
    '"a.b." * 100_000': "a.b." * 100_000,
    '"$" * 100_000': "$" * 100_000,
    '" " * 100_000': " " * 100_000,
    '"\\n" * 100_000': "\n" * 100_000,
    '" \\n" * 100_000': " \n" * 100_000,
    '"*" * 100_000': "*" * 100_000,
    '"*a" * 100_000': "*a" * 100_000,
    '"*a " * 100_000': "*a " * 100_000,
    '"[" * 100_000': "[" * 100_000,
    '"[[ " * 100_000': "[[ " * 100_000,
    '"[a](" * 50_000': "[a](" * 50_000,
    '"`a" * 100_000': "`a" * 100_000,
    '"<b " * 100_000': "<b " * 100_000,
    '"&amp" * 100_000': "&amp" * 100_000,
    '"&amp;" * 100_000': "&amp;" * 100_000,
    '"a@" * 100_000': "a@" * 100_000,
    '"/a" * 100_000': "/a" * 100_000,
    '"a_" * 100_000': "a_" * 100_000,
    '"1-" * 100_000': "1-" * 100_000,
    '"1 " * 100_000': "1 " * 100_000,
    '"1," * 100_000': "1," * 100_000,
    '"1." * 100_000': "1." * 100_000,
    '"1:" * 100_000': "1:" * 100_000,
    '"A" * 100_000': "A" * 100_000,
    '"A " * 100_000': "A " * 100_000,
    '"A." * 100_000': "A." * 100_000,
    '"I " * 100_000': "I " * 100_000,
    '"A1" * 100_000': "A1" * 100_000,
    '"|" * 100_000': "|" * 100_000,
    '"|a\\n" * 50_000': "|a\n" * 50_000,
    '"> " * 100_000': "> " * 100_000,
    '"- " * 100_000': "- " * 100_000,
    '"-" * 100_000': "-" * 100_000,
    '"#" * 100_000': "#" * 100_000,
    '"😀" * 100_000': "😀" * 100_000,
    '"½" * 100_000': "½" * 100_000,
    '"²" * 100_000': "²" * 100_000,
    "combining marks": "e" + "\u0301\u0323" * 100_000,
    "bidi controls": "\u202ea\u202c\u2066b\u2069" * 50_000,
    "bidi and marks": "\u202ea\u0301\u0327\u202c\u200f1\u0660" * 30_000,
    "overrides and marks": "\u202e\u0301\u05d0\u0627\u0308" * 40_000,
    "marks on every letter": "t\u0321\u033ah\u0358\u0328e\u0348\u0301 " * 20_000,
    "marks on digits": "1\u0301" * 100_000,
    "isolates": "\u2067\u05d0\u2069 " * 50_000,
    "emoji and digits": "😀1" * 100_000,
    "wide letters": "ＡＢ𝐀𝐁" * 50_000,
    "flags": "🇺" * 100_000,
    "joiners": "👩\u200d" * 100_000,
}


def seconds(work: Callable[[], object], least: float = 0.3) -> float:
    """Return the best time of one run of *work*."""
    best, spent = float("inf"), 0.0
    while spent < least:
        begun = time.process_time()
        work()
        took = time.process_time() - begun
        best, spent = min(best, took), spent + took
    return best


def show(name: str, length: int, took: float) -> None:
    """Print one line of figures."""
    print(f"  {name:<28} {length / took:>14,.0f} chars/s {took / length * 1e6:>9.3f} ms per 1,000 chars")


def main() -> None:
    """Measure and print."""
    print("prose, by size")
    base = 0.0
    for size in (1_000, 10_000, 100_000, 1_000_000):
        text = (PROSE * (size // len(PROSE) + 1))[:size]
        took = seconds(lambda text=text: normalize(text))  # type: ignore[misc]  # mypy cannot type the default.
        base = took / size
        show(f"{size:,} chars", size, took)
    text = PROSE * 20
    paragraphs = re.findall(r"[^.!?]+[.!?]+[\s”]*", text)
    show("sentence by sentence", len(text), seconds(lambda: [normalize(part) for part in paragraphs]))
    show("dense with numbers", len(DENSE * 20), seconds(lambda: normalize(DENSE * 20)))

    print("other languages: prose, and one in which every word is a number")
    for language, (plain, numbers) in OTHERS.items():
        normalize(numbers, language)
        for name, text in ((f"{language}, prose", plain * 50), (f"{language}, dense", numbers * 50)):
            show(name, len(text), seconds(lambda text=text, language=language: normalize(text, language)))  # type: ignore[misc]  # as above.

    print("others, on the same prose")
    from num2words import num2words

    digits = re.compile(r"\d+")
    show(
        "num2words, bare numbers",
        len(text),
        seconds(lambda: digits.sub(lambda m: num2words(int(m[0])), text)),
    )
    try:
        from normt2s import Normalizer  # type: ignore[import-not-found,import-untyped,unused-ignore]  # optional
    except ImportError:
        print("  normt2s is not installed")
    else:
        other = Normalizer()
        show("normt2s", len(text), seconds(lambda: other.normalize(text)))

    print("adversarial text: how many times the prose's cost per character")
    for name, text in ADVERSARIAL.items():
        took = seconds(lambda text=text: normalize(text))  # type: ignore[misc]  # as above.
        print(f"  {name:<24} {took / len(text) / base:>8.1f} x   {took:8.3f} s")


if __name__ == "__main__":
    main()
