"""MyST's `{include}` and `{literalinclude}`: a file beside the page, read as if it stood in it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Included:
    """What a page takes in by a name: the text of a file, or what is wrong with it."""

    text: str = ""
    fault: str = ""


def no_files(name: str) -> Included:
    """Include nothing, for a page that lies in no folder."""
    return Included(fault=f"no file {name} is there to be included: mend its name, which goes from the page's folder")


@dataclass(frozen=True)
class Inclusions:
    """The files that a page can include: those below the folder of all pages."""

    folder: Path
    """Where the page lies."""
    docs: Path

    def __call__(self, name: str) -> Included:
        """Read a file by its name from the page's folder or, after a slash, from that of all pages."""
        path = (self.docs / name.lstrip("/") if name.startswith("/") else self.folder / name).resolve()
        if not path.is_relative_to(self.docs.resolve()):
            return Included(fault=f"{name} lies outside of the pages' folder: put what is to be included below it")
        if not path.is_file():
            return no_files(name)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            return Included(fault=f"{name} is not encoded in UTF-8: save it so in your editor")
        if "{include}" in text:  # which might come back to where it began
            return Included(fault=f"{name} includes files itself: include each of them in the page")
        return Included(text)
