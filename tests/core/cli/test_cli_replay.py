"""`tts-core inspect` and `tts-core replay`: what files of speech say, and saying it again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

import tts_core
from tts_core import Registry
from tts_core.cli import Commands
from tts_core.encoding import Chapter, Tags, encode, read_tags
from tts_core.longform.receipts import read_receipt, request_from_receipt
from tts_core.model_file import ModelFile
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from pathlib import Path

ASKED: dict[str, Any] = {
    "voice": "bob",
    "speed": 1.25,
    "options": {"pitch": 7.0},
    "markup": True,
    "lexicon": {"Ada": "eda"},
    "pauses": {".": 0.5},
}
TEXT = "Ada paid $3. [pause 200ms] Well."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def registry(**changes: Any) -> Registry:
    return Registry([echo_model(listed=True, **changes)])


def run(*args: str, within: Registry | None = None) -> Result:
    return CliRunner().invoke(Commands(within or registry()), list(args))


@pytest.mark.parametrize("extension", ["wav", "flac", "mp3", "opus", "ogg", "m4a"])
def test_a_receipt_says_the_same_again(folder: Path, extension: str) -> None:
    """A file that is made again from its receipt is the same, byte for byte, however it was asked for."""
    name, again = f"a.{extension}", f"b.{extension}"
    tts_core.synthesize(TEXT, registry=registry(), **ASKED).save(name, receipt=True)

    result = run("replay", name, "-o", again, "--json")

    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert (told["output"], told["same_text"], told["differences"]) == (again, True, [])
    assert (folder / again).read_bytes() == (folder / name).read_bytes()


def test_what_was_said_with_a_receipt_can_be_said_again(folder: Path) -> None:
    """`say --receipt` writes a file that holds what was said and that `replay` makes again."""
    said = run("say", "--model", "echo", "It was $3.", "--receipt", "-o", "a.flac")
    again = run("replay", "a.flac", "-o", "b.flac")

    assert (said.exit_code, again.exit_code) == (0, 0), said.stderr + again.stderr
    assert read_receipt(folder / "a.flac").text == "It was three dollars."
    assert (folder / "a.flac").read_bytes() == (folder / "b.flac").read_bytes()


def test_a_replay_in_another_format_keeps_the_tags(folder: Path) -> None:
    """The tags of the file come along, the receipt with them."""
    speech = tts_core.synthesize("Hello.", registry=registry())
    speech.save("a.mp3", tags=replace(speech.tags(), title="Greeting"), receipt=True)

    result = run("replay", "a.mp3", "-o", "b.flac")

    assert result.exit_code == 0, result.stderr
    assert read_tags(folder / "b.flac").title == "Greeting"
    assert read_receipt(folder / "b.flac").source == "Hello."


def test_a_replay_may_be_nothing_but_samples(folder: Path) -> None:
    """A format without tags holds the speech all the same."""
    tts_core.synthesize("Hello.", registry=registry()).save("a.wav", receipt=True)

    result = run("replay", "a.wav", "-o", "b.pcm")

    assert result.exit_code == 0, result.stderr
    assert (folder / "a.wav").read_bytes().endswith((folder / "b.pcm").read_bytes())


FILE = ModelFile(repo="a/b", revision="0" * 40, name="m.onnx", bytes=1, sha256="0" * 64)


def here(model: Any) -> Registry:
    return Registry([replace(model, present=lambda _: True)])


@pytest.mark.parametrize(
    ("within", "why"),
    [
        (Registry([echo_model("other")]), "no model 'echo'"),
        (here(echo_model(files=(FILE,))), f"asks for revision none and here is {'0' * 40}"),
        (Registry([echo_model(plugin="tts-espeak")]), "and here is tts-espeak"),
        (Registry([echo_model(voices=(), default_voice=None)]), "no voice 'ada'"),
        (Registry([echo_model(options=())]), "no option 'pitch'"),
    ],
)
def test_what_would_come_out_otherwise_is_refused(folder: Path, within: Registry, why: str) -> None:
    """Another model, revision, plugin, or one that lacks the voice or the option, does not speak for it."""
    tts_core.synthesize("Hello.", registry=registry()).save("a.wav", receipt=True)

    result = run("replay", "a.wav", "-o", "b.wav", within=within)

    assert result.exit_code != 0
    assert why in result.stderr
    assert not (folder / "b.wav").exists()


def test_another_version_of_the_plugin_is_refused() -> None:
    """The plugin that spoke must be here in the version that spoke."""
    plugin = registry(plugin="tts-espeak")
    speech = tts_core.synthesize("Hello.", registry=plugin)
    receipt = replace(speech.receipt, versions={**speech.receipt.versions, "tts-espeak": "0.0.7"})
    speech.save("a.wav", tags=replace(speech.tags(), receipt=receipt.as_json()))

    result = run("replay", "a.wav", "-o", "b.wav", within=plugin)

    assert result.exit_code == 1
    assert "asks for tts-espeak 0.0.7 and here is" in result.stderr
    assert 'pip install "tts-espeak==0.0.7"' in result.stderr


def test_another_library_is_named() -> None:
    """What else has another version does not stop the replay, and is not passed over in silence."""
    speech = tts_core.synthesize("Hello.", registry=registry())
    receipt = replace(speech.receipt, versions={**speech.receipt.versions, "numpy": "1.0"})
    speech.save("a.wav", tags=replace(speech.tags(), receipt=receipt.as_json()))

    result = run("replay", "a.wav", "-o", "b.wav")

    assert result.exit_code == 0
    assert "numpy is" in result.stderr
    assert "and was 1.0" in result.stderr


@pytest.mark.parametrize(
    ("receipt", "why"),
    [
        (None, "holds no receipt"),
        ("nonsense", "is no JSON"),
        ("{}", "names no model"),
        ('{"model": "echo", "chosen": "asked", "colour": 1}', "says 'colour'"),
        ('{"model": "echo", "chosen": "asked"}', "does not hold the text"),
    ],
)
def test_a_receipt_that_does_not_suffice_is_refused(folder: Path, receipt: str | None, why: str) -> None:
    """What is missing is said, and nothing is guessed."""
    audio = tts_core.synthesize("Hello.", registry=registry()).audio
    (folder / "a.wav").write_bytes(encode(audio, "wav", tags=Tags(receipt=receipt)))

    result = run("replay", "a.wav", "-o", "b.wav")

    assert result.exit_code != 0
    assert why in result.stderr
    assert not (folder / "b.wav").exists()


def test_a_request_again_is_the_request_that_was() -> None:
    """From a receipt comes the request that it was written for, field by field."""
    held = registry()
    first = tts_core.synthesize(TEXT, registry=held, **ASKED)

    again = tts_core.synthesize(request_from_receipt(first.receipt, held), registry=held)

    assert again.audio == first.audio
    assert again.words == first.words
    assert again.receipt == replace(first.receipt, chosen="asked")


def test_a_file_tells_of_itself() -> None:
    """Tags, chapters, cover and receipt are shown to people, and given to programs."""
    speech = tts_core.synthesize("Hello there.", registry=registry())
    tags = replace(
        speech.tags(receipt=True),
        title="Greeting",
        track=2,
        tracks=9,
        chapters=(Chapter("First", 0.0, 0.1), Chapter("Second", 0.1, 0.3)),
        cover=b"\x89PNG\r\n\x1a\nxx",
    )
    speech.save("a.mp3", tags=tags)

    said = run("inspect", "a.mp3").stdout
    told = json.loads(run("inspect", "a.mp3", "--json").stdout)

    for word in ("Greeting", "synthetic", "Second", "Hello there.", "echo"):
        assert word in said
    assert (told["title"], told["track"], told["tracks"], told["cover"]) == ("Greeting", 2, 9, 10)
    assert told["synthetic"] is True
    assert [each["title"] for each in told["chapters"]] == ["First", "Second"]
    assert told["receipt"] == json.loads(speech.receipt.as_json())


def test_a_file_that_says_nothing_is_shown_as_such(folder: Path) -> None:
    """A file without tags is not an error, and does not claim to be synthetic."""
    audio = tts_core.synthesize("Hello.", registry=registry()).audio
    (folder / "a.wav").write_bytes(encode(audio, "wav"))

    told = json.loads(run("inspect", "a.wav", "--json").stdout)

    assert told["synthetic"] is False
    assert told["receipt"] is None
    assert told["chapters"] == []


@pytest.mark.parametrize("command", [["inspect", "a.xyz"], ["replay", "a.xyz", "-o", "b.wav"]])
def test_what_is_no_sound_is_refused(folder: Path, command: list[str]) -> None:
    """A file of another kind is answered in one sentence."""
    (folder / "a.xyz").write_bytes(b"something else entirely")

    result = run(*command)

    assert result.exit_code == 2
    assert "is not in a format that carries tags" in result.stderr
