"""
Everything at once, for as long as one likes: `nox -s soak -- MINUTES [SEED]`.

Threads speak, cancel, crash and kill isolated models, and meet plugins that misbehave, while the main
thread forks children that speak too. What is done is drawn from a seed. It fails at the first
unexpected error or unequal byte, where a thread hangs, and at a thread, file, process or temporary file
too many at the end.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import tts_core
import tts_espeak
from tts_core import Cancelled, LoadOptions, Model, ModelCard, Registry, TTSError
from tts_core.testing import echo_model

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "isolated"))
hostile_models: Any = import_module("hostile_models")

PATIENCE = 180.0
"""Seconds beyond its time after which a thread counts as one that hangs."""
THREADS = 3
HERE, ISOLATED = LoadOptions(), LoadOptions(isolated=True)
TEXTS = (
    "Hello, world.",
    "Dr. Smith paid $3.50. He left at 10:45 p.m., and nobody saw him again. " * 3,
    "8 10 200",
    "Grüße aus Köln \U0001f4b6 und Tromsø.",
    "One. Two. Three. Four. Five. Six. Seven.",
)
VOICES = ("en-us", "de", "kl", "ms", "vi", "en-gb+f3")


def _refuses(_: LoadOptions) -> Any:
    raise SystemExit("a plugin that wants to end the program")


def _show_stacks() -> None:
    faulthandler.dump_traceback()
    os._exit(1)


class Soak:
    """What is done, and what must come of it."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.counts: Counter[str] = Counter()
        self.said: dict[tuple[str, str | None, str], str] = {}
        self.failure = ""
        self.ending = threading.Event()
        refusing = ModelCard(id="refusing", sample_rate=8000)
        models = [hostile_models.hostile(), Model(refusing, _refuses), *tts_espeak.tts_models()]
        self.registry = Registry([echo_model("echo", best=30, limit=60), *models])

    def speak(self, chance: random.Random) -> None:
        """Say something that may have been said before, in here or in a process of its own: the same."""
        model, load = chance.choice([("echo", HERE), ("espeak", HERE), ("espeak", ISOLATED)])
        text, voice = chance.choice(TEXTS), chance.choice(VOICES) if model == "espeak" else None
        speech = tts_core.synthesize(text, model=model, voice=voice, load=load, registry=self.registry)
        digest = hashlib.sha256(speech.audio.samples.tobytes()).hexdigest()
        if digest != self.said.setdefault((model, voice, text), digest):
            raise AssertionError(f"{model} {voice} said {text[:20]!a} otherwise than before")

    def cancel(self, chance: random.Random) -> None:
        """Stop a speech somewhere."""
        load = chance.choice([HERE, ISOLATED])
        with tts_core.stream(TEXTS[1] * 3, model="espeak", load=load, registry=self.registry) as pieces:
            for _ in range(chance.randrange(3)):
                next(pieces)
            threading.Timer(chance.random() / 50, pieces.cancel).start()
            try:
                list(pieces)
            except Cancelled:
                return

    def crash(self, chance: random.Random) -> None:
        """Let an isolated model end its process, or one in here try to end the program."""
        text = chance.choice(["crash", "leave", "odd", "refuse"])
        model, load = ("refusing", HERE) if text == "refuse" else ("hostile", ISOLATED)
        try:
            tts_core.synthesize(text, model=model, load=load, registry=self.registry)
        except TTSError:
            return
        raise AssertionError(f"{text} was said")

    def kill(self, chance: random.Random) -> None:
        """Kill an isolated model from outside."""
        with self.registry.lease("hostile", ISOLATED) as lent:
            try:
                process = hostile_models.process_of(lent.speak(tts_core.Utterance(text="Who?")))
                os.kill(process, chance.choice([signal.SIGKILL, signal.SIGSEGV]))
            except (TTSError, ProcessLookupError):  # Another thread was first.
                return

    def fork(self, chance: random.Random) -> None:
        """Have a forked child do some of it, and end in one way or the other."""
        end: Any = chance.choice([os._exit, sys.exit])
        child = os.fork()
        if not child:
            signal.alarm(int(PATIENCE) // 2)
            code = 1
            try:
                for action in chance.choices([self.speak, self.cancel, self.crash], k=3):
                    action(chance)
                code = 0
            finally:
                end(code)
        status = os.waitpid(child, 0)[1]
        if status:
            raise AssertionError(f"a child ended with status {status}")

    def work(self, name: str, until: float, *, forks: bool = False) -> None:
        """Do one thing after the other, by chance."""
        chance = random.Random(f"{self.seed} {name}")  # noqa: S311  (not for secrets)
        doing = [self.speak] * 10 + [self.cancel] * 3 + [self.crash] * 2 + [self.kill]
        while not self.ending.is_set() and time.monotonic() < until:
            action = chance.choice([*doing, *([self.fork] * 6 if forks else [])])
            try:
                action(chance)
            except SystemExit:
                raise  # A child's own end.
            except BaseException as error:  # noqa: BLE001, RUF100  (the first failure ends it all)
                self.failure = self.failure or f"{name}: {action.__name__}: {type(error).__name__}: {error}"
                self.ending.set()
            self.counts[action.__name__] += 1

    def run(self, seconds: float) -> None:
        """Do it all for so long; who then does not come to an end hangs, and every stack is shown."""
        until = time.monotonic() + seconds
        watch = threading.Timer(seconds + PATIENCE, _show_stacks)  # That of faulthandler survives no fork.
        watch.start()
        threads = [threading.Thread(target=self.work, args=(f"thread {n}", until)) for n in range(THREADS)]
        for thread in threads:
            thread.start()
        self.work("main", until, forks=True)
        for thread in threads:
            thread.join()
        watch.cancel()
        watch.join()

    def left(self) -> dict[str, int]:
        """Count what is here when no model is loaded, and what ends has had a second to do so."""
        deadline = time.monotonic() + 20
        found: dict[str, int] = {}
        settled = 0
        while settled < 10 and time.monotonic() < deadline:
            self.registry.unload()
            before, found = (
                found,
                {
                    "models": len(self.registry.loaded()),
                    "threads": threading.active_count(),
                    "files": len(list(Path("/proc/self/fd").iterdir())),
                    "processes": len(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()),
                },
            )
            settled = settled + 1 if found == before and not found["models"] + found["processes"] else 0
            threading.Event().wait(0.1)
        return found


def main() -> int:
    """Soak for so many minutes, and tell what was done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=float)
    parser.add_argument("seed", type=int, nargs="?", default=random.SystemRandom().randrange(10**6))
    asked = parser.parse_args()
    warnings.simplefilter("ignore")  # Of threads in a process that forks: they are the point.
    temporary = tempfile.mkdtemp(prefix="soak-")  # Not `with`: a child that ends would remove it.
    os.environ["TMPDIR"] = tempfile.tempdir = temporary
    soak = Soak(asked.seed)
    sys.stdout.write(f"seed {asked.seed}\n")
    sys.stdout.flush()
    soak.run(min(20.0, asked.minutes * 30))
    before = soak.left()
    if not soak.failure:
        soak.run(asked.minutes * 60)
    after = soak.left()
    speak = "import tts_espeak; tts_espeak.phonemes('a')"  # It removes what killed processes left.
    subprocess.run([sys.executable, "-c", speak], check=True)
    kept = f"tts-espeak-{os.getpid()}-"
    files = [each.name for each in Path(temporary).iterdir() if not each.name.startswith(kept)]
    shutil.rmtree(temporary)
    more = {name: (before[name], count) for name, count in after.items() if count > before[name]}
    named = [thread.name for thread in threading.enumerate()]
    sys.stdout.write(f"{dict(soak.counts)}\nbefore {before}\nafter {after} {named}\n")
    if soak.failure or more or files:
        sys.stdout.write(f"FAILED with seed {asked.seed}: {soak.failure or more or files}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
