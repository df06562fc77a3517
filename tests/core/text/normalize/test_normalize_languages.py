"""Languages that plugins and applications bring, and what is said of what no language reads."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import tts_core
from tts_core import Registry, Rules, TextLanguage, TTSError
from tts_core.testing import echo_model
from tts_core.text.normalize import normalize
from tts_core.text.normalize.other_languages.conventions import LANGUAGES, find

if TYPE_CHECKING:
    from pathlib import Path

PLUGIN = """
import tts_core


def reader(tag):
    def read(text, off):
        return [(at, at + 1, "wa'", "cardinal") for at, sign in enumerate(text) if sign == "1"]
    return read


@tts_core.hookimpl
def tts_languages():
    return [tts_core.TextLanguage("tlh", reader)]
"""


POLYGLOT = echo_model("polyglot", voices=(), default_voice=None, languages=())
"""A model that takes a text of any language."""


def polyglot(registry: Registry) -> Registry:
    """Add the model of these tests to *registry*."""
    registry.register(POLYGLOT)
    return registry


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    (folder / f"{module}.py").write_text(PLUGIN, "utf-8")
    information = folder / f"{module}-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", "utf-8")
    (information / "entry_points.txt").write_text(f"[tts_core]\n{module} = {module}\n", "utf-8")
    monkeypatch.syspath_prepend(folder)


def said(text: str, language: str, registry: Registry) -> str:
    """Return what the pipeline hands to the voice."""
    return tts_core.explain(text, model="polyglot", language=language, registry=registry).said


def test_a_plugin_brings_a_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text in the language of an installed plugin is read by it, and what it leaves is warned of."""
    install(tmp_path, monkeypatch, "lang_tlh")
    registry = polyglot(Registry.installed())

    speech = tts_core.synthesize("jIH 1 2", model="polyglot", language="tlh", registry=registry)

    assert said("jIH 1 2", "tlh", registry) == "jIH wa' 2"
    assert [(each.code, each.span) for each in speech.warnings] == [("unread", (6, 7))]


def test_two_plugins_of_one_language_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A language that two bring is nobody's: the error names both, and other languages are read as ever."""
    install(tmp_path, monkeypatch, "lang_one")
    install(tmp_path, monkeypatch, "lang_two")
    registry = polyglot(Registry.installed())

    with pytest.raises(TTSError, match="lang_one and lang_two both bring it"):
        tts_core.synthesize("jIH 1", model="polyglot", language="tlh", registry=registry)
    assert said("5 Euro", "de", registry) == "fünf Euro"


def test_an_application_goes_before_the_core() -> None:
    """A language that an application registers is read by it, also where the core has one of that tag."""
    registry = Registry([POLYGLOT])
    registry.register_language(TextLanguage("de", lambda tag: lambda text, off: [(0, 1, tag, "cardinal")]))

    assert said("5 Euro", "de-CH", registry) == "de-ch Euro"


@pytest.mark.parametrize(
    ("readings", "why"),
    [
        ([(0, 2, "a", "cardinal"), (1, 3, "b", "cardinal")], "overlap"),
        ([(0, 99, "a", "cardinal")], "outside the text"),
        ([(0, 1, "a", "nonsense")], "'nonsense' is no class"),
        ([("a",)], "TypeError"),
    ],
)
def test_a_bad_language_is_named(readings: list[tuple[int, int, str, str]], why: str) -> None:
    """Readings that cannot be are refused with the language and the reason, never spoken in part."""
    language = TextLanguage("tlh", lambda tag: lambda text, off: readings)

    with pytest.raises(TTSError, match=f"the language 'tlh' could not read the text: .*{why}"):
        normalize("jIH 1", "tlh", languages={"tlh": language})


@pytest.mark.parametrize(
    "tag", ["de", "de-ch", "fr", "es", "es-mx", "it", "pt", "pt-br", "nl", "pl", "ru", "hi"]
)
def test_every_word_of_a_table_is_read(tag: str) -> None:
    """Each abbreviation, unit, currency and month that a language lists is read by the word it lists."""
    language = find(tag)
    assert language is not None
    wrong: list[str] = []

    def look(written: str, words: tuple[str, ...], after: str) -> None:
        said = normalize(f"aa {written}{after}", tag).text
        if not any(word.lower() in said.lower() for word in words):
            wrong.append(said)

    for short, long in language.abbreviations.items():
        look(short, (long,), " x y.")
    for short, long in language.before_number.items():
        look(short, (long,), " 5 x.")
    for short, long in language.before_name.items():
        look(short, (long,), " Xaver y.")
    for sign, noun in language.units.items():
        look(f"5 {sign}", noun.forms, " bb")
    for sign, currency in language.currencies.items():
        look(f"5 {sign}", currency.unit.forms, " bb")
    for name, number in language.written_months.items():
        joint = "de " if language.month_joint else ""
        look(f"5 {joint}{name}", (language.months[number - 1],), " bb")

    assert not wrong


def warned(text: str, language: str, rules: Rules | None = None) -> list[str]:
    """Return the words of *text* that a warning says are left to the voice."""
    speech = tts_core.synthesize(
        text, model="polyglot", language=language, normalize=rules or Rules(), registry=Registry([POLYGLOT])
    )
    spans = [each.span for each in speech.warnings if each.code == "unread" and each.span]
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize("language", ["tlh", "xx", "sw", "eu"])
def test_a_language_that_nothing_reads_is_warned_of(language: str) -> None:
    """In a language without readers, every word with a digit or a sign is named in a warning."""
    assert warned("foo 5 bar 12:30 § €", language) == ["5", "12:30", "§", "€"]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_what_stays_as_written_is_warned_of(language: str) -> None:
    """In every language, what is left of a text with a digit or a sign is warned of, and the rest is not."""
    text = "A 5 B 12:30 C § D ⌘ E 3/4 F 5% G."
    spoken = normalize(text, language).text

    def odd(said: str) -> list[str]:
        return [sign for sign in said if sign.isdigit() or sign in "§⌘/%"]

    assert odd("".join(warned(text, language))) == odd(spoken)
    assert all(map(odd, warned(text, language)))


def test_who_wants_digits_is_not_warned() -> None:
    """Whoever switches numbers off has asked for digits, and is told of signs only."""
    assert warned("5 ⌘", "de", Rules(off=frozenset({"cardinal"}))) == ["⌘"]
    assert warned("5 ⌘", "de", Rules(off=frozenset({"symbol"}))) == []


def test_a_language_is_loaded_when_it_is_used() -> None:
    """Reading one language imports that one, and neither English nor any other."""
    program = (
        "import sys; from tts_core.text.normalize import normalize; normalize('5 Euro', 'de');"
        "print([name.rpartition('.')[2] for name in sys.modules if name.endswith("
        "('.german', '.french', '.chinese', 'english.scanner', 'english.money'))])"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "['german']"
