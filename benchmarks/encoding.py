"""
How fast each format is written, and whether its memory stays the same however long the speech.

    python -m benchmarks encoding
    python -m benchmarks encoding 60                 that many minutes of sound instead of 10

Each format runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import closing

FORMATS = ("wav", "pcm", "flac", "mp3", "opus", "vorbis", "aac", "m4a")
RATE = 24000


def main(minutes: float) -> int:
    """Print a line for each format, and return 1 if any could not be measured."""
    failed = 0
    print(f"{minutes:g} minutes of speech-like sound at {RATE} Hz, in pieces of 3 s, streamed\n")
    print(f"{'format':8} {'× real time':>12} {'kbit/s':>8} {'first bytes':>12} {'memory grows':>13}")
    for name in FORMATS:
        command = [sys.executable, __file__, str(minutes), name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        print(done.stdout.rstrip() or f"{name:8} {done.stderr.strip().splitlines()[-1]}")
        failed |= done.returncode != 0
    return failed


def measure(name: str, minutes: float) -> None:
    """Stream so many minutes through one encoder."""
    import resource

    import numpy as np

    from tts_core.audio import Audio
    from tts_core.encoding import open_encoder

    at = np.arange(3 * RATE) / RATE
    noise = np.random.default_rng(1).standard_normal(len(at))
    smooth = np.convolve(noise, np.hanning(9) / 4, "same") * np.abs(np.sin(2 * np.pi * 2 * at))
    piece = Audio((0.1 * smooth + 0.1 * np.sin(2 * np.pi * 140 * at)).astype(np.float32), RATE)
    count = round(minutes * 20)

    with closing(open_encoder(name, sample_rate=RATE)) as warm:  # Libraries are loaded once.
        warm.write(piece)
        warm.finish()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    with closing(open_encoder(name, sample_rate=RATE)) as encoder:
        size = len(encoder.write(piece))
        first = time.perf_counter() - begun
        size += sum(len(encoder.write(piece)) for _ in range(count - 1)) + len(encoder.finish())
    spent = time.perf_counter() - begun
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024
    speed, rate = count * 3 / spent, size * 8 / (count * 3) / 1000
    print(f"{name:8} {speed:12.0f} {rate:8.0f} {first * 1000:9.1f} ms {grown:9.1f} MiB")


if __name__ == "__main__":
    length = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    if len(sys.argv) > 2:
        measure(sys.argv[2], length)
    else:
        sys.exit(main(length))
