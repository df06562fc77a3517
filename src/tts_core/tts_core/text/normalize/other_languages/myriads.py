"""Numbers as Chinese and Japanese write them: by ten thousands, without blanks."""

from __future__ import annotations

from tts_core.text.normalize.other_languages.grammar import Grammar

__all__ = ["Myriads"]


class Myriads(Grammar):
    """The grammar that Chinese and Japanese share."""

    gap = ""
    largest = 10**16
    naught = "零"
    figures = "零一二三四五六七八九"
    large: tuple[str, ...] = ("", "万", "亿", "兆")
    bridged = True
    """Whether a naught is said for the places left out: 一百零五."""
    one_ten = False
    """Whether one is said before ten, hundred and thousand in the middle of a number."""

    def digits(self, digits: str) -> str:
        """Say *digits* one by one."""
        return "".join([self.figures[int(digit)] for digit in digits])

    def words(self, number: int) -> str | None:
        """Return the words for *number*."""
        if number < 10:
            return self.figures[number]
        groups: list[int] = []
        while number:
            number, group = divmod(number, 10_000)
            groups.append(group)
        said = ""
        for place in range(len(groups) - 1, -1, -1):
            group = groups[place]
            if not group:
                continue
            skipped = said and (group < 1000 or (place + 1 < len(groups) and not groups[place + 1]))
            part = self._group(group, bool(said), place)
            said += (self.naught if skipped and self.bridged else "") + part + self.large[place]
        return said

    def _group(self, group: int, inside: bool, place: int) -> str:
        """Say a number below ten thousand."""
        said = ""
        pending = False
        for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = group // power % 10
            if not digit:
                pending = bool(said)
                continue
            if pending and self.bridged:
                said += self.naught
            pending = False
            bare = digit == 1 and name and self._bare(name, bool(said) or inside, place)
            said += ("" if bare else self.figures[digit]) + name
        return said

    def _bare(self, name: str, inside: bool, place: int) -> bool:
        """Say whether *name* stands without one before it."""
        return name == "十" and not inside
