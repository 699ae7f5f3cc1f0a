"""TeX in a page becomes HTML and MathML while the site is built; the reader's browser runs nothing for it."""

import atexit
import functools
import json
import re
import subprocess
from dataclasses import asdict, dataclass
from html import escape, unescape
from pathlib import Path

from mkdocs.exceptions import PluginError

from ordermatters_site.memory import digest
from ordermatters_site.npm import PACKAGES, installed_packages, node_program
from ordermatters_site.presentation.mathml import line_of_characters
from ordermatters_site.whole_files import write_whole

MACROS = {r"\R": r"\mathbb{R}"}

_SCRIPT = Path(__file__).with_suffix(".mjs")
_CACHE = Path(".cache")
# What pymdownx.arithmatex leaves, its option `generic` set, and what clings to a formula: a bracket before it, after it
# the end of a word, as in "\(k\)-th", and punctuation.
_IN_HTML = re.compile(
    r'(?P<before>[(“]?)<(?P<tag>span|div) class="arithmatex">\s*\\[(\[](?P<tex>.*?)\\[)\]]\s*</(?P=tag)>'
    r"(?P<after>(?:[-’]\w+)?[.,;:!?)”’]*)",
    re.DOTALL,
)
_IN_TEXT = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
# A formula with more characters than this may be wider than a phone, and must then be scrolled by keyboard too.
_FITS_A_PHONE = 20
# KaTeX ends a part at each relation and sign. The style sheet keeps a formula on a line; one of more parts than these
# may be broken between them, so that "n − 1" never is and a chain of arrows can be.
_PARTS_OF_A_LINE = 2
_PART = '<span class="katex-base">'
_BETWEEN = f"</span>{_PART}"


class MathematicsError(PluginError):
    """A formula that KaTeX cannot read; MkDocs ends the build with this sentence."""


@dataclass(frozen=True)
class Formula:
    """TeX as its author wrote it, in a line of text or on display."""

    tex: str
    display: bool


def render_mathematics(html: str, page: str = "a page", cache: Path = _CACHE) -> str:
    r"""Replace each `<span class="arithmatex">\(…\)</span>` and `<div class="arithmatex">\[…\]</div>` of a page.

    Node is started only for formulas that `cache/katex` does not have yet, and once for all of them.

    Raises:
        MathematicsError: a formula with a mistake, named together with the page.
        NpmError: KaTeX is not installed yet and cannot be had.
    """
    found = [Formula(unescape(match["tex"]).strip(), match["tag"] == "div") for match in _IN_HTML.finditer(html)]
    rendered = _render(found, cache)
    for formula in found:
        if error := rendered[formula].get("error"):
            raise MathematicsError(f"{page}: KaTeX cannot read the formula {formula.tex!r}: {error}")
    results = iter([_element(formula, rendered[formula]["html"]) for formula in found])
    return _IN_HTML.sub(lambda match: _tied(match["before"], next(results), match["after"]), html)


def plain_mathematics(text: str, cache: Path = _CACHE) -> str:
    r"""Turn TeX between `\(` and `\)` or `\[` and `\]` into characters that can be read and searched.

    The text is HTML-escaped, as in the search index and in the titles of a table of contents, and stays so:
    `\(m \cdot p\)` becomes `m · p`. What KaTeX cannot read is no mathematics and is left alone.
    """
    found = {match.group(): Formula(unescape(match[1] or match[2]).strip(), False) for match in _IN_TEXT.finditer(text)}
    rendered = _render(list(found.values()), cache)

    def plain(match: re.Match[str]) -> str:
        html = rendered[found[match.group()]].get("html")
        return escape(line_of_characters(html), quote=False) if html else match.group()

    return _IN_TEXT.sub(plain, text)


def _tied(before: str, formula: str, after: str) -> str:
    """Keep on one line what clings to a formula: browsers would break between the two."""
    return f'<span class="om-tied">{before}{formula}{after}</span>' if before or after else formula


def _element(formula: Formula, html: str) -> str:
    if not formula.display:
        return html.replace(_BETWEEN, f"</span><wbr>{_PART}") if html.count(_PART) > _PARTS_OF_A_LINE else html
    seen = re.sub(r"<[^>]*>", "", html.partition('aria-hidden="true">')[2]).replace("\u200b", "")
    wide = ' tabindex="0" role="group" aria-label="Formula"' if len(unescape(seen)) > _FITS_A_PHONE else ""
    return f'<div class="om-equation"{wide}>{html}</div>'


def _render(formulas: list[Formula], cache: Path) -> dict[Formula, dict[str, str]]:
    """Return KaTeX's result for each formula, from the cache or from one call of Node for all that are missing."""
    entries = {formula: cache / "katex" / f"{_key(formula)}.html" for formula in formulas}
    known = {formula: html for formula, entry in entries.items() if (html := _kept(entry))}
    missing = [formula for formula in entries if formula not in known]
    results = {formula: {"html": html} for formula, html in known.items()}
    if missing:
        requests = [{**asdict(formula), "macros": MACROS} for formula in missing]
        results |= zip(missing, _Katex.of(cache.resolve()).ask(requests), strict=True)
    for formula in missing:
        if "html" in results[formula]:
            write_whole(entries[formula], results[formula]["html"])
    return results


def _key(formula: Formula) -> str:
    content = json.dumps([*_renderer(), MACROS, asdict(formula)])
    return digest(content.encode())


@functools.cache
def _renderer() -> tuple[str, str]:
    """Return what makes HTML of a formula: KaTeX's version, and the script that asks it."""
    pinned = json.loads((PACKAGES / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return str(pinned["katex"]), _SCRIPT.read_text(encoding="utf-8")


def _kept(entry: Path) -> str:
    """Read an entry; one that is damaged counts as none."""
    try:
        html = entry.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
    return html if html.startswith("<span") and html.endswith("</span>") else ""


class _Katex:
    """A Node process that answers until this process ends."""

    def __init__(self, cache: Path):
        command = [node_program(), str(_SCRIPT), str(installed_packages(cache))]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        atexit.register(self.end)

    @classmethod
    @functools.cache
    def of(cls, cache: Path) -> "_Katex":
        return cls(cache)

    def ask(self, requests: list[dict[str, object]]) -> list[dict[str, str]]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(requests) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise MathematicsError("KaTeX ended without an answer; what Node said of it stands above")
        return list(json.loads(answer))

    def end(self) -> None:
        self.process.communicate()
