"""SVG commands in few bytes: relative to where the pen stands, in tenths of a pixel, smooth joints left unsaid."""

Place = tuple[float, float]


class Pen:
    """Write a path piece by piece; what rounding takes from a piece the next one gives back.

    >>> pen = Pen()
    >>> pen.move((10, 20))
    >>> pen.line((11.5, 19.75))
    >>> pen.cubic((12, 19), (13, 19), (14, 20))
    >>> pen.written()
    'M10 20l1.5-.2c.5-.8 1.5-.8 2.5 .2'
    """

    def __init__(self) -> None:
        """Begin with nothing written."""
        self.commands: list[str] = []
        self.at: Place = (0.0, 0.0)
        self.mirrored: Place | None = None

    def move(self, to: Place) -> None:
        """Begin a piece that hangs together with nothing before it."""
        self.at = (0.0, 0.0)
        self._write("M", to)

    def line(self, to: Place) -> None:
        """Draw a straight line."""
        self._write("l", to)

    def cubic(self, first: Place, second: Place, to: Place) -> None:
        """Draw a cubic by its control points; where the first is the last one's mirror image, SVG knows it."""
        mirrored = self.mirrored
        is_smooth = mirrored is not None and max(abs(first[0] - mirrored[0]), abs(first[1] - mirrored[1])) < 0.1
        self._write(*("s", second, to) if is_smooth else ("c", first, second, to))
        self.mirrored = (2 * to[0] - second[0], 2 * to[1] - second[1])

    def written(self) -> str:
        """Return the path so far."""
        return "".join(self.commands)

    def _write(self, command: str, *places: Place) -> None:
        numbers = [round(to - at, 1) + 0.0 for place in places for to, at in zip(place, self.at, strict=True)]
        self.at = (round(self.at[0] + numbers[-2], 1), round(self.at[1] + numbers[-1], 1))
        self.mirrored = None
        text = " ".join(f"{number:g}".replace("0.", ".", abs(number) < 1) for number in numbers)
        self.commands.append(command + text.replace(" -", "-"))
