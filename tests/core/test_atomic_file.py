"""Files that are whole or absent, and what is left of those whose writer was killed."""

from __future__ import annotations

import stat
import subprocess
import sys
import textwrap
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tts_core.atomic_file import atomic_write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRITES = """
    import sys
    from pathlib import Path
    from tts_core.atomic_file import atomic_write
    with atomic_write(Path(sys.argv[1])) as file:
        file.write(b"half")
        print(flush=True)
        sys.stdin.read()
"""


@contextmanager
def writing(target: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Have another program begin to write *target*; at the end it is killed, as kill -9 does."""
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WRITES), str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        program.stdout.readline()
        yield program
        program.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot tell who writes to a file")
def test_what_a_killed_writer_left_goes(tmp_path: Path) -> None:
    """Whoever writes a file next removes what killed programs left of it, but not what others still write."""
    target = tmp_path / "a [1].wav"
    with writing(target), writing(tmp_path / "other.wav"):
        pass
    assert len(list(tmp_path.glob(".*.part"))) == 2

    with writing(target):
        [abandoned] = tmp_path.glob(".other.wav.*.part")
        with atomic_write(target) as file:
            file.write(b"whole")
        left = set(tmp_path.glob(".*.part"))
        assert abandoned in left
        assert len(left) == 2

    with atomic_write(target) as file:
        file.write(b"whole again")

    assert target.read_bytes() == b"whole again"
    assert list(tmp_path.glob(".a*.part")) == []


def test_a_block_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """Where the block raises, the file is what it was before, and nothing lies beside it."""
    target = tmp_path / "a.wav"
    target.write_bytes(b"before")
    target.chmod(0o640)

    def fail() -> None:
        with atomic_write(target) as file:
            file.write(b"half")
            raise ValueError("odd")

    with pytest.raises(ValueError, match="odd"):
        fail()

    assert [each.name for each in tmp_path.iterdir()] == ["a.wav"]
    assert target.read_bytes() == b"before"
    with atomic_write(target) as file:
        file.write(b"after")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
