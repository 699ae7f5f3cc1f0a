"""The library's pages as Markdown: what mkdocstrings would make of `::: ordermatters.chains`, written down."""

import functools
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe
import yaml

from ordermatters_site.docstrings import ExamplesAsCode
from ordermatters_site.stage.pages import fenced

_PLACE = re.compile(r"^::: (?P<path>[\w.]+)\n(?P<options>(?:    .*\n?|\n(?=    ))*)", re.MULTILINE)
_LISTS = frozenset(["parameters", "attributes", "returns", "yields", "raises"])


def plain_reference(markdown: str, sources: Path) -> str:
    """Write out the places of a page where mkdocstrings would put a part of the library."""
    if not _PLACE.search(markdown):
        return markdown

    def written(place: re.Match[str]) -> str:
        package, path = place["path"].split(".", 1)
        found = _loaded(package, sources)[path]
        options = (yaml.safe_load(place["options"]) or {}).get("options", {})
        return "\n\n".join(_object(found, options)) + "\n\n"

    return _PLACE.sub(written, markdown)


@functools.cache
def _loaded(package: str, sources: Path) -> griffe.Object:
    loader = griffe.GriffeLoader(
        extensions=griffe.load_extensions(ExamplesAsCode),
        search_paths=[str(sources)],
        docstring_parser=griffe.Parser.google,
        docstring_options={"returns_multiple_items": False, "returns_named_value": False},
    )
    loaded = loader.load(package)
    loader.resolve_aliases()
    return loaded  # type: ignore[return-value]


def _object(found: Any, options: dict[str, Any]) -> Iterator[str]:
    level = options.get("heading_level", 2)
    if options.get("show_root_heading"):
        yield from _member(found, level)
        return
    yield from _docstring(found)
    for member in _members(found, options.get("members")):
        yield from _member(member, level)


def _members(found: Any, named: list[str] | None) -> list[Any]:
    """List what is public, in the order of the file: what a module exports, or else what it defines."""
    wanted = named or found.exports
    chosen = [
        member
        for name, member in found.members.items()
        if (name in wanted if wanted else not member.is_alias and not name.startswith("_"))
    ]
    return [member for member in chosen if member.has_docstring and not member.is_module]


def _member(member: Any, level: int) -> Iterator[str]:
    yield f"{'#' * level} `{member.name}` {{ #{member.path} }}"
    yield fenced(_signature(member), "python")
    yield from _docstring(member)
    if member.is_class:
        if "__init__" in member.members:
            yield from _docstring(member["__init__"])
        for inner in _members(member, None):
            yield from _member(inner, level + 1)


def _signature(member: Any) -> str:
    if member.is_attribute:
        return f"{member.name}: {member.annotation}" if member.annotation else f"{member.name} = {member.value}"
    if member.is_function:
        return "\n".join([*(f"@{d.value}" for d in member.decorators), f"def {member.signature()}"])
    made = member.members.get("__init__")
    return f"class {made.signature(name=member.name) if made else member.name}".removesuffix(" -> None")


def _docstring(found: Any) -> Iterator[str]:
    for section in found.docstring.parsed if found.docstring else []:
        if section.kind.value in {"text", "examples"}:
            yield section.value if isinstance(section.value, str) else "\n\n".join(text for _, text in section.value)
        elif section.kind.value in _LISTS:
            yield f"**{section.kind.value.capitalize()}**"
            yield "\n".join(_item(item) for item in section.value)
        else:
            raise NotImplementedError(f"{found.path}: a docstring's section of the kind {section.kind.value}")


def _item(item: Any) -> str:
    name = getattr(item, "name", "")
    kind = f"`{item.annotation}`" if item.annotation else ""
    head = ", ".join(filter(None, [f"`{name}`" if name else "", kind]))
    return f"- {head}: " + textwrap.indent(item.description.strip(), "    ").strip()
