"""How far pages that run have come."""

import sys


class Progress:
    """A bar on a terminal."""

    def __init__(self, total: int):
        """Begin with nothing done of `total` pages."""
        self.done, self.total = 0, total
        self.running: list[str] = []
        self.shown = sys.stderr.isatty() and total > 0
        self._draw()

    def begin(self, name: str) -> None:
        """Name one page more that runs."""
        self.running.append(name)
        self._draw()

    def advance(self, name: str) -> None:
        """Count one more page as done."""
        self.running.remove(name)
        self.done += 1
        self._draw()

    def clear(self) -> None:
        """Leave the line empty for what is printed next."""
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _draw(self) -> None:
        names = ", ".join(self.running)
        if self.shown:
            bar = ("█" * self.done).ljust(self.total, "░")
            print(f"\r\x1b[KRunning {bar} {self.done}/{self.total} {names}", end="", file=sys.stderr, flush=True)
