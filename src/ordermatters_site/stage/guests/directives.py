"""MyST's directives: fences with a name in braces, ```` ```{note} ```` and `:::{note}`."""

import re
from typing import TYPE_CHECKING

from ordermatters_site.stage.guests.elements import element, fence
from ordermatters_site.stage.guests.pictures import picture
from ordermatters_site.stage.guests.targets import kind_of, name_of, options_of

if TYPE_CHECKING:
    from ordermatters_site.stage.guests.blocks import Blocks

_NAME = re.compile(r"^\{(?P<name>[^}]+)\}\s*(?P<argument>.*)$")
_BOXES = {name: name for name in ("note", "tip", "warning", "danger", "important", "attention", "caution", "hint")}
_BOXES |= dict.fromkeys(("admonition", "topic", "sidebar", "margin", "dropdown"), "note")
_STATED = {"theorem", "lemma", "corollary", "proposition", "definition", "example", "remark", "algorithm", "axiom"}
_STATED |= {"assumption", "conjecture", "criterion", "observation", "property", "proof"}
_BOXES |= dict.fromkeys(("seealso", *_STATED, *(f"prf:{name}" for name in _STATED)), "info")
_BOXES |= {"error": "failure", "exercise": "question", "solution": "success"}
_TITLES = {"seealso": "See also"}
_CODE = {"code", "code-block", "sourcecode", "ipython", "prompt"}
_LANGUAGES = {"python", "r", "julia", "bash", "sh", "sql"}
# They stand before and after cells of code, which no box can hold, and a fold can.
_STARTS, _ENDS = {"exercise-start", "solution-start"}, {"exercise-end", "solution-end"}
_RAW = {"html", "jupyter", "latex", "tex"}
# What is settings for another generator, and nothing to read.
_SILENT = {"tableofcontents", "contents", "toctree", "index", "currentmodule"}

_FOOTNOTES = "write each reference as a footnote, `[^name]: …`, or as an item of a list"
_INSTEAD = dict.fromkeys(("bibliography", "footbibliography"), _FOOTNOTES)


def written(blocks: "Blocks", info: str, content: str) -> list[str]:
    """Write a directive as what it stands for, or note as a fault that it is not known here."""
    found = _NAME.match(info)
    name, argument = (found["name"].lower(), found["argument"].strip()) if found else ("", "")
    options, body = options_of(content)
    if name in _BOXES:
        return [*_anchor(blocks, options), *_box(blocks, name, argument, options, body)]
    if name == "math":
        return [blocks.cell.labelled(body or argument, name_of(options))]
    if name in ("figure", "image"):
        return [*_anchor(blocks, options), *_figure(blocks, argument, options, body)]
    if name in _STARTS:
        fold = "dropdown" in options.get("class", "")
        return [*_anchor(blocks, options), _opening(blocks, kind_of(name), fold=fold), *blocks.of_text(body)]
    if name in _ENDS:
        return blocks.cell.page.close_fold(name.removesuffix("-end"))
    if name in _CODE or name in _LANGUAGES:
        return [fence(argument if name in _CODE else name, body)]
    if name in ("epigraph", "pull-quote"):
        return [element("blockquote", blocks.of_text(body))]
    if name == "raw" and argument in _RAW:
        return blocks.of_text(body) if argument == "html" else []
    if name not in _SILENT:
        way = _INSTEAD.get(name, "write it as plain Markdown")
        blocks.cell.fault(f"the directive {{{name}}} is MyST's, and this site has nothing to show for it: {way}")
    return []


def attribute_language(info: str) -> str:
    """Return the language of a fence with attributes as Pandoc has them, `{.python .cell}`; nothing for others."""
    found = re.match(r"\{\s*\.([\w+#-]+)[^{}]*\}\s*$", info)
    return found[1] if found else ""


def _box(blocks: "Blocks", name: str, argument: str, options: dict[str, str], body: str) -> list[str]:
    kind = _TITLES.get(name, kind_of(name))
    if name.rpartition(":")[2] in _STATED:
        title = f"{kind} ({argument})" if argument else kind
    elif name == "solution":  # of which exercise: a label
        title = kind
    else:
        title = argument if argument and name not in ("note", "tip", "warning") else kind
    first = argument if name in ("note", "tip", "warning") else ""
    fold = name == "dropdown" or "dropdown" in options.get("class", "")
    return blocks.box(_BOXES[name], title, [*blocks.of_text(first), *blocks.of_text(body)], fold=fold)


def _opening(blocks: "Blocks", kind: str, *, fold: bool) -> str:
    blocks.cell.page.open_fold(kind.lower(), blocks.cell, fold=fold)
    colour = _BOXES[kind.lower()]
    return f'<details class="{colour}" markdown="1">\n<summary>{kind}</summary>' if fold else f"**{kind}**"


def _anchor(blocks: "Blocks", options: dict[str, str]) -> list[str]:
    return blocks.cell.named(name) if (name := name_of(options)) else []


def _figure(blocks: "Blocks", source: str, options: dict[str, str], caption: str) -> list[str]:
    alt = options.get("alt", "").strip() or " ".join(caption.split())
    size = " ".join(f'{name}="{options[name]}"' for name in ("width", "height") if name in options)
    return [picture(blocks.cell, source, alt, size=size, alt_in="in `:alt:`"), *blocks.of_text(caption)]
