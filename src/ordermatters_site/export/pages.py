"""Pages as Markdown that every Markdown site reads."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from ordermatters_site.export.figures import FigureFiles
from ordermatters_site.export.outputs import plain_outputs
from ordermatters_site.export.parts import plain_parts
from ordermatters_site.export.reference import plain_reference
from ordermatters_site.plugin import LessonsPlugin
from ordermatters_site.presentation.minutes import minutes_of
from ordermatters_site.presentation.rendering import PLACE, RenderOptions, render
from ordermatters_site.run.lessons import FRONT_MATTER
from ordermatters_site.run.notebooks import Notebook

# What a page says of itself that other sites understand.
_META = ("title", "description", "hide")
_MEASURED = re.compile(r"<span data-measured data-search-exclude>(.*?)</span>", re.DOTALL)
# Kinds of boxes that only this project's theme knows, and what every theme has.
_BOXES = (("!!! predict ", "!!! question "), ("??? om-fold ", "??? example "), ("??? om-check ", "??? success "))
_LESSONS = "<!-- lessons -->"


class PlainPages:
    """Writes the pages of one course."""

    def __init__(self, config: MkDocsConfig, plugin: LessonsPlugin, figures: FigureFiles) -> None:
        """Take a course whose lessons have run."""
        self.config, self.plugin, self.figures = config, plugin, figures
        self.options = RenderOptions.of(plugin.config)

    def markdown(self, file: File) -> str:
        """Write one page: front matter, and text in which nothing is left to compute."""
        outcome = self.plugin.outcomes.get(file.src_uri)
        if outcome is None:
            text = Path(str(file.abs_src_path)).read_text(encoding="utf-8")
            found = FRONT_MATTER.match(text)
            meta: dict[str, Any] = (yaml.safe_load(found[1]) or {}) if found else {}
            body = text[found.end() :] if found else text
        else:
            meta = outcome.meta
            body = self._executed(outcome.notebook, file.src_uri) if outcome.notebook else ""
        body = plain_parts(body, file.src_uri, self.figures)
        body = plain_reference(body, self.plugin.root / "src")
        body = body.replace(_LESSONS, self._lessons(file.src_uri)) if _LESSONS in body else body
        return _front_matter(meta) + _plain_boxes(body).strip() + "\n"

    def _executed(self, notebook: Notebook, page: str) -> str:
        processor = notebook["metadata"].get("ordermatters", {}).get("processor", "unknown")
        markdown = _MEASURED.sub(r"\1", render(notebook, self.options).markdown)

        def outputs(place: re.Match[str]) -> str:
            return plain_outputs(notebook["cells"][int(place[1])], page, processor, self.figures)

        return PLACE.sub(outputs, markdown)

    def _lessons(self, page: str) -> str:
        """List the lessons in reading order, each with what it answers and how long it takes."""
        up, lines = "../" * page.count("/"), []
        for name in _names(self.config.nav):
            outcome = self.plugin.outcomes.get(name)
            if outcome and outcome.notebook and "question" in outcome.meta:
                meta = {"title": name, "minutes": minutes_of(render(outcome.notebook, self.options))} | outcome.meta
                lines.append(f"1. [{meta['title']}]({up}{name}), {meta['minutes']} minutes. {meta['question']}")
        return "\n".join(lines)


def _names(entry: Any) -> Iterator[str]:
    """Yield the pages that a navigation names, from the first to the last."""
    if isinstance(entry, str):
        yield entry
    else:
        for part in entry.values() if isinstance(entry, dict) else entry or []:
            yield from _names(part)


def _front_matter(meta: dict[str, Any]) -> str:
    kept = {name: meta[name] for name in _META if name in meta}
    return f"---\n{yaml.safe_dump(kept, sort_keys=False, allow_unicode=True)}---\n\n" if kept else ""


def _plain_boxes(text: str) -> str:
    for own, everyones in _BOXES:
        text = re.sub(rf"^([ \t]*){re.escape(own)}", rf"\1{everyones}", text, flags=re.MULTILINE)
    return text.replace("{ .om-button }", "{ .md-button }")
