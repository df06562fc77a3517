"""Write docs/api.md, docs/cli.md and a table of docs/text.md from the code: `python docs/reference.py`."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import textwrap
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import click

import tts_core
from tts_core import longform, testing
from tts_core.cli.group import Commands
from tts_core.text.normalize import CLASSES, normalize

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
CORPUS = HERE.parent / "tests" / "core" / "text" / "normalize" / "corpus"
ORDER = ("de", "fr", "es", "it", "pt", "nl", "pl", "ru", "zh", "ja", "hi")
OPENS, CLOSES = "<!-- languages -->", "<!-- /languages -->"


def api() -> str:
    """Return the page of every public name, each with what its docstring says."""
    parts = [
        "# API",
        "Every public name of `tts_core`. This page is written from the docstrings by `docs/reference.py`.",
    ]
    named = {name: getattr(tts_core, name) for name in tts_core.__all__}
    calls = {name: value for name, value in named.items() if inspect.isfunction(inspect.unwrap(value))}
    errors = {
        name: value
        for name, value in named.items()
        if isinstance(value, type) and issubclass(value, Exception)
    }
    rest = {name: value for name, value in named.items() if name not in {*calls, *errors}}
    for title, members in (("Functions", calls), ("Values and protocols", rest), ("Errors", errors)):
        parts.append(f"## {title}")
        parts.extend(
            _entry(name, value) for name, value in sorted(members.items(), key=lambda pair: pair[0].lower())
        )
    parts.append("## tts_core.testing")
    parts.extend(_entry(name, getattr(testing, name)) for name in testing.__all__)
    parts.append("## tts_core.longform")
    parts.extend(_entry(name, getattr(longform, name)) for name in longform.__all__)
    return "\n\n".join(parts) + "\n"


def cli() -> str:
    """Return the page of every command with its own help."""
    parts = [
        "# Commands",
        "What `tts-core COMMAND --help` says, written by `docs/reference.py`. "
        "`python -m tts_core` is the same command.",
    ]
    group = Commands()
    context = click.Context(group, obj=tts_core.default_registry(), info_name="tts-core")
    context.max_content_width = 100
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(
            command, info_name=name, parent=context, max_content_width=100, terminal_width=100
        )
        parts.append(f"## {name}\n\n```text\n{command.get_help(inner)}\n```")
    return "\n\n".join(parts) + "\n"


def read_languages() -> str:
    """Return the table of what is read in which language: what the corpus has, as the normaliser reads it."""
    read: dict[str, set[str]] = {}
    for path in sorted(CORPUS.glob("sentences.*.tsv")):
        tag = path.stem.partition(".")[2]
        lines: list[str] = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        tokens = [token for line in lines for token in normalize(line.partition("\t")[0], tag).tokens]
        kinds = {token.kind for token in tokens if token.kind in CLASSES}
        read.setdefault(tag.partition("-")[0], set()).update(kinds)
    tags = [tag for tag in ORDER if tag in read]
    classes = sorted(set().union(*read.values()) - {"unicode"})
    rows = [["class", *tags], ["---"] * (len(tags) + 1)]
    rows += [[name, *("yes" if name in read[tag] else "" for tag in tags)] for name in classes]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def with_table(page: str) -> str:
    """Return the page of text with the table of languages as it should be."""
    before, _, rest = page.partition(OPENS)
    return f"{before}{OPENS}\n{read_languages()}{CLOSES}{rest.partition(CLOSES)[2]}"


def _entry(name: str, value: object) -> str:
    function = inspect.unwrap(value) if callable(value) and not isinstance(value, type) else value
    if inspect.isfunction(function):
        return f"### {name}\n\n`{_signature(name, function)}`\n\n{_words(function)}"
    if isinstance(value, type):
        lines = [f"### {name}", *_construction(value), _words(value)]
        members = _members(value)
        if members:
            lines.append("\n".join(members))
        return "\n\n".join(lines)
    return f"### {name}\n\n{_CONSTANTS.get(name) or _words(type(value))}"


_CONSTANTS = {
    "FLUSH": "Among the fragments of a text: speak now what has come, even if its sentence may go on.",
    "hookimpl": "Marks a function of a plugin's module as its answer to one of the hooks.",
    "Quality": 'How a timing was got: "exact", by the "model", or "estimated" from lengths.',
}


def _members(value: type) -> list[str]:
    if issubclass(value, Enum):
        return [f"- `{member.name}` = `{member.value}`" for member in value]
    lines = []
    if dataclasses.is_dataclass(value):
        said = _field_words(value)
        lines.extend(
            f"- `{field.name}: {field.type}`" + (f": {said[field.name]}" if field.name in said else "")
            for field in dataclasses.fields(value)
            if field.name[0] != "_"
        )
    for member, held in inspect.getmembers_static(value):
        if member.startswith("_") or member not in vars(value):
            continue
        inner = held.fget if isinstance(held, property) else getattr(held, "__func__", held)
        if inspect.isfunction(inner):
            if isinstance(held, property):
                returned = inspect.signature(inner).return_annotation
                shown = f"{member}: {returned}"
            else:
                kind = "classmethod " if isinstance(held, classmethod) else ""
                shown = kind + _signature(member, inner)
            lines.append(f"- `{shown}`: {_first_sentence(inner)}")
    return lines


def _construction(value: type) -> list[str]:
    """Return how a class is called; an enumeration and a protocol are not, nor is what takes nothing."""
    init = vars(value).get("__init__")
    if issubclass(value, Enum) or getattr(value, "_is_protocol", False) or not inspect.isfunction(init):
        return []
    return [f"`{_signature(value.__name__, init).removesuffix(' -> None')}`"]


def _field_words(value: type) -> dict[str, str]:
    """Return what the strings below a class's fields say; only its source has them."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(value))).body
    said = {}
    for field, words in itertools.pairwise(getattr(body, "body", [])):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(words, ast.Expr)
            and isinstance(words.value, ast.Constant)
        ):
            said[field.target.id] = " ".join(inspect.cleandoc(str(words.value.value)).split())
    return said


def _signature(name: str, function: Callable[..., object]) -> str:
    """
    Return how a function is called, whether it is awaited or entered by `with`, and what it returns.

    Its parameters are without the types that the page would drown in.
    """
    signature = inspect.signature(function)
    bare = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in signature.parameters.values()
        if parameter.name not in ("self", "cls")
    ]
    kind = "async " if inspect.iscoroutinefunction(function) else ""
    returned = signature.return_annotation
    if hasattr(function, "__wrapped__") and str(returned).startswith("Iterator["):  # A context manager.
        kind, returned = "with ", str(returned)[len("Iterator[") : -1]
    told = "" if returned is inspect.Signature.empty else f" -> {returned}"
    called = signature.replace(parameters=bare, return_annotation=inspect.Signature.empty)
    return f"{kind}{name}{called}{told}"


def _words(value: object) -> str:
    text = inspect.getdoc(value)
    if not text:
        raise SystemExit(f"{value} has no docstring")
    return text


def _first_sentence(value: object) -> str:
    return " ".join(_words(value).split("\n\n")[0].split())


if __name__ == "__main__":
    (HERE / "api.md").write_text(api(), "utf-8")
    (HERE / "cli.md").write_text(cli(), "utf-8")
    text = HERE / "text.md"
    text.write_text(with_table(text.read_text("utf-8")), "utf-8")
