"""
What serving costs over speaking directly, and what happens under four times the load.

    python benchmarks/server.py [requests]
    KITTEN=FOLDER python benchmarks/server.py    # a KittenTTS model beside the others

The server runs in a process of its own, on loopback. First, a ten-word request asked one at a time:
its time to the first byte and its processor time, against the same done with `tts_core.stream`.
Then, for a model that takes a fixed time and for espeak with a longer text: one client alone,
against four times as many as the model speaks for at once, each of whom comes again when told to.
Last, many small requests (10,000, unless the command line says else), and what they leave behind.
"""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

WORDS = "The quick brown fox jumps over the lazy old dog."
LONG = "The quick brown fox jumps over the lazy old dog near the river bank. " * 30
VOICES = {"instant": None, "steady": None, "espeak": "en-us", "kitten": "Jasper"}
SAMPLES = 300
FEW = 40
SECONDS = 8.0
TICKS = os.sysconf("SC_CLK_TCK")

MODELS = """
import os
from dataclasses import replace
import numpy as np
from tts_core import Feature, Model, ModelCard, Registry, Rendering

class Hum:
    def __init__(self, seconds):
        self.seconds = seconds
    def speak(self, utterance):
        utterance.cancel.wait(self.seconds)
        utterance.cancel.check()
        samples = np.full(len(utterance.text) * 1600, 0.1, dtype=np.float32)
        return Rendering(samples=samples, sample_rate=24000)
    def close(self):
        pass

def model(name, seconds):
    card = ModelCard(id=name, sample_rate=24000, concurrency=2, features=frozenset({Feature.CANCEL}))
    return Model(card, lambda options: Hum(seconds))

def registry():
    held = Registry.installed()
    held.register(model("instant", 0.0))
    held.register(model("steady", 0.1))
    if os.environ.get("KITTEN"):
        folder = held.model("kitten:" + os.environ["KITTEN"])
        held.register(replace(folder, card=replace(folder.card, id="kitten")))
    return held
"""
SERVER = """
import asyncio
from tts_server import Settings, create_app
from tts_server.operate.server import Server

held = registry()
server = Server(create_app(held, Settings(port=0, model="instant", preload=("instant", "steady", "espeak"))))

async def serve():
    task = asyncio.create_task(server.serve())
    while not server.started or len(held.loaded()) < 3:
        await asyncio.sleep(0.05)
    print(server.address[1], flush=True)
    await task

asyncio.run(serve())
"""


class Served:
    """A server in a process of its own, and what its process takes."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", MODELS + SERVER], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None  # noqa: S101  (asked for above)
        self.port = int(self.process.stdout.readline())

    def processor_seconds(self) -> float:
        """Return what the process has taken of the processors so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def megabytes(self) -> float:
        """Return the memory that it holds."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def left(self) -> dict[str, int]:
        """Count its threads and open files."""
        process = Path(f"/proc/{self.process.pid}")
        return {name: sum(1 for _ in (process / name).iterdir()) for name in ("task", "fd")}

    def stop(self) -> None:
        """Tell it to stop, and wait until it has."""
        self.process.terminate()
        self.process.wait(30)


class Client:
    """One client on one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> tuple[float, bytes]:
        """Return the seconds that a path took, and what was there."""
        began = time.perf_counter()
        self._connection.request("GET", path)
        data = self._connection.getresponse().read()
        return time.perf_counter() - began, data

    def speak(self, model: str, text: str) -> dict[str, Any]:
        """Ask for a speech and say how it went: status, seconds to the first byte, seconds."""
        body = {"model": model, "voice": VOICES[model] or "alloy", "input": text, "response_format": "wav"}
        began = time.perf_counter()
        self._connection.request(
            "POST", "/v1/audio/speech", json.dumps(body), {"content-type": "application/json"}
        )
        answer = self._connection.getresponse()
        data = answer.read(1)
        first = time.perf_counter() - began
        data += answer.read()
        again = float(answer.headers.get("retry-after-ms", 0)) / 1000
        return {
            "status": answer.status,
            "first": first,
            "seconds": time.perf_counter() - began,
            "again": again,
            "bytes": len(data),
        }


def directly(model: str, text: str) -> tuple[float, float]:
    """Return the median seconds to the first piece, and the processor seconds of one speech."""
    import tts_core

    room: dict[str, Any] = {}
    exec(MODELS, room)  # noqa: S102  (our own text, as the server runs it)
    registry = room["registry"]()
    tts_core.synthesize(text, model=model, voice=VOICES[model], registry=registry)
    firsts = []
    before = time.process_time()
    samples = FEW if model == "kitten" else SAMPLES
    for _ in range(samples):
        began = time.perf_counter()
        with tts_core.stream(text, model=model, voice=VOICES[model], registry=registry) as stream:
            next(stream)
            firsts.append(time.perf_counter() - began)
            for _piece in stream:
                pass
    spent = (time.process_time() - before) / samples
    registry.close()
    return statistics.median(firsts), spent


def overhead(served: Served, model: str) -> None:
    """Compare one request at a time with the same speech made in the process."""
    client = Client(served.port)
    for _ in range(20):
        client.speak(model, WORDS)
    before = served.processor_seconds()
    samples = FEW if model == "kitten" else SAMPLES
    firsts = [client.speak(model, WORDS)["first"] for _ in range(samples)]
    spent = (served.processor_seconds() - before) / samples
    direct_first, direct_spent = directly(model, WORDS)
    first = statistics.median(firsts)
    print(
        f"{model:8}  first byte {first * 1e3:6.2f} ms, directly {direct_first * 1e3:6.2f} ms: "
        f"{(first - direct_first) * 1e3:+.2f} ms;  processor {spent * 1e3:6.2f} ms, directly "
        f"{direct_spent * 1e3:6.2f} ms: {(spent - direct_spent) * 1e3:+.2f} ms, {spent / direct_spent:.2f} ×"
    )


def load(served: Served, model: str, text: str, clients: int) -> None:
    """Compare many clients at once with one alone, and ask for /health all the while."""
    alone = Client(served.port)
    usual = [alone.speak(model, text)["seconds"] for _ in range(20)]
    answers: list[dict[str, Any]] = []
    health: list[float] = []
    end = time.perf_counter() + SECONDS

    def ask() -> None:
        client = Client(served.port)
        while time.perf_counter() < end:
            answers.append(client.speak(model, text))
            time.sleep(answers[-1]["again"])

    def look() -> None:
        client = Client(served.port)
        while time.perf_counter() < end:
            health.append(client.get("/health")[0])
            time.sleep(0.02)

    threads = [threading.Thread(target=ask) for _ in range(clients)] + [threading.Thread(target=look)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    good = [each["seconds"] for each in answers if each["status"] == 200]
    refused = [each for each in answers if each["status"] == 429]
    others = {each["status"] for each in answers} - {200, 429}
    told = sum(each["again"] > 0 for each in refused)
    ratio = p99(good) / p99(usual)
    print(
        f"{model:8}  {clients} clients: {len(good)} served, {len(refused)} refused, {told} of them told when "
        f"to come again, other statuses: {sorted(others) or 'none'};  p99 {p99(good) * 1e3:.0f} ms, "
        f"alone {p99(usual) * 1e3:.0f} ms: {ratio:.2f} ×;  /health p99 {p99(health) * 1e3:.1f} ms"
    )


def endurance(served: Served, requests: int) -> None:
    """Serve many requests and say what is left of them."""

    def ask(count: int) -> None:
        client = Client(served.port)
        for _ in range(count):
            while client.speak("instant", "Good morning to you.")["status"] == 429:
                time.sleep(0.005)

    def rush(count: int) -> None:
        threads = [threading.Thread(target=ask, args=(count // 4,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    rush(2000)
    memory, left = served.megabytes(), served.left()
    began = time.perf_counter()
    rush(requests)
    took = time.perf_counter() - began
    metrics = Client(served.port).get("/metrics")[1].decode()
    waiting = [
        line for line in metrics.splitlines() if line.startswith(("tts_running{", "tts_queue_waiting{"))
    ]
    now = served.left()
    print(
        f"{requests} requests, {requests / took:.0f} a second: memory {memory:.0f} MB before, "
        f"{served.megabytes():.0f} MB after; threads {left['task']} and {now['task']}; "
        f"files {left['fd']} and {now['fd']}; still at work: "
        f"{sum(float(line.rsplit(' ', 1)[1]) for line in waiting):.0f}"
    )


def p99(values: list[float]) -> float:
    """Return the value that only one in a hundred exceeds."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def main() -> None:
    """Measure everything against one server."""
    served = Served()
    try:
        for model in ("instant", "espeak", *(["kitten"] if os.environ.get("KITTEN") else [])):
            overhead(served, model)
        load(served, "steady", WORDS, 8)
        load(served, "espeak", LONG, 4)
        endurance(served, int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    finally:
        served.stop()


if __name__ == "__main__":
    main()
