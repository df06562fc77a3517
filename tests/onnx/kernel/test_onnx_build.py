from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[3] / "src" / "tts_onnx"
OPERATOR = "tts_onnx/kernel/_kernel.so"
needs_compiler = pytest.mark.skipif(
    os.name != "posix" or not any(map(shutil.which, ("cc", "gcc", "clang"))),
    reason="there is no C compiler here",
)


def build(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the wheel as pip would, into *folder*."""
    return subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=PACKAGE,
        env=os.environ | {"CC": "", "TTS_ONNX_KERNEL": ""} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def wheel(folder: Path) -> tuple[str, list[str]]:
    (made,) = folder.glob("*.whl")
    with zipfile.ZipFile(made) as file:
        return made.stem, file.namelist()


@needs_compiler
def test_wheel_with_the_operator_is_for_its_platform(tmp_path: Path) -> None:
    """With a compiler the wheel has the operator, and is for this platform and every Python."""
    assert build(tmp_path, TTS_ONNX_KERNEL="1").returncode == 0
    name, files = wheel(tmp_path)
    assert OPERATOR in files
    assert "-py3-none-" in name
    assert not name.endswith("-any")
    assert not [file for file in files if file.endswith(".c")]


@pytest.mark.parametrize("environment", [{"TTS_ONNX_KERNEL": "0"}, {"PATH": ""}, {"CC": "no-such-compiler"}])
def test_wheel_without_the_operator_is_for_every_platform(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """Without a compiler, or where it is not wanted, the wheel holds Python alone."""
    assert build(tmp_path, **environment).returncode == 0
    name, files = wheel(tmp_path)
    assert OPERATOR not in files
    assert name.endswith("-py3-none-any")


def test_operator_that_has_to_be_there_is_not_left_out(tmp_path: Path) -> None:
    """Who insists on the operator gets the compiler's reason, and no wheel without it."""
    done = build(tmp_path, TTS_ONNX_KERNEL="1", CC="no-such-compiler")
    assert done.returncode != 0
    assert "cannot be compiled" in done.stderr + done.stdout
    assert not list(tmp_path.glob("*.whl"))


@needs_compiler
def test_building_leaves_nothing_beside_the_wheel(tmp_path: Path) -> None:
    """What was made on the way to the wheel is gone afterwards."""
    room = tmp_path / "room"
    room.mkdir()
    assert build(tmp_path / "wheels", TMPDIR=str(room)).returncode == 0
    assert build(tmp_path / "none", TMPDIR=str(room), TTS_ONNX_KERNEL="1", CC="false").returncode != 0
    assert not list(room.iterdir())
