r"""What a terminal shows in the end of a text with control characters: a progress bar in its last state, once.

Codes for colours and the like are left out. A cursor moves up only from the start of a line, where progress bars below
one another do it; nothing is cleared that was printed before, as in Jupyter.
"""

import re

# `\x1b[…`, a link or a title `\x1b]…` up to its end, any other escape, a control character, or text.
_PARTS = re.compile(
    r"\x1b\[(?P<count>[0-9;?]*)(?P<code>[@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-_]?"
    r"|(?P<control>[\r\n\x08])|[\x00-\x07\x0b-\x1f\x7f]|(?P<text>[^\x00-\x08\x0a-\x1f\x7f]+)"
)


def shown(text: str) -> str:
    r"""Carry out what moves and erases, and return the lines that are left.

    >>> shown("  0%|    |\r 50%|##  |\r100%|####|\n")
    '100%|####|\n'
    """
    if not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text):
        return text
    screen = _Screen()
    for part in _PARTS.finditer(text):
        if part["text"]:
            screen.write(part["text"])
        elif part["control"]:
            screen.move(part["control"])
        elif part["code"]:
            screen.command(part["code"], part["count"])
    return "\n".join(map("".join, screen.lines))


class _Screen:
    """Lines of characters, and where the next one goes."""

    def __init__(self) -> None:
        self.lines: list[list[str]] = [[]]
        self.row = self.column = 0

    def write(self, text: str) -> None:
        line = self.lines[self.row]
        line.extend(" " * (self.column - len(line)))
        line[self.column : self.column + len(text)] = text
        self.column += len(text)

    def move(self, control: str) -> None:
        if control == "\n":
            self.row += 1
            if self.row == len(self.lines):
                self.lines.append([])
        self.column = max(0, self.column - 1) if control == "\x08" else 0

    def command(self, code: str, count: str) -> None:
        number = int(count) if count.isdigit() else 1
        if code == "K":
            self._erase(count)
        elif code == "A" and self.column == 0:
            self.row = max(0, self.row - number)
        elif code == "C":
            self.column += number
        elif code == "D":
            self.column = max(0, self.column - number)
        elif code == "G":
            self.column = max(0, number - 1)

    def _erase(self, which: str) -> None:
        """Erase the line from here, up to here, or all of it."""
        line = self.lines[self.row]
        if which in ("", "0"):
            del line[self.column :]
        else:
            end = len(line) if which == "2" else min(len(line), self.column)
            line[:end] = " " * end
