"""The voices: who they are, which of them a set of files holds, and what each sounds like."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Literal

from tts_core import ModelFile, ModelUnavailable, Voice
from tts_hibari.catalogue import READING

from .blend import parsed
from .catalogue import LANGUAGES, grades
from .readers import check_readable, is_readable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["beside", "described", "held", "listing", "styles", "voice"]

_GENDERS: Mapping[str, Literal["female", "male"]] = {"f": "female", "m": "male"}
_OTHER_CHINESE = re.compile(r"z[fm]_\d+")
"""Voices of v1.1-zh, which were told Chinese in another alphabet."""


@cache
def voice(name: str) -> Voice:
    """Tell who *name* is; of a voice that the makers do not list, its name tells as much as theirs do."""
    grade = dict(grades()).get(name, "")
    kind, _, rest = name.partition("_")
    language = LANGUAGES.get(kind[:1], "en-US") if rest else "en-US"
    return Voice(
        id=name,
        name=(rest or name).title(),
        language=language,
        languages=() if language.startswith("en") else ("en-US",),
        gender=_GENDERS.get(kind[1:]) if rest else None,
        description=f"Graded {grade} by its makers." if grade else "",
    )


def listing(names: Collection[str]) -> tuple[Voice, ...]:
    """List those of *names* whose language something here reads, the best known first."""
    known = [name for name, _ in grades() if name in names]
    found = (voice(name) for name in (*known, *sorted(set(names) - set(known))))
    return tuple(each for each in found if is_readable(each.language) and not _OTHER_CHINESE.match(each.id))


def described(name: str, names: Collection[str], model: str) -> Voice | None:
    """Return the mix of voices that *name* says, or raise why a voice that there is cannot be had."""
    blend = parsed(name, model, names)
    if blend is None and name not in names:
        return None
    main = voice(blend.first if blend else name)
    if _OTHER_CHINESE.match(main.id):
        why = (
            f"voice {main.id!r} is of v1.1-zh, which is told Chinese in an alphabet that nothing here writes"
        )
        raise ModelUnavailable(model, why, "choose a voice of v1.0")
    check_readable(main.language, model, main.id)
    parts = {voice(each).gender for each, _ in blend.parts} if blend else {main.gender}
    return Voice(
        id=name,
        name=name,
        language=main.language,
        languages=main.languages,
        gender=main.gender if len(parts) == 1 else None,
        description="A mix of voices.",
    )


def beside(graph: Path, model: str) -> tuple[ModelFile, ...]:
    """Find the voices of the *graph*: an archive near it, or a folder with a file for each."""
    # The hub has the graphs in a folder of their own.
    for folder in (graph.parent, graph.parent.parent)[: 1 + (graph.parent.name == "onnx")]:
        archives = [each for each in sorted(folder.glob("voices*")) if zipfile.is_zipfile(each)]
        if len(archives) > 1:
            named = ", ".join(repr(each.name) for each in archives)
            raise ModelUnavailable(model, f"there are several files of voices in {str(folder)!r}: {named}")
        if archives:
            return (ModelFile(name=archives[0].name, folder=folder),)
        if single := sorted((folder / "voices").glob("*.bin")):
            return tuple(ModelFile(name=each.name, folder=each.parent) for each in single)
    why = f"there are no voices near {str(graph)!r}"
    raise ModelUnavailable(
        model, why, "put voices-v1.0.bin beside it, or a folder voices with a .bin for each"
    )


def held(files: Mapping[str, Path], model: str) -> Sequence[str]:
    """Return the names of the voices in a model's *files*, without unpacking any."""
    paths = _paths(files)
    if len(paths) > 1 or not zipfile.is_zipfile(paths[0]):
        return [path.stem for path in paths]
    try:
        with zipfile.ZipFile(paths[0]) as archive:
            return [name.removesuffix(".npy") for name in archive.namelist()]
    except zipfile.BadZipFile as error:
        raise ModelUnavailable(model, f"its voices cannot be read: {error}") from error


def styles(files: Mapping[str, Path]) -> Mapping[str, NDArray[np.float32]]:
    """Read what each voice in a model's *files* sounds like, or raise BadStyles."""
    from tts_onnx.voice.styles import read_raw, read_styles

    paths = _paths(files)
    if len(paths) > 1 or not zipfile.is_zipfile(paths[0]):
        return {path.stem: read_raw(path) for path in paths}
    return read_styles(paths[0])


def _paths(files: Mapping[str, Path]) -> list[Path]:
    reading = {file.name for file in READING}
    return [path for name, path in files.items() if name not in reading and not name.endswith(".onnx")]
