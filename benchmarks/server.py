"""
What serving costs over speaking directly, and what happens under four times the load.

    python benchmarks/server.py [requests]
    KITTEN=FOLDER python benchmarks/server.py    # a KittenTTS model beside the others

The server runs in a process of its own, on loopback. First, a ten-word request asked one at a time:
its time to the first byte and its processor time, against the same done with `tts_core.stream`. Beside
it stands what nobody can do without: making bytes of the sound, and a bare uvicorn and Starlette that
answer the same bytes and do nothing else.
Then, for a model that takes a fixed time and for espeak with a longer text: one client alone,
against four times as many as the model speaks for at once, each of whom comes again when told to.
Last, many small requests (10,000, unless the command line says else), and what they leave behind.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from typing import Any

from serving.programs import BARE, MODELS
from serving.served import VOICES, Client, Served

WORDS = "The quick brown fox jumps over the lazy old dog."
LONG = "The quick brown fox jumps over the lazy old dog near the river bank. " * 30
SAMPLES = 300
FEW = 40
SECONDS = 8.0


def directly(model: str, text: str) -> tuple[float, float, float, bytes]:
    """Return the median seconds to the first piece, processor seconds bare and coded, and the bytes."""
    import tts_core

    room: dict[str, Any] = {}
    exec(MODELS, room)  # noqa: S102  (our own text, as the server runs it)
    registry = room["registry"]()
    asked = tts_core.Request(text=text, model=model, voice=VOICES[model])
    coded = b"".join(tts_core.stream(asked, registry=registry).encode("wav"))
    firsts = []
    samples = FEW if model == "kitten" else SAMPLES
    before = time.process_time()
    for _ in range(samples):
        began = time.perf_counter()
        with tts_core.stream(asked, registry=registry) as stream:
            next(stream)
            firsts.append(time.perf_counter() - began)
            for _piece in stream:
                pass
    between = time.process_time()
    for _ in range(samples):
        coded = b"".join(tts_core.stream(asked, registry=registry).encode("wav"))
    after = time.process_time()
    registry.close()
    return statistics.median(firsts), (between - before) / samples, (after - between) / samples, coded


def asked_of(served: Served, model: str, samples: int) -> tuple[float, float]:
    """Return the median seconds to the first byte, and the processor seconds of one request."""
    client = Client(served.port)
    for _ in range(20):
        client.speak(model, WORDS)
    before = served.processor_seconds()
    firsts = [client.speak(model, WORDS)["first"] for _ in range(samples)]
    return statistics.median(firsts), (served.processor_seconds() - before) / samples


def overhead(served: Served, model: str) -> None:
    """Compare one request at a time with the same speech made in the process, and with a bare server."""
    samples = FEW if model == "kitten" else SAMPLES
    first, spent = asked_of(served, model, samples)
    direct_first, direct_spent, coded_spent, answer = directly(model, WORDS)
    with tempfile.NamedTemporaryFile() as file:
        file.write(answer)
        file.flush()
        bare = Served(BARE, file.name)
        try:
            bare_first, bare_spent = asked_of(bare, model, SAMPLES)
        finally:
            bare.stop()
    print(
        f"{model:8}  first byte {first * 1e3:.2f} ms, directly {direct_first * 1e3:.2f}, a bare server alone "
        f"{bare_first * 1e3:.2f}: {(first - direct_first) * 1e3:+.2f} ms\n"
        f"{'':8}  processor {spent * 1e3:.2f} ms, {spent / direct_spent:.2f} x directly: speaking "
        f"{direct_spent * 1e3:.2f}, coding {(coded_spent - direct_spent) * 1e3:.2f}, a bare server "
        f"{bare_spent * 1e3:.2f}, and ours {(spent - coded_spent - bare_spent) * 1e3:.2f}"
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
