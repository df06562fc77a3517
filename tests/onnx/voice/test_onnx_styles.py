from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tts_onnx.voice.styles import BadStyles, read_raw, read_styles

if TYPE_CHECKING:
    from pathlib import Path


def archive(**entries: bytes) -> bytes:
    """A zip of these entries, compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(f"{name}.npy", data)
    return buffer.getvalue()


def array(value: Any, *, allow_pickle: bool = False) -> bytes:
    """An array as a file."""
    buffer = io.BytesIO()
    np.save(buffer, value, allow_pickle=allow_pickle)
    return buffer.getvalue()


def header(shape: tuple[int, ...]) -> bytes:
    """The beginning of a file that says to hold an array of this shape."""
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"descr": "<f4", "fortran_order": False, "shape": shape})
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no zip", "no archive of arrays"),
        (archive(), "holds no voice"),
        (archive(v=array(np.zeros((4, 256)))), "must be float32, not float64"),
        (archive(v=array(np.zeros((4, 255), np.float32))), "rows of 256 numbers"),
        (archive(v=array(np.zeros(256, np.float32))), "rows of 256 numbers"),
        (archive(v=array(np.full((4, 256), np.nan, np.float32))), "not all finite"),
        (archive(v=array(np.array([{}]), allow_pickle=True)), "must be float32, not object"),
        (archive(v=header((10**12, 256))), "rows of 256 numbers"),
        (archive(v=header((4000, 256))), "not as long as they say"),
        (archive(v=b"\0" * (300 << 20)), "no more than"),
        (archive(**{f"v{index}": b"" for index in range(600)}), "600 voices"),
        (archive(v=array(np.zeros((4, 256), np.float32)))[:-30], "no archive of arrays"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_voices_are_refused(data: bytes, told: str) -> None:
    """Voices of another shape or type, pickles, and archives that would fill the memory are refused."""
    with pytest.raises(BadStyles, match=told):
        read_styles(data)


def test_a_row_may_have_an_axis_of_its_own() -> None:
    """Styles of (rows, 1, 256), as some archives have them, are rows all the same."""
    numbers = np.arange(4 * 256, dtype=np.float32)

    read = read_styles(archive(v=array(numbers.reshape(4, 1, 256)), w=array(numbers.reshape(4, 256))))

    assert [table.shape for table in read.values()] == [(4, 256), (4, 256)]
    assert np.array_equal(read["v"], read["w"])


def test_a_file_of_nothing_but_numbers_is_read(tmp_path: Path) -> None:
    """One voice's styles may be written as they are; a file of another length is refused by its name."""
    numbers = np.arange(3 * 256, dtype="<f4")
    (tmp_path / "ann.bin").write_bytes(numbers.tobytes())
    (tmp_path / "bob.bin").write_bytes(numbers.tobytes()[:-4])

    assert np.array_equal(read_raw(tmp_path / "ann.bin"), numbers.reshape(3, 256))
    with pytest.raises(BadStyles, match=r"'bob\.bin' has 3068 bytes"):
        read_raw(tmp_path / "bob.bin")
