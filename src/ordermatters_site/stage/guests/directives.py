"""MyST's directives: fences with a name in braces, ```` ```{note} ```` and `:::{note}`."""

import re
from typing import TYPE_CHECKING

from ordermatters_site.run.page_checks import ALT_TEXT
from ordermatters_site.stage.guests.elements import fence
from ordermatters_site.stage.guests.pictures import picture

if TYPE_CHECKING:
    from ordermatters_site.stage.guests.blocks import Blocks

_NAME = re.compile(r"^\{(?P<name>[^}]+)\}\s*(?P<argument>.*)$")
_OPTIONS = re.compile(r"\A(?:---\n(?P<yaml>.*?)\n---\n?|(?P<lines>(?:[ \t]*:[\w-]+:[^\n]*\n?)+))", re.DOTALL)
_OPTION = re.compile(r"^[ \t]*:?(?P<name>[\w-]+):[ \t]*(?P<value>.*)$", re.MULTILINE)
_BOXES = {name: name for name in ("note", "tip", "warning", "danger", "important", "attention", "caution", "hint")}
_BOXES |= dict.fromkeys(("admonition", "topic", "sidebar", "margin", "dropdown"), "note")
_BOXES |= dict.fromkeys(("seealso", "proof", "theorem"), "info")
_BOXES |= {"error": "failure", "exercise": "question", "solution": "success"}
_TITLES = {"seealso": "See also"}
_CODE = {"code", "code-block", "sourcecode", "ipython", "prompt"}
# What is settings for another generator, and nothing to read.
_SILENT = {"tableofcontents", "contents", "toctree", "index", "currentmodule"}


def written(blocks: "Blocks", info: str, content: str) -> list[str]:
    """Write a directive as what it stands for, or note as a fault that it is not known here."""
    found = _NAME.match(info)
    name, argument = (found["name"].lower(), found["argument"].strip()) if found else ("", "")
    options, body = _options(content)
    if name in _BOXES:
        title = argument if argument and name not in ("note", "tip", "warning") else ""
        inner = [] if title or not argument else [argument]
        fold = name == "dropdown" or "dropdown" in options.get("class", "")
        within = blocks.cell.blocks("\n\n".join([*inner, body]))
        return blocks.box(_BOXES[name], title or _TITLES.get(name, name.capitalize()), within, fold=fold)
    if name == "math":
        return [blocks.cell.labelled(body or argument, options.get("label", options.get("name", "")))]
    if name in ("figure", "image"):
        return _figure(blocks, argument, options, body)
    if name in _CODE:
        return [fence(argument, body)]
    if name not in _SILENT:
        blocks.cell.fault(
            f"the directive {{{name}}} is MyST's, and this site has nothing to show for it: write it as plain Markdown"
        )
    return []


def _options(content: str) -> tuple[dict[str, str], str]:
    found = _OPTIONS.match(content)
    if not found:
        return {}, content.strip("\n")
    written_options = found["yaml"] or found["lines"] or ""
    options = {each["name"]: each["value"].strip() for each in _OPTION.finditer(written_options)}
    return options, content[found.end() :].strip("\n")


def _figure(blocks: "Blocks", source: str, options: dict[str, str], caption: str) -> list[str]:
    if not (alt := options.get("alt", "").strip() or " ".join(caption.split())):
        blocks.cell.fault(f"the picture {source} has no alt text: say in `:alt:` what it shows", ALT_TEXT)
    size = " ".join(f'{name}="{options[name]}"' for name in ("width", "height") if name in options)
    anchor = [f'<a id="{options["name"]}"></a>'] if "name" in options else []
    return [*anchor, picture(blocks.cell, source, alt, size=size), *blocks.cell.blocks(caption)]
