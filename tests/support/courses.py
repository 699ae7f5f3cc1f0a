"""A small course in a folder of its own, built by the real command, for tests of the machinery."""

import json
import os
import sys
from pathlib import Path

from mkdocs_processes import Build, MkDocs
from shared_folders import get_or_make
from stores import share_cache, take_over

ROOT = Path(__file__).resolve().parents[2]

FRONT_MATTER = """\
---
title: {title}
inputs: {inputs}
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: {kernel}
---

"""

# What a page holds and nothing else, for tests that the look is beside the point of: Material takes four times as long.
PLAIN = "{name: null, custom_dir: theme}"
PLAIN_PAGE = "<!doctype html><html><head><title>{{ page.title }}</title></head><body>{{ page.content }}</body></html>"
MATERIAL = "{name: material, font: false}"

SETTINGS = """\
site_name: Small course
site_url: http://127.0.0.1:8000/
theme: THEME
plugins:
  - search
  - ordermatters: {timeout: 20}
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - md_in_html
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.arithmatex: {generic: true}
"""

# Shows the cells of a lesson as they are: which lessons run is decided before any kernel starts.
WITHOUT_KERNELS = """
from ordermatters_site.run import parallel
async def unchanged(lesson, *_):
    return lesson.notebook
assert parallel.run_lesson
parallel.run_lesson = unchanged
"""


class Course:
    """A folder with `mkdocs.yml` and `docs`; pages go in, builds come out."""

    def __init__(self, folder: Path, theme: str = PLAIN):
        self.folder = folder
        self.site = folder / "site"
        self.environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000"}
        if (folder / "mkdocs.yml").exists():  # a copy of another course
            return
        self.write("mkdocs.yml", SETTINGS.replace("THEME", theme))
        self.write("theme/main.html", PLAIN_PAGE)
        self.write("docs/index.md", "# Home\n")
        share_cache(folder)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def lesson(self, name: str, text: str, inputs: tuple[int, ...] = (), kernel: str = "python3") -> Path:
        head = FRONT_MATTER.format(title=name.capitalize(), inputs=list(inputs), kernel=kernel)
        return self.write(f"docs/{name}.md", head + text)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "mkdocs", *arguments]

    def start(self, *arguments: str, first: str = "") -> MkDocs:
        """Begin a strict build; `first` is code that its process runs before."""
        return MkDocs(self.folder, self.environment, ["build", "--strict", *arguments], first)

    def build(self, *arguments: str) -> Build:
        return self.start(*arguments).end()

    def html(self, page: str = "lesson") -> str:
        folder = self.site / page if page != "index" else self.site
        return (folder / "index.html").read_text(encoding="utf-8")

    def text_in_search(self) -> str:
        index = json.loads((self.site / "search/search_index.json").read_text(encoding="utf-8"))
        return "\n".join(entry["text"] for entry in index["docs"])

    def files(self) -> dict[str, bytes]:
        return {str(p.relative_to(self.site)): p.read_bytes() for p in sorted(self.site.rglob("*")) if p.is_file()}


def course_in(folder: Path) -> Course:
    """A course in the theme of this one, and a site that was good."""
    course = _themed(folder)
    take_over(folder, get_or_make("themed", _build_themed) / "course", ("font", "contrast"))
    return course


def _build_themed(folder: Path) -> None:
    course = _themed(folder / "course")
    build = course.build()
    assert build.status == 0, build.log


def _themed(folder: Path) -> Course:
    folder.mkdir()
    course = Course(folder, MATERIAL)
    course.edit(
        "mkdocs.yml", "name: material", f"name: material, custom_dir: {ROOT / 'src/ordermatters_site/shell/theme'}"
    )
    course.edit("mkdocs.yml", "timeout: 20", "timeout: 20, page_weight: 30")
    course.write("site/index.html", "the last good site")
    return course
