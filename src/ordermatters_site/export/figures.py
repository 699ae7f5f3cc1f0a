"""Figures as files that stand alone: their colours inside, for light and for dark pages."""

import re
from pathlib import Path
from xml.etree import ElementTree

_LIGHT = re.compile(r'^:root,\s*\[data-md-color-scheme="default"\]\s*\{([^}]*)\}', re.MULTILINE)
_DARK = re.compile(r'^\[data-md-color-scheme="slate"\]\s*\{([^}]*)\}', re.MULTILINE)
_INK, _INK_ON_DARK = "#221f1a", "#e6e1d8"


class FigureFiles:
    """The folder of an export's figures; each gets a number within its page."""

    def __init__(self, docs: Path, stylesheets: Path) -> None:
        """Put figures below `docs`; the course's own `figures.css`, if there is one, has their colours."""
        self.docs = docs
        self.style = _style(stylesheets / "figures.css")
        self.count: dict[str, int] = {}

    def add(self, page: str, svg: str, alt: str) -> str:
        """Write a drawing into a file of its own; return the Markdown that shows it on the page.

        Raises:
            ElementTree.ParseError: a drawing that is no XML, which no browser would show as a file.
        """
        svg = svg[svg.index("<svg") :].strip()
        opening, rest = svg.split(">", 1)
        if "xmlns=" not in opening:
            opening += ' xmlns="http://www.w3.org/2000/svg"'
        content = f"{opening}>{self.style}{rest}\n"
        ElementTree.fromstring(content)
        return self.add_file(page, content.encode(), ".svg", alt)

    def add_file(self, page: str, content: bytes, suffix: str, alt: str) -> str:
        """Write any image into a file of its own; return the Markdown that shows it on the page."""
        self.count[page] = self.count.get(page, 0) + 1
        path = self.docs / "assets" / "figures" / f"{Path(page).stem}-{self.count[page]}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        up = "../" * page.count("/")
        return f"![{_plain(alt)}]({up}{path.relative_to(self.docs).as_posix()})"


def _style(sheet: Path) -> str:
    """Write the colours of a page into a drawing: a file cannot ask the page, but it is told light from dark."""
    text = sheet.read_text(encoding="utf-8") if sheet.exists() else ""
    light, dark = (" ".join(found[1].split()) if (found := pattern.search(text)) else "" for pattern in (_LIGHT, _DARK))
    on_dark = f"@media (prefers-color-scheme:dark){{:root{{color:{_INK_ON_DARK};{dark}}}}}"
    return f"<style>:root{{color:{_INK};{light}}}{on_dark}</style>"


def _plain(text: str) -> str:
    """Keep Markdown from reading anything into a text."""
    return re.sub(r"([\\`*_\[\]<>$!])", r"\\\1", " ".join(text.split()))
