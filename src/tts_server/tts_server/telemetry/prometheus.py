"""Counters, gauges and histograms, written as Prometheus reads them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Counter", "Histogram", "Labels", "gauge"]

Labels = tuple[str, ...]


class Counter:
    """What only grows, by the values of its labels. Used from one event loop, so without a lock."""

    def __init__(self, name: str, doc: str, labels: Labels) -> None:
        self._name, self._doc, self._labels = name, doc, labels
        self._values: dict[Labels, float] = {}

    def add(self, *labels: str, by: float = 1.0) -> None:
        """Count."""
        self._values[labels] = self._values.get(labels, 0.0) + by

    def lines(self) -> Iterator[str]:
        """Write it down."""
        return gauge(self._name, self._doc, self._labels, self._values, kind="counter")


class Histogram:
    """How often something took how long."""

    def __init__(self, name: str, doc: str, labels: Labels, bounds: tuple[float, ...]) -> None:
        self._name, self._doc, self._labels, self._bounds = name, doc, labels, bounds
        self._counts: dict[Labels, list[int]] = {}
        self._sums: dict[Labels, float] = {}

    def note(self, value: float, *labels: str) -> None:
        """Note one more."""
        counts = self._counts.setdefault(labels, [0] * (len(self._bounds) + 1))
        counts[bisect_left(self._bounds, value)] += 1
        self._sums[labels] = self._sums.get(labels, 0.0) + value

    def lines(self) -> Iterator[str]:
        """Write it down."""
        yield from _head(self._name, self._doc, "histogram")
        for values, counts in sorted(self._counts.items()):
            named = list(zip(self._labels, values, strict=True))
            total = 0
            for bound, count in zip([*map(str, self._bounds), "+Inf"], counts, strict=True):
                total += count
                yield f"{self._name}_bucket{_labelled([*named, ('le', bound)])} {total}"
            yield f"{self._name}_sum{_labelled(named)} {self._sums[values]:g}"
            yield f"{self._name}_count{_labelled(named)} {total}"


def gauge(
    name: str, doc: str, labels: Labels, values: Mapping[Labels, float], *, kind: str = "gauge"
) -> Iterator[str]:
    """Write down values that are read when they are asked for."""
    yield from _head(name, doc, kind)
    for each, value in sorted(values.items()):
        yield f"{name}{_labelled(zip(labels, each, strict=True))} {value:g}"


def _head(name: str, doc: str, kind: str) -> Iterator[str]:
    yield f"# HELP {name} {doc}"
    yield f"# TYPE {name} {kind}"


def _labelled(pairs: Iterable[tuple[str, str]]) -> str:
    inside = ",".join(f'{name}="{_escaped(value)}"' for name, value in pairs)
    return f"{{{inside}}}" if inside else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
