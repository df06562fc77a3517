"""What the README and the docs show is run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "src").glob("*/README.md")),
]
FENCE = re.compile(r"^```(\w*) ?(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETTING_UP = ("pip install", "nox")
ELSEWHERE = {
    "plugin": "a file of a package, run by test_plugin_page",
    "voice": "another, run by test_voice_page",
    "server": "runs until it is stopped, or asks what does; tests/server does both",
    "agents": "needs frameworks of hundreds of megabytes; their nox sessions drive them",
    "device": "needs a loudspeaker; tests/core/playback plays into nothing",
    "network": "needs weights that only a machine with a network can have",
}
"""Labels of snippets that are not run here, and why; their Python is compiled all the same."""


@dataclass(frozen=True)
class Snippet:
    language: str
    label: str
    code: str
    line: int


def snippets(page: Path) -> list[Snippet]:
    text = page.read_text("utf-8")
    return [
        Snippet(match[1], match[2], match[3], text.count("\n", 0, match.start()) + 2)
        for match in FENCE.finditer(text)
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python snippets of a page run from top to bottom, as a reader would type them."""
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {"__name__": "snippet"}

    for snippet in snippets(page):
        if snippet.language == "python" and snippet.label not in ELSEWHERE:
            exec(compile("\n" * (snippet.line - 1) + snippet.code, str(page), "exec"), namespace)  # noqa: S102


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_of_a_page_run(page: Path, tmp_path: Path) -> None:
    """The commands of a page end well, apart from those that set up what runs this test."""
    shell = shutil.which("sh")
    if shell is None:
        pytest.skip("there is no shell here")
    for snippet in snippets(page):
        if snippet.language != "sh" or snippet.label in ELSEWHERE:
            continue
        for line in snippet.code.splitlines():
            if line.startswith(SETTING_UP) or not line.strip():
                continue
            command = line.replace("tts-core ", f"'{sys.executable}' -m tts_core ", 1)
            done = subprocess.run(
                [shell, "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
            )

            assert done.returncode == 0, f"{page.name}:{snippet.line}: {line}\n{done.stderr}"


def test_every_snippet_says_what_it_is() -> None:
    """No snippet escapes being run by having no language, and Python that is not run is Python."""
    for page in PAGES:
        for snippet in snippets(page):
            if snippet.language == "python":
                compile(snippet.code, str(page), "exec")
            assert snippet.label in {"", *ELSEWHERE}, f"{page.name}:{snippet.line}"
            assert snippet.language in {"python", "sh", "toml", "text", "json"}, f"{page.name}:{snippet.line}"


def test_the_readme_sets_up_in_two_commands() -> None:
    """The README's first snippet is the two set-up commands, and the gate runs the second."""
    first = snippets(ROOT / "README.md")[0]
    say, check = first.code.splitlines()

    assert say == 'pip install . && tts-core say "Hello, world." -o hello.wav'
    assert check == "pip install nox && nox"
    assert check in (ROOT / ".ci" / "run").read_text("utf-8")
