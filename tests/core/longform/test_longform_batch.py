from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import pytest
import soundfile

from tts_core import Audio, Registry, UnknownModel, UnknownVoice
from tts_core.encoding import read_tags
from tts_core.longform import Line, Outcome, read_lines, run_batch
from tts_core.testing import Gate, Recorder, decode, echo_model

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class House:
    """An echo model that counts what it was asked."""

    def __init__(self, **changes: Any) -> None:
        self.recorder = Recorder()
        self.registry = Registry([echo_model(recorder=self.recorder, listed=True, **changes)])

    @property
    def spoken(self) -> list[str]:
        return sorted(utterance.text for utterance in self.recorder.spoken)


def lines(*texts: str) -> list[Line]:
    return [Line(number=number, name=f"n{number}", text=text) for number, text in enumerate(texts, 1)]


def run(house: House, folder: Path, given: Iterable[Line], **asked: Any) -> list[Outcome]:
    return list(run_batch(given, folder, registry=house.registry, **{"format": "wav", **asked}))


def manifest(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]


def heard(file: Path) -> str:
    samples, rate = soundfile.read(file, dtype="float32")
    return " ".join(each.text for each in decode(Audio(samples, rate)))


def test_every_line_becomes_a_file(tmp_path: Path) -> None:
    """Each text is in the file of its name, and the manifest tells of all in the order of the batch."""
    out = tmp_path / "out"

    outcomes = run(House(), out, lines("One.", "Two.", "Three."))

    assert [heard(out / f"n{number}.wav") for number in (1, 2, 3)] == ["One.", "Two.", "Three."]
    assert [(each["line"], each["id"], each["status"]) for each in manifest(out)] == [
        (1, "n1", "done"),
        (2, "n2", "done"),
        (3, "n3", "done"),
    ]
    assert [each.as_dict() for each in outcomes] == [
        {**each, "warnings": tuple(each["warnings"])} for each in manifest(out)
    ]
    assert outcomes[0].seconds == pytest.approx(soundfile.info(out / "n1.wav").duration, abs=0.001)


def test_several_are_spoken_at_once(tmp_path: Path) -> None:
    """As many lines are under way as were asked for, if the model allows it."""
    gate = Gate()
    house = House(gate=gate, concurrency=3)
    thread = threading.Thread(
        target=run, args=(house, tmp_path, lines("a.", "b.", "c.", "d.")), kwargs={"jobs": 3}
    )
    thread.start()

    gate.arrived(3)
    gate.open()
    thread.join(20)

    assert house.recorder.peak == 3
    assert len(manifest(tmp_path)) == 4


def test_a_failing_line_stops_nobody(tmp_path: Path) -> None:
    """A line that fails says why in the manifest, leaves no file, and all others are made."""
    outcomes = run(House(fail_on="bad"), tmp_path, lines("One.", "This is bad.", "...", "Four."))

    assert [each.status for each in outcomes] == ["done", "failed", "failed", "done"]
    assert "failed on characters" in str(outcomes[1].error)
    assert "nothing to speak" in str(outcomes[2].error)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["manifest.jsonl", "n1.wav", "n4.wav"]


def test_made_again_only_what_is_missing_is_spoken(tmp_path: Path) -> None:
    """Failed, changed, damaged and missing lines are spoken again; the others are kept."""
    run(House(fail_on="bad"), tmp_path, lines("One.", "bad", "Three.", "Four.", "Five."))
    (tmp_path / "n4.wav").unlink()
    (tmp_path / "n5.wav").write_bytes((tmp_path / "n5.wav").read_bytes()[:-100])
    house = House()

    outcomes = run(house, tmp_path, lines("One.", "bad", "Three, changed.", "Four.", "Five."))

    assert house.spoken == ["Five.", "Four.", "Three, changed.", "bad"]
    assert [each.kept for each in outcomes] == [True, False, False, False, False]
    assert [each["status"] for each in manifest(tmp_path)] == ["done"] * 5


@pytest.mark.parametrize("asked", [{"voice": "bob"}, {"speed": 1.5}, {"format": "flac"}, {"receipt": True}])
def test_another_manner_is_another_batch(tmp_path: Path, asked: dict[str, Any]) -> None:
    """What would come out otherwise than the file that is there is made again."""
    run(House(), tmp_path, lines("One."))
    house = House()

    run(house, tmp_path, lines("One."), **asked)

    assert house.spoken == ["One."]


def test_a_stopped_batch_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was done before the batch was stopped is known, though it never ended, and stays."""
    gate = Gate()
    gate.let(1)
    held = House(gate=gate)
    running = run_batch(
        lines("One.", "Two.", "Three."), tmp_path, registry=held.registry, format="wav", jobs=1
    )
    next(running)
    gate.arrived(2)
    running.close()
    assert held.spoken == ["One."]
    house = House()

    run(house, tmp_path, lines("One.", "Two.", "Three."))

    assert house.spoken == ["Three.", "Two."]


def test_a_cut_manifest_costs_one_line(tmp_path: Path) -> None:
    """A manifest whose last line a crash cut off is read up to there."""
    run(House(), tmp_path, lines("One.", "Two."))
    place = tmp_path / "manifest.jsonl"
    place.write_bytes(place.read_bytes()[:-40])
    house = House()

    run(house, tmp_path, lines("One.", "Two."))

    assert house.spoken == ["Two."]


def test_lines_are_taken_as_they_are_wanted(tmp_path: Path) -> None:
    """However long a batch, only a few of its lines are held."""
    taken: list[int] = []

    def endless() -> Iterable[Line]:
        for number in range(1, 10_000):
            taken.append(number)
            yield Line(number=number, name=str(number), text="Word.")

    running = run_batch(endless(), tmp_path, registry=House().registry, format="wav", jobs=2)
    for _ in range(3):
        next(running)
    running.close()

    assert len(taken) <= 3 + 2 * 2


def test_a_line_may_ask_for_itself(tmp_path: Path) -> None:
    """What a line says goes before what is asked for all."""
    house = House()
    given = [
        Line(number=1, name="a", text="One.", fields={"voice": "eva"}),
        Line(number=2, name="b", text="Two.", fields={"speed": 2.0, "options": {"pitch": 5}}),
    ]

    run(house, tmp_path, given, voice="bob")

    said = {each.text: (each.voice, each.speed, each.options["pitch"]) for each in house.recorder.spoken}
    assert said == {"One.": ("eva", 1.0, 0.0), "Two.": ("bob", 2.0, 5.0)}


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"voice": "nobody"}, UnknownVoice),
        ({"model": "nothing"}, UnknownModel),
        ({"format": "xyz"}, ValueError),
        ({"jobs": 0}, ValueError),
        ({"encoding": {"bitrate": 3}}, ValueError),
    ],
)
def test_what_no_line_could_do_is_refused_at_once(
    tmp_path: Path, asked: dict[str, Any], error: type[Exception]
) -> None:
    """What is wrong with the whole batch is raised by the call, and nothing is written."""
    with pytest.raises(error):
        run_batch(lines("One."), tmp_path / "out", registry=House().registry, **asked)

    assert not (tmp_path / "out").exists()


def test_a_receipt_can_be_asked_for(tmp_path: Path) -> None:
    """With receipts each file holds its text and voice, without none does."""
    run(House(), tmp_path / "with", lines("One."), receipt=True)
    run(House(), tmp_path / "without", lines("One."))

    assert json.loads(read_tags(tmp_path / "with" / "n1.wav").receipt or "")["source"] == "One."
    assert read_tags(tmp_path / "without" / "n1.wav").receipt is None


JSONL = """{"text": "One."}

{"id": "two", "text": "Two.", "voice": "bob", "speed": 1.5, "options": {"pitch": 3}, "markup": true}
"""
CSV = """id,text,voice,speed,options,markup
,One.,,,,
two,Two.,bob,1.5,"{""pitch"": 3}",yes
"""


@pytest.mark.parametrize(("name", "data"), [("a.jsonl", JSONL), ("a.csv", CSV)])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_both_kinds_of_files_say_the_same(tmp_path: Path, name: str, data: str, mark: str) -> None:
    """A table and JSON lines give the same lines, with or without a byte order mark."""
    (tmp_path / name).write_text(mark + data, "utf-8")

    one, two = read_lines(tmp_path / name)

    assert (one.name, one.text, dict(one.fields), one.problem) == ("00001", "One.", {}, None)
    assert (two.name, two.text, two.problem) == ("two", "Two.", None)
    assert dict(two.fields) == {"voice": "bob", "speed": 1.5, "options": {"pitch": 3}, "markup": True}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nonsense", "not a line of JSON"),
        ("[1]", "must be an object"),
        ("{}", "has no 'text'"),
        ('{"text": 5}', "its text must be a string"),
        ('{"text": "a", "foo": 1}', "there is no field 'foo'"),
        ('{"text": "a", "markup": "yes"}', "markup must be true or false"),
        ('{"text": "a", "id": "../up"}', "cannot be the name of a file"),
        ('{"text": "a", "id": ".."}', "cannot be the name of a file"),
        ('{"text": "a", "id": "a/b"}', "cannot be the name of a file"),
        ('{"text": "a", "id": ""}', "cannot be the name of a file"),
    ],
)
def test_what_is_wrong_with_a_line_is_its_own_problem(tmp_path: Path, line: str, why: str) -> None:
    """A line that cannot be understood says why, and the next one is read."""
    (tmp_path / "a.jsonl").write_text(f'{line}\n{{"text": "Good."}}\n', "utf-8")

    bad, good = read_lines(tmp_path / "a.jsonl")

    assert why in str(bad.problem)
    assert (good.text, good.problem) == ("Good.", None)


def test_two_lines_of_one_name_are_one_too_many(tmp_path: Path) -> None:
    """A second line of the same id, in whatever case, would overwrite the first, and is refused."""
    (tmp_path / "a.jsonl").write_text('{"id": "A", "text": "x"}\n{"id": "a", "text": "y"}\n', "utf-8")

    first, second = read_lines(tmp_path / "a.jsonl")

    assert first.problem is None
    assert second.problem == "line 1 has the same id"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.csv", b"id,words\n1,x\n", "has a column 'words'"),
        ("a.csv", b"id,voice\n1,x\n", "has no column 'text'"),
        ("a.csv", b"", "has no column 'text'"),
        ("a.csv", b'text\n"open', "is no table after row 0"),
        ("a.csv", b"text\ncaf\xe9\n", "is not UTF-8"),
        ("a.txt", b"x", r"is a \.jsonl or a \.csv file"),
    ],
)
def test_a_file_that_is_no_batch_is_refused(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    """What is wrong with the whole file is raised, with what would be right."""
    (tmp_path / name).write_bytes(data)

    with pytest.raises(ValueError, match=why):
        list(read_lines(tmp_path / name))


def test_a_row_with_too_many_cells_is_its_own_problem(tmp_path: Path) -> None:
    """A text with a comma that nobody quoted is not cut in silence."""
    (tmp_path / "a.csv").write_text("id,text\na,Well, well\nb,Fine.\n", "utf-8")

    bad, good = read_lines(tmp_path / "a.csv")

    assert "more cells than there are columns" in str(bad.problem)
    assert good.problem is None
