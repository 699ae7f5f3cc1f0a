"""MyST's directives: fences with a name in braces, ```` ```{note} ```` and `:::{note}`."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ordermatters_site.stage.guests.elements import box, container, element, fence
from ordermatters_site.stage.guests.list_tables import list_table
from ordermatters_site.stage.guests.pictures import picture
from ordermatters_site.stage.guests.targets import INCLUDE, Directive

if TYPE_CHECKING:
    from ordermatters_site.stage.guests.blocks import Blocks

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

_WHOLE = "a file is included as a whole"
_FOOTNOTES = "write each reference as a footnote, `[^name]: …`, or as an item of a list"
_INSTEAD = dict.fromkeys(("bibliography", "footbibliography"), _FOOTNOTES)


def written(blocks: "Blocks", this: Directive) -> list[str]:
    """Write a directive as what it stands for, or note as a fault that it is not known here."""
    name, argument = this.name, this.argument
    if name in _BOXES:
        return [*_anchor(blocks, this), *_box(blocks, this)]
    if name == "math":
        return [blocks.cell.labelled(this.body or argument, this.label)]
    if name in ("figure", "image"):
        return [*_anchor(blocks, this), *_figure(blocks, this)]
    if name in _STARTS:
        return [*_anchor(blocks, this), _opening(blocks, this), *blocks.of_text(this.body)]
    if name in _ENDS:
        return blocks.cell.page.close_fold(name.removesuffix("-end"))
    if name in _CODE or name in _LANGUAGES:
        return [fence(argument if name in _CODE else name, this.body)]
    if name in (INCLUDE, "literalinclude"):
        return _included(blocks, this)
    if name in ("epigraph", "pull-quote"):
        return container(partial(element, "blockquote"), blocks.of_text(this.body))
    if name == "list-table":
        return [*_anchor(blocks, this), *list_table(blocks, this)]
    if name == "table":
        return [*_anchor(blocks, this), *blocks.of_text(argument), *blocks.of_text(this.body)]
    if name == "raw" and argument in _RAW:
        return blocks.of_text(this.body) if argument == "html" else []
    if name not in _SILENT:
        way = _INSTEAD.get(name, "write it as plain Markdown")
        whose = f"the directive {{{name}}} is MyST's" if name[:1].isalpha() else f"`:::{name}` is Quarto's or Pandoc's"
        blocks.cell.fault(f"{whose}, and this site has nothing to show for it: {way}")
    return []


def _box(blocks: "Blocks", this: Directive) -> list[str]:
    name, argument, kind = this.name, this.argument, _TITLES.get(this.name, this.kind)
    if name.rpartition(":")[2] in _STATED:
        title = f"{kind} ({argument})" if argument else kind
    elif name == "solution":  # of which exercise: a label
        title = kind
    else:
        title = argument if argument and name not in ("note", "tip", "warning") else kind
    first = argument if name in ("note", "tip", "warning") else ""
    return box(_BOXES[name], title, [*blocks.of_text(first), *blocks.of_text(this.body)], fold=_folds(this))


def _folds(this: Directive) -> bool:
    return this.name == "dropdown" or "dropdown" in this.options.get("class", "")


def _opening(blocks: "Blocks", this: Directive) -> str:
    kind, fold = this.kind, _folds(this)
    blocks.cell.page.open_fold(kind.lower(), blocks.cell, fold=fold)
    colour = _BOXES[kind.lower()]
    return f'<details class="{colour}" markdown="1">\n<summary>{kind}</summary>' if fold else f"**{kind}**"


def _included(blocks: "Blocks", this: Directive) -> list[str]:
    """Write a whole file; its faults are told by its own lines, where the page names it."""
    cell, file = blocks.cell, blocks.cell.page.included(this.argument)
    options = sorted(this.options.keys() - {"language"})
    for sentence in [file.fault] * bool(file.fault) + [f"`:{each}:` is not known here: {_WHOLE}" for each in options]:
        cell.fault(sentence)
    if this.name != INCLUDE:
        return [fence(this.options.get("language", ""), file.text)] * bool(file.text)
    before, here = len(cell.faults), cell.line
    written = blocks.of_text(file.text)
    for number, fault in enumerate(cell.faults[before:], before):
        sentence = f"{this.argument}, line {fault.line - here + 1}: {fault.sentence}"
        cell.faults[number] = replace(fault, line=here, sentence=sentence)
    return written


def _anchor(blocks: "Blocks", this: Directive) -> list[str]:
    return blocks.cell.named(this.label) if this.label else []


def _figure(blocks: "Blocks", this: Directive) -> list[str]:
    source, caption = this.argument, this.body
    alt = this.options.get("alt", "").strip() or " ".join(caption.split())
    size = " ".join(f'{name}="{this.options[name]}"' for name in ("width", "height") if name in this.options)
    return [picture(blocks.cell, source, alt, size=size, alt_in="in `:alt:`"), *blocks.of_text(caption)]
