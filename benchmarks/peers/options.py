"""What a benchmark is asked for on its command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

__all__ = ["HERE", "add_model", "committed_folder", "make_parser", "model_folder"]

HERE = Path(__file__).parent.parent


def make_parser(doc: str | None) -> argparse.ArgumentParser:
    """Make a parser whose help is the docstring of the benchmark, examples and all."""
    return argparse.ArgumentParser(
        prog=f"python -m benchmarks {Path(sys.argv[0]).stem}",
        description=(doc or "").strip(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_model(parser: argparse.ArgumentParser) -> None:
    """Let the caller name a model."""
    parser.add_argument(
        "--model",
        type=Path,
        metavar="FOLDER",
        help="a KittenTTS model: config.json, voices and a graph; kitten-nano, if not named",
    )


def model_folder(named: Path | None) -> Path:
    """Return the folder that was named, or that of kitten-nano if it was downloaded."""
    from tts_core import LoadOptions, Registry, files

    if named is not None and not (named / "config.json").exists():
        raise SystemExit(f"{named} holds no model: there is no config.json in it")
    here = None if named else files.find(Registry.installed().model("kitten-nano").card, LoadOptions())
    folder = here["config.json"].parent if here else named
    if folder is None:
        raise SystemExit("there is no model: tts-core download kitten-nano, or name a folder with --model")
    return folder.absolute()


def committed_folder() -> Path:
    """Return the folder in which the tables are committed."""
    return HERE.parent / "docs" / "performance"
