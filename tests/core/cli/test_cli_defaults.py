"""What holds where the command line does not say: the file, the environment, and `tts-core config`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tts_core import LoadOptions, Model, Registry, Synthesizer
from tts_core.cli import Commands
from tts_core.testing import Recorder, echo_model


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def registry(recorder: Recorder) -> Registry:
    return Registry(
        [echo_model(listed=True, recorder=recorder), echo_model("other", listed=True, recorder=recorder)]
    )


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep a file of the test's own, which is not there until it is written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TTS_CORE_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "config.toml"


def run(registry: Registry, *args: str) -> Result:
    return CliRunner().invoke(Commands(registry), args)


def spoken(registry: Registry, recorder: Recorder, *args: str) -> tuple[str, str | None, float]:
    """Say something and return by whom: model, voice, speed."""
    result = run(registry, "say", "We run Nginx.", "-o", "a.wav", "--json", *args)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)["receipt"]["model"], recorder.spoken[-1].voice, recorder.spoken[-1].speed


def test_the_file_says_what_the_command_line_does_not(
    registry: Registry, recorder: Recorder, config: Path
) -> None:
    """Model, voice, speed and lexicons are the file's; what the command line says goes before it."""
    (config.parent / "words.json").write_text('{"Nginx": "engine ex"}', "utf-8")
    config.write_text('model = "other"\nvoice = "bob"\nspeed = 1.5\nlexicons = ["words.json"]\n', "utf-8")

    assert spoken(registry, recorder) == ("other", "bob", 1.5)
    assert recorder.spoken[-1].text == "We run engine ex."
    assert spoken(registry, recorder, "-v", "ada", "-s", "2") == ("other", "ada", 2.0)


@pytest.mark.parametrize(("args", "voice"), [(["-m", "echo"], "ada"), (["-l", "de"], "eva"), ([], "bob")])
def test_a_default_voice_is_of_the_default_model(
    registry: Registry, recorder: Recorder, config: Path, args: list[str], voice: str
) -> None:
    """Who names another model, or a language, is given the voice that comes with it, not the default one."""
    config.write_text('voice = "bob"\n', "utf-8")

    assert spoken(registry, recorder, *args)[1] == voice


def test_the_environment_goes_before_the_file(
    registry: Registry, recorder: Recorder, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TTS_CORE_MODEL and TTS_CORE_VOICE win over the file, whose voice is not asked of another's model."""
    config.write_text('model = "other"\nvoice = "bob"\n', "utf-8")

    monkeypatch.setenv("TTS_CORE_MODEL", "echo")
    assert spoken(registry, recorder)[:2] == ("echo", "ada")
    monkeypatch.setenv("TTS_CORE_VOICE", "eva")
    assert spoken(registry, recorder)[:2] == ("echo", "eva")
    monkeypatch.delenv("TTS_CORE_MODEL")
    assert spoken(registry, recorder)[:2] == ("other", "eva")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('vioce = "bob"', "did you mean 'voice'"),
        ('colour = "red"', "it may hold model, voice, speed, lexicons"),
        ("voice = 3", "'voice' must be a text"),
        ("speed = true", "'speed' must be a number"),
        ('lexicons = "a.json"', "'lexicons' must be a list of files"),
        ("voice = ", "is no TOML"),
    ],
)
def test_a_mistake_in_the_file_is_named(registry: Registry, config: Path, text: str, says: str) -> None:
    """What is wrong in the file ends with status 2 and a sentence that names the file; nothing is guessed."""
    config.write_text(text, "utf-8")

    for command in (["say", "Hello."], ["config"]):
        result = run(registry, *command)
        assert result.exit_code == 2
        assert str(config) in result.stderr
        assert says in result.stderr
    assert run(registry, "models").exit_code == 0


def test_config_shows_what_holds_and_why(
    registry: Registry, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`config` names the file, each value, and where it is from, for people and for programs."""
    assert f"{config} (not there)" in run(registry, "config").stdout.replace("\n", "")
    config.write_text('model = "other"\nspeed = 1.25\n', "utf-8")
    monkeypatch.setenv("TTS_CORE_VOICE", "eva")

    shown = run(registry, "config").stdout
    told = json.loads(run(registry, "config", "--json").stdout)

    assert [line.split()[:2] for line in shown.splitlines()[-4:-1]] == [
        ["model", "other"],
        ["voice", "eva"],
        ["speed", "1.25"],
    ]
    assert "$TTS_CORE_VOICE" in shown
    assert told["file"] == str(config)
    assert told["here"] is True
    assert told["model"] == {"value": "other", "from": str(config)}
    assert told["voice"] == {"value": "eva", "from": "TTS_CORE_VOICE"}
    assert told["lexicons"] == {"value": [], "from": None}


def test_device_and_threads_reach_the_model(recorder: Recorder) -> None:
    """--device and --threads are what the model is loaded with, by say, by book and by batch."""
    loads: list[LoadOptions] = []
    echo = echo_model(listed=True, recorder=recorder)

    def load(options: LoadOptions) -> Synthesizer:
        loads.append(options)
        return echo.load(options)

    registry = Registry([Model(echo.card, load)])
    Path("a.txt").write_text("One sentence.", "utf-8")
    Path("a.jsonl").write_text('{"text": "Another one."}', "utf-8")

    for command in ("say Hi. -o a.wav", "book a.txt -o a.mp3", "batch a.jsonl -o b"):
        result = run(registry, *command.split(), "--device", "cpu", "--threads", "2")
        assert result.exit_code == 0, result.stderr

    assert [(each.device, each.threads) for each in loads] == [("cpu", 2)]


@pytest.mark.parametrize(
    "command", ["say -f", "explain -f", "book -o a.mp3", "batch -o b", "inspect", "replay -o a.wav"]
)
def test_a_file_that_is_not_there_is_always_said_alike(registry: Registry, command: str) -> None:
    """Whatever it was to be read for, a missing file is one sentence and status 2."""
    result = run(registry, *command.split(), "gone.txt")

    assert result.exit_code == 2
    assert "File 'gone.txt' does not exist." in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_inspect_calls_the_voice_a_voice(registry: Registry, config: Path) -> None:
    """Who spoke is shown as the voice, not as an artist; of a book, beside its author."""
    (config.parent / "a.txt").write_text("One sentence.", "utf-8")
    run(registry, "say", "Hello.", "-o", "a.mp3", "-v", "bob")
    run(registry, "book", "a.txt", "-o", "b.mp3", "-v", "bob", "--author", "Jane")

    speech, book = (run(registry, "inspect", name).stdout for name in ("a.mp3", "b.mp3"))

    assert "voice" in speech
    assert "artist" not in speech
    assert [line.split() for line in book.splitlines() if line.startswith(("artist", "voice"))] == [
        ["artist", "Jane"],
        ["voice", "bob"],
    ]
