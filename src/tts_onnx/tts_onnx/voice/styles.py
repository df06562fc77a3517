"""The voices file: for every voice a table of styles, one row for each length of text."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["STYLE", "BadStyles", "read_raw", "read_styles", "style"]

STYLE = 256
"""Numbers in one style."""
_MOST_ROWS = 4096
_MOST_VOICES = 512
_MOST_BYTES = 256 << 20
"""What all styles together may take in memory; the known models take 3 MB."""


class BadStyles(ValueError):
    """A voices file that cannot be used, and why."""


def read_styles(data: bytes | Path) -> Mapping[str, NDArray[np.float32]]:
    """
    Read every voice's styles, or raise BadStyles with what is wrong.

    Sizes, types and shapes are looked at before anything is unpacked, so that a small file cannot
    fill the memory, and no pickle is ever opened.
    """
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    try:
        with zipfile.ZipFile(source) as archive:
            _check_sizes(archive)
            for entry in archive.infolist():
                _check_header(archive, entry)
        if isinstance(source, io.BytesIO):
            source.seek(0)
        with np.load(source, allow_pickle=False) as arrays:
            styles = {name: _rows(arrays[name]) for name in arrays.files}
    except BadStyles:
        raise
    except (OSError, ValueError, EOFError, NotImplementedError, zipfile.BadZipFile, RuntimeError) as error:
        raise BadStyles(f"it is no archive of arrays (.npz): {error}") from error
    for name, table in styles.items():
        _check_numbers(name, table)
    return styles


def read_raw(path: Path) -> NDArray[np.float32]:
    """Read the styles of one voice from a file of nothing but their numbers."""
    size = path.stat().st_size
    if not size or size % (4 * STYLE) or size > 4 * STYLE * _MOST_ROWS:
        raise BadStyles(f"{path.name!r} has {size} bytes, which are not rows of {STYLE} numbers")
    table = _rows(np.fromfile(path, dtype="<f4"))
    _check_numbers(path.name, table)
    return table


def style(table: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """Return the row for a text of *length* characters; the last one is for all that are longer."""
    row = min(length, len(table) - 1)
    return table[row : row + 1]


def _rows(array: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.ascontiguousarray(array, dtype=np.float32).reshape(-1, STYLE)


def _check_numbers(name: str, table: NDArray[np.float32]) -> None:
    if not np.isfinite(table).all():
        raise BadStyles(f"the styles of {name!r} are not all finite numbers")


def _check_sizes(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if not entries:
        raise BadStyles("it holds no voice")
    if len(entries) > _MOST_VOICES:
        raise BadStyles(f"it holds {len(entries)} voices, and no more than {_MOST_VOICES} are read")
    total = sum(entry.file_size for entry in entries)
    if total > _MOST_BYTES:
        raise BadStyles(f"it unpacks to {total} bytes, and no more than {_MOST_BYTES} are read")


def _check_header(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuse an array that is not float32 of rows of styles, by its header alone."""
    if not entry.filename.endswith(".npy"):
        raise BadStyles(f"{entry.filename!r} in it is no array")
    with archive.open(entry) as file:
        version = np.lib.format.read_magic(file)
        reader = (
            np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        )
        shape, _, dtype = reader(file)
        begun = file.tell()
    name = entry.filename.removesuffix(".npy")
    if dtype != np.float32:
        raise BadStyles(f"the styles of {name!r} must be float32, not {dtype}")
    if shape[1:] not in ((STYLE,), (1, STYLE)) or not 1 <= shape[0] <= _MOST_ROWS:
        raise BadStyles(f"the styles of {name!r} must be rows of {STYLE} numbers, not an array of {shape}")
    if entry.file_size != begun + shape[0] * STYLE * 4:
        raise BadStyles(f"the styles of {name!r} are not as long as they say")
