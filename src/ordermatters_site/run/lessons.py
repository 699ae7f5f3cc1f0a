"""A page that runs: its notebook, its front matter, and where in the file each cell stands."""

import functools
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ordermatters_site.run.notebooks import Notebook, has_tag, name_python, take_front_matter, with_display_name
from ordermatters_site.run.prose import inline_expressions, line_of_value
from ordermatters_site.store import Store

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_BEGINS = re.compile(r"---[ \t]*\n[\w-]+:")
_KERNEL = "kernelspec: {display_name: Python 3, language: python, name: python3}"


class LessonError(Exception):
    """A page that cannot be published, said in one message: page, cell, line, error, and how to mend it."""

    def __init__(self, page: str, what: str, *, cell: int | None = None, line: int | None = None, mend: str = ""):
        """Compose the message; `cell` counts the code cells of the page from 1, `line` the lines of its file."""
        self.page, self.what, self.cell, self.line, self.mend = page, what, cell, line, mend
        self.others: list[LessonError] = []
        super().__init__(f"{self.place}: {what}" + (f"\n    {mend}" if mend else ""))

    @classmethod
    def joined(cls, faults: "list[LessonError]") -> "LessonError":
        """Make one error of all that is wrong with a page; how it is mended is said once."""
        first, *others = faults
        error = cls(first.page, first.what, cell=first.cell, line=first.line, mend=first.mend)
        error.others = others
        return error

    def __str__(self) -> str:
        """Say all of it, a line for each fault."""
        lines = [f"{each.place}: {each.what}" for each in (self, *self.others)]
        mends = dict.fromkeys(each.mend for each in (self, *self.others) if each.mend)
        return "\n".join([*lines, *(f"    {mend}" for mend in mends)])

    @property
    def place(self) -> str:
        """Say where: `lessons/jacobian.md, cell 3, line 41`."""
        parts = [self.page]
        parts += [f"cell {self.cell}"] if self.cell is not None else []
        parts += [f"line {self.line}"] if self.line is not None else []
        return ", ".join(parts)


def report(failures: Sequence[LessonError]) -> str:
    """Say which pages failed, where and how to mend them, and what became of the site."""
    count = "1 page" if len(failures) == 1 else f"{len(failures)} pages"
    lines = [f"{count} failed, so nothing was published; a site built before stands as it was.", *map(str, failures)]
    return "\n".join(lines)


@dataclass(frozen=True)
class Lesson:
    """A page of the site that holds code: a Markdown notebook, a Jupyter notebook or a script."""

    name: str
    """Its path below `docs`, as MkDocs names it: `lessons/jacobian.md`."""
    path: Path
    text: str
    notebook: Notebook
    meta: dict[str, Any]

    @property
    def docs(self) -> Path:
        """The folder of all pages."""
        return self.path.absolute().parents[self.name.count("/")]

    @property
    def measured(self) -> bool:
        """Whether a cell's output is a measurement, so that nothing may run beside that cell."""
        return any(has_tag(cell, "measured") for cell in self.notebook["cells"])

    def cell_number(self, index: int) -> int:
        """Count the code cells up to `index`, as a reader of the page would: the first is 1."""
        return sum(cell["cell_type"] == "code" for cell in self.notebook["cells"][: index + 1])

    def line_of(self, index: int, line_in_cell: int = 1) -> int | None:
        """Find the line of the file on which a line of a cell stands; `None` where the source is JSON."""
        if self.path.suffix == ".ipynb":
            return None
        start = 0
        for cell in self.notebook["cells"][: index + 1]:
            found = self.text.find(cell["source"], start)
            here = found if found >= 0 else start
            start = here + len(cell["source"])
        return self.text.count("\n", 0, here) + line_in_cell


def read_lesson(path: Path, name: str, store: Store) -> Lesson:
    """Read a page from disk; what it holds is told by its text, which need be taken apart once only.

    Raises:
        LessonError: if the file is not a notebook, or looks like one and would not run.
    """
    text = _text(path, name)
    meta = front_matter(text, name) if path.suffix == ".md" else {}
    try:
        notebook, said = store.get_or_compute("lesson", [text, path.suffix], lambda: _taken_apart(text, path.suffix))
    except Exception as error:  # jupytext lets through whatever its readers raise
        raise LessonError(name, f"cannot be read as a notebook: {_first_line(error)}") from error
    if path.suffix != ".md":
        meta = front_matter(said, name)
    lesson = Lesson(name, path, text, notebook, meta)
    if path.suffix == ".md" and not _runs_python(lesson):
        _check_text(lesson)
    return lesson


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def has_python_kernel(path: Path, name: str, store: Store) -> bool:
    """Tell whether a Markdown file is a notebook: whether its front matter names a kernel for Python.

    One of which that cannot be told counts as a notebook; who reads it as one is told what is wrong with it.
    """
    try:
        text = _text(path, name)
        may_be_one = text.startswith("---") or bool(inline_expressions(text))
        return may_be_one and _runs_python(read_lesson(path, name, store))
    except LessonError:
        return True


def _runs_python(lesson: Lesson) -> bool:
    return bool(lesson.notebook["metadata"].get("kernelspec", {}).get("language") == "python")


def _text(path: Path, name: str) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors put a mark before the text
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        mend = "Save it as UTF-8 in your editor."
        raise LessonError(name, "a character that is not encoded in UTF-8", line=line, mend=mend) from error
    if not text.strip() and path.name != "__init__.py":
        mend = "Its text may have been lost while it was saved; a file that is meant to be empty goes out of `docs`."
        raise LessonError(name, "the file is empty", mend=mend)
    return text


def _check_text(page: Lesson) -> None:
    """Refuse an inline value on a page whose code does not run: readers would see the expression."""
    for _, expression in inline_expressions(page.text):
        line = line_of_value(page.text, expression)
        what = f"the inline value `{expression}` stands on a page that does not run"
        raise LessonError(page.name, what, line=line, mend=f"Under `jupyter:` in its front matter, say `{_KERNEL}`.")


def _taken_apart(text: str, suffix: str) -> tuple[Notebook, str]:
    """Read a notebook, and what it says of itself where that is no Markdown's front matter."""
    import jupytext  # and all of Jupyter with it: only for a text that is new
    import nbformat  # jupytext reads notebooks of the fourth format alone
    from jupytext.formats import guess_format

    if suffix == ".ipynb":
        notebook: Notebook = nbformat.reads(text, as_version=4)
    else:  # three colons begin what many a generator knows; jupytext would have Pandoc read the page
        pandoc = guess_format(text, suffix)[0] == "pandoc"
        notebook = jupytext.read(io.StringIO(with_display_name(text)), fmt="md:markdown" if pandoc else suffix)
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].replace("\r\n", "\n")
    name_python(notebook, suffix)
    return notebook, take_front_matter(notebook)


@functools.lru_cache(maxsize=256)  # a build asks several times
def front_matter(text: str, name: str) -> dict[str, Any]:
    """Read what a page says of itself, its kernel excepted.

    Raises:
        LessonError: if the front matter has no end, or is not YAML.
    """
    match = FRONT_MATTER.match(text)
    if not match and _BEGINS.match(text):
        mend = "A line of three hyphens, `---`, ends it."
        raise LessonError(name, "front matter that has no end", line=1, mend=mend)
    try:
        meta = yaml.safe_load(match.group(1)) if match else {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else None
        mend = "A text with a colon in it stands in quotation marks, and an indent is made of spaces."
        raise LessonError(name, f"front matter that is no YAML: {error.problem}", line=line, mend=mend) from error
    if not isinstance(meta, dict):  # text between two lines, say
        return {}
    if named := next((key for key in ("jupyter", "kernelspec") if isinstance(meta.get(key), str)), None):
        raise LessonError(name, f"`{named}: {meta[named]}` is no more than a name", mend=f"Describe it: `{_KERNEL}`.")
    # The kernel and the format, which are the notebook's own metadata.
    return {name: value for name, value in meta.items() if name not in ("jupyter", "jupytext", "kernelspec")}
