"""`tts-core say`, run as click runs it, with models that spell out what they were told to say."""

from __future__ import annotations

import io
import json
import os
import stat
import threading
from typing import TYPE_CHECKING

import pytest
import soundfile
from click.testing import CliRunner, Result

import tts_core
from tts_core import Audio, Registry, TTSError
from tts_core.cli import Commands
from tts_core.testing import Recorder, decode, echo_model

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def registry() -> Registry:
    return Registry([echo_model(listed=True)])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test an empty folder to write into."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def say(registry: Registry, *args: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(Commands(registry), ["say", *args], input=stdin)


def heard(data: bytes) -> str:
    samples, rate = soundfile.read(io.BytesIO(data), dtype="float32")
    return " ".join(each.text for each in decode(Audio(samples, rate)))


def files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.mp3", "a.opus", "a.ogg"])
def test_the_command_writes_what_the_library_writes(registry: Registry, folder: Path, name: str) -> None:
    """A file of the command is, byte for byte, the file that `Speech.save` writes."""
    text = "One sentence. And then another one, which is longer!"
    tts_core.synthesize(text, registry=registry).save(f"expected-{name}")

    result = say(registry, text, "-o", name)

    assert result.exit_code == 0, result.stderr
    assert (folder / name).read_bytes() == (folder / f"expected-{name}").read_bytes()


def test_a_stream_is_what_the_library_streams(registry: Registry) -> None:
    """Standard output carries, byte for byte, what `SpeechStream.encode` yields; people hear who spoke."""
    text = "One sentence. And then another one."
    expected = b"".join(tts_core.stream(text, registry=registry).encode("wav"))

    result = say(registry, text, "-o", "-")

    assert result.stdout_bytes == expected
    assert result.stderr == "Wrote standard output: 0.9 s by echo, voice ada.\n"


@pytest.mark.parametrize("target", ["a.wav", "-"])
def test_whoever_spoke_is_named(registry: Registry, target: str) -> None:
    """The remark names model and voice wherever the sound goes."""
    result = say(registry, "Hello.", "-o", target, "-v", "bob")

    assert "by echo, voice bob." in result.stderr


def test_a_speech_of_before_is_never_overwritten_unasked(registry: Registry, folder: Path) -> None:
    """Without -o the next name that is free is taken, and said; with -o a file is replaced, as asked."""
    (folder / "speech.wav").write_bytes(b"before")

    second, third = say(registry, "Hello."), say(registry, "Hello.")

    assert (folder / "speech.wav").read_bytes() == b"before"
    assert "Wrote speech-2.wav" in second.stderr
    assert "Wrote speech-3.wav" in third.stderr
    say(registry, "Hello.", "-o", "speech.wav")
    assert heard((folder / "speech.wav").read_bytes()) == "Hello."


@pytest.mark.parametrize(
    ("args", "stdin"),
    [
        (["Hello", "big", "world."], None),
        (["-f", "text.txt"], None),
        (["-f", "-"], "Hello big world."),
        (["-"], "Hello big world."),
        ([], "Hello big world."),
        ([], b"\xef\xbb\xbfHello big world."),
    ],
)
def test_text_comes_from_everywhere(
    registry: Registry, folder: Path, args: list[str], stdin: str | bytes | None
) -> None:
    """Arguments, a file, standard input, a byte order mark before it: what is said is the same."""
    (folder / "text.txt").write_text("Hello big world.", "utf-8")

    result = say(registry, *args, "-o", "a.wav", stdin=stdin)

    assert result.exit_code == 0, result.stderr
    assert heard((folder / "a.wav").read_bytes()) == "Hello big world."


def test_a_text_may_begin_with_a_dash(registry: Registry, folder: Path) -> None:
    """After -- everything is text."""
    result = say(registry, "-o", "a.wav", "--no-normalize", "--", "-5", "degrees")

    assert result.exit_code == 0, result.stderr
    assert heard((folder / "a.wav").read_bytes()) == "-5 degrees"


def test_without_a_target_there_is_a_file_and_a_remark(registry: Registry, folder: Path) -> None:
    """Without -o the speech is in speech.wav, which standard error says and standard output does not."""
    result = say(registry, "Hello.")

    assert files(folder) == ["speech.wav"]
    assert "speech.wav" in result.stderr
    assert result.stdout == ""


def test_what_is_asked_for_reaches_the_model() -> None:
    """Voice, speed, language and the model's options arrive as the card's types."""
    recorder = Recorder()
    registry = Registry([echo_model(recorder=recorder)])
    asked = ["-m", "echo", "-v", "robert", "-s", "1.5", "-l", "en-GB", "--option", "pitch=12"]

    result = say(registry, "Hello.", "-o", "a.wav", *asked)

    assert result.exit_code == 0, result.stderr
    spoken = recorder.spoken[0]
    assert (spoken.voice, spoken.speed, spoken.language) == ("bob", 1.5, "en-GB")
    assert spoken.options == {"pitch": 12.0}
    assert type(spoken.options["pitch"]) is float


def test_json_is_all_there_is_on_standard_output(registry: Registry) -> None:
    """With --json standard output is one JSON object with the documented keys, which tells what happened."""
    result = say(registry, "It cost $5.", "-o", "a.flac", "--json")

    told = json.loads(result.stdout)
    help_text = CliRunner().invoke(Commands(registry), ["say", "--help"]).stdout
    assert all(key in help_text for key in told)
    assert told["receipt"]["model"] == "echo"
    assert told["receipt"]["text"] == "It cost five dollars."
    assert told["format"] == "flac"
    assert told["seconds"] == pytest.approx(soundfile.info("a.flac").duration, abs=0.001)
    assert not result.stderr


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["Hello.", "-m", "ecoh"], "did you mean 'echo'"),
        (["Hello.", "-v", "bobb"], "did you mean 'bob'"),
        (["Hello.", "-l", "xx"], "no language 'xx'"),
        (["Hello.", "-v", "ada", "-l", "de"], "no language 'de'"),
        (["Hello.", "--option", "pich=3"], "did you mean 'pitch'"),
        (["Hello.", "--option", "pitch=high"], "'high'"),
        (["Hello.", "--option", "pitch=1000"], "from -100.0 to 100.0"),
        (["Hello.", "--option", "pitch"], "NAME=VALUE"),
        (["Hello.", "--option", "pitch=1", "--option", "pitch=2"], "twice"),
        (["Hello.", "-s", "0"], "above 0"),
        (["Hello.", "-s", "-1"], "above 0"),
        (["Hello.", "-s", "nan"], "above 0"),
        (["Hello.", "-s", "fast"], "'fast'"),
        ([""], "nothing to speak"),
        (["..."], "nothing to speak"),
        (["Hello.", "-f", "text.txt"], "not both"),
        (["-f", "missing.txt"], "missing.txt"),
        (["-f", "latin.txt"], "not UTF-8"),
        (["Gr\udcfc\udcdfe"], "not UTF-8"),
        (["Hello.", "-o", "a.xyz"], "'.xyz'"),
        (["Hello.", "--format", "xyz"], "'xyz'"),
        (["Hello.", "-o", "a.wav", "--format", "mp3"], "call the file 'a.mp3'"),
        (["Hello.", "-o", "-", "--json"], "standard output"),
        (["Hello.", "-o", "a.wav", "--srt", "a.wav"], "a file each"),
        (["Hello.", "-o", "a.wav", "--srt", "-"], "to a file"),
        (["Hello.", "--vois", "bob"], "--voice"),
    ],
)
def test_what_cannot_be_is_one_sentence(registry: Registry, folder: Path, args: list[str], says: str) -> None:
    """A request that cannot be met ends with status 2 and one line that says why, and leaves no file."""
    (folder / "text.txt").write_text("Hello.", "utf-8")
    (folder / "latin.txt").write_bytes("Grüße".encode("latin-1"))
    before = files(folder)

    result = say(registry, *args)

    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""
    assert files(folder) == before


def test_a_model_that_fails_leaves_what_was_there(folder: Path) -> None:
    """A failure in the middle ends with status 1 and one sentence; the file of before is as it was."""
    registry = Registry([echo_model(listed=True, limit=40, best=20, fail_on="Never me.")])
    (folder / "a.wav").write_bytes(b"before")

    result = say(registry, "The first sentence is well. Never me.", "-o", "a.wav", "--srt", "a.srt")

    assert result.exit_code == 1
    assert "told to fail" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert files(folder) == ["a.wav"]
    assert (folder / "a.wav").read_bytes() == b"before"


def test_a_folder_that_is_not_there_is_named(registry: Registry) -> None:
    """A target in a missing folder is a failure that names the folder."""
    result = say(registry, "Hello.", "-o", "no/where.wav")

    assert result.exit_code == 1
    assert "there is no folder" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_traceback_is_there_for_who_wants_it(registry: Registry) -> None:
    """With --debug the exception itself gets out."""
    result = CliRunner().invoke(Commands(registry), ["--debug", "say", "Hello.", "-m", "none"])

    assert isinstance(result.exception, TTSError)


def test_warnings_are_shown(registry: Registry) -> None:
    """What is not spoken is told on standard error, and with --json in the answer."""
    text = "Hello \U0001f642 world."
    expected = tts_core.synthesize(text, registry=registry).warnings
    assert expected

    plain = say(registry, text, "-o", "a.wav")
    told = json.loads(say(registry, text, "-o", "a.wav", "--json").stdout)

    assert [warning["message"] for warning in told["warnings"]] == [each.message for each in expected]
    assert all(each.message in plain.stderr for each in expected)


def test_many_warnings_are_counted(registry: Registry) -> None:
    """People are not flooded with warnings, but told how many more there are; programs get all."""
    text = "Hello. " + "\U0001f642 Hello. " * 50

    told = json.loads(say(registry, text, "-o", "a.wav", "--json").stdout)
    shown = say(registry, text, "-o", "a.wav").stderr.splitlines()

    assert len(told["warnings"]) == 50
    assert len(shown) == 22
    assert "30 more" in shown[-2]


def test_what_a_format_did_to_the_sound_is_a_warning() -> None:
    """A format that cannot hold the model's rate says that it was resampled."""
    registry = Registry([echo_model(listed=True, sample_rate=96000)])

    result = say(registry, "Hello.", "-o", "a.opus")

    assert "resampled to 48000 Hz" in result.stderr


def test_a_lexicon_file_is_obeyed(registry: Registry, folder: Path) -> None:
    """Words of a lexicon file are said as it tells."""
    (folder / "words.json").write_text('{"Nginx": "engine ex"}', "utf-8")

    result = say(registry, "We run Nginx.", "--lexicon", "words.json", "-o", "a.wav")

    assert result.exit_code == 0, result.stderr
    assert heard((folder / "a.wav").read_bytes()) == "We run engine ex."


def test_markup_is_obeyed_when_asked_for(registry: Registry, folder: Path) -> None:
    """With --markup a pause is a rest; without it, it is text."""
    for name, args in (("rest", ["--markup"]), ("text", ["--no-normalize"])):
        assert say(registry, "Wait [pause 2s] here.", "-o", f"{name}.wav", *args).exit_code == 0

    assert "pause" not in heard((folder / "rest.wav").read_bytes())
    assert "pause" in heard((folder / "text.wav").read_bytes())


@pytest.mark.parametrize("kind", ["srt", "vtt"])
def test_captions_are_those_of_the_library(registry: Registry, folder: Path, kind: str) -> None:
    """Caption files hold what `Speech.srt` and `Speech.vtt` return."""
    text = "One sentence. And then another one."
    speech = tts_core.synthesize(text, registry=registry)

    result = say(registry, text, "-o", "a.wav", f"--{kind}", "a.txt")

    assert result.exit_code == 0, result.stderr
    assert (folder / "a.txt").read_text("utf-8") == (speech.srt() if kind == "srt" else speech.vtt())


def test_a_link_stays_a_link(registry: Registry, folder: Path) -> None:
    """Writing to a symbolic link replaces what it leads to."""
    (folder / "deep").mkdir()
    (folder / "deep" / "real.wav").write_bytes(b"before")
    (folder / "a.wav").symlink_to(folder / "deep" / "real.wav")

    result = say(registry, "Hello.", "-o", "a.wav")

    assert result.exit_code == 0, result.stderr
    assert (folder / "a.wav").is_symlink()
    assert heard((folder / "deep" / "real.wav").read_bytes()) == "Hello."


def test_a_pipe_stays_a_pipe(registry: Registry, folder: Path) -> None:
    """A named pipe (and so a device) is written to, never replaced by a file."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()

    result = say(registry, "Hello.", "-o", "pipe", "--format", "wav")
    reader.join()

    assert result.exit_code == 0, result.stderr
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert got[0].startswith(b"RIFF")


def test_rights_are_kept(registry: Registry, folder: Path) -> None:
    """A file that is written anew keeps the rights it had; a new one has those of any new file."""
    (folder / "a.wav").write_bytes(b"before")
    (folder / "a.wav").chmod(0o640)
    (folder / "plain").touch()

    for name in ("a.wav", "b.wav"):
        assert say(registry, "Hello.", "-o", name).exit_code == 0

    rights = {each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()}
    assert rights["a.wav"] == 0o640
    assert rights["b.wav"] == rights["plain"]


def test_a_long_text_is_held_in_pieces() -> None:
    """The first sound of a long text is on its way before the last sentence is spoken."""
    recorder = Recorder()
    registry = Registry([echo_model(listed=True, recorder=recorder, limit=40, best=20)])
    counts: list[int] = []

    class Watched(io.BytesIO):
        def write(self, data: object) -> int:
            counts.append(len(recorder.spoken))
            return super().write(data)  # type: ignore[arg-type]  # BytesIO takes any buffer, as its own stub says

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", io.TextIOWrapper(Watched()))
        Commands(registry).main(
            ["say", "-o", "-", " ".join(["Twenty letters long."] * 50)], standalone_mode=False
        )

    assert counts[0] < 10
    assert counts[-1] == 50
