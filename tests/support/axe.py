"""What axe-core says of a page, and what it cannot see: pages too wide, formulas without MathML, ragged numbers."""

from courses import ROOT
from playwright.sync_api import Page

from ordermatters_site.npm import installed_packages

_RUN = """async where => {
    const {violations} = await axe.run(where, {resultTypes: ["violations"]});
    return violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 200)}`));
}"""
_UNSEEN = """() => {
    const wider = document.documentElement.scrollWidth > innerWidth;
    const told = wider ? [`the page is ${document.documentElement.scrollWidth} wide, the window ${innerWidth}`] : [];
    for (const table of document.querySelectorAll("table:not(.highlighttable)"))
        if (!table.querySelector("th")) told.push(`no header cell: ${table.outerHTML.slice(0, 200)}`);
    const isNumber = ({textContent: text}) => /^[-−]?\\d[\\d,.]*(e[-+]?\\d+)? ?[×%]?$/.test(text);
    for (const row of document.querySelectorAll("tbody tr")) for (const cell of row.cells)
        if (isNumber(cell) && [...row.parentElement.rows].every(({cells}) => isNumber(cells[cell.cellIndex])))
            if (getComputedStyle(cell).textAlign !== "right") told.push(`a number on the left: ${cell.outerHTML}`);
    for (const formula of document.querySelectorAll(".katex"))
        if (!formula.querySelector("math semantics > *")) told.push(`no MathML: ${formula.outerHTML.slice(0, 200)}`);
    return told;
}"""
_LIGHTEN = """() => {
    for (const drawn of document.querySelectorAll(".katex-html, .highlight code"))
        drawn.textContent = drawn.textContent;
    for (const drawing of document.querySelectorAll("svg[role=img]")) drawing.replaceChildren();
}"""


def violations(page: Page, where: str = "html") -> list[str]:
    """Ask axe-core about a part of a page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((installed_packages(ROOT / ".cache") / "axe-core/axe.min.js").read_text(encoding="utf-8"))
    told: list[str] = page.evaluate(_RUN, where)
    return told


def unseen(page: Page) -> list[str]:
    """Find what axe-core does not look for.

    A page wider than its window, a table without heads, columns of numbers that do not stand under each other,
    formulas that are not read aloud.
    """
    told: list[str] = page.evaluate(_UNSEEN)
    return told


def lighten(page: Page) -> None:
    """Spare axe-core the thousands of elements that it has nothing to say of.

    They are what is drawn of formulas, which is hidden from screen readers, the inside of pictures, and the marks of
    code, whose contrast a check of the build measures. A page may be wider afterwards: formulas are no longer broken.
    """
    page.evaluate(_LIGHTEN)
