"""The places in a page's Markdown where explorers, exercises and predictions go."""

import re
from collections.abc import Callable, Iterator

from ordermatters_site.faults import is_it
from ordermatters_site.run.prose import blank
from ordermatters_site.stage.blocks import inline_html
from ordermatters_site.stage.guests.html_tags import Tags

# A tag alone on its lines. Inside of a list, a box or a tab it is indented.
_PLACE = re.compile(
    r"^(?P<indent>[ \t]*)<div(?=\s[^>]*?\bdata-(?P<kind>explorer|exercise|exercises-all|predict)[\s=>])"
    r"(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>\s*</div>[ \t]*$",
    re.MULTILINE,
)
_FENCE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,}).*?^(?P=indent)(?P=fence)[ \t]*$", re.DOTALL | re.MULTILINE
)

# What the place of a part says, its own name aside.
_DATA: dict[str, tuple[str, ...]] = {
    "explorer": ("values",),
    "exercise": (),
    "exercises-all": (),
    "predict": ("label", "kind", "truth", "choices", "measured"),
}
_ANY_PLACE = re.compile(
    r"^[ \t]*<div(?P<attributes>(?=\s[^>]*?\bdata-)(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>\s*</div>[ \t]*$", re.MULTILINE
)

Part = Callable[[str, dict[str, str]], str]


def fill_placeholders(markdown: str, part: Part, *, as_html: bool = True) -> str:
    """Put `part(kind, data)` into each place of a page, where it is code excepted; `data` are its `data-` attributes.

    A part is HTML, or else Markdown. What is indented stands in a list, a box or a tab: HTML goes on one line there,
    since Markdown reads blocks of HTML at the margin alone.
    """
    pieces, end = [], 0
    for place in _PLACE.finditer(_FENCE.sub(blank, markdown)):
        text = part(place["kind"], data_of(place["attributes"]))
        if not as_html:
            text = re.sub(r"^(?=.)", place["indent"], text, flags=re.MULTILINE)
        elif place["indent"]:
            text = place["indent"] + inline_html(text)
        pieces += [markdown[end : place.start()], text]
        end = place.end()
    return "".join([*pieces, markdown[end:]])


def misspelt_data(markdown: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a place says in a `data-` attribute that no part knows: that, its value, and what to say of it.

    >>> list(misspelt_data('<div data-exercice="rows"></div>'))
    [('exercice', 'rows', "there is no part 'data-exercice'; is it data-exercise?")]
    """
    for place in _ANY_PLACE.finditer(_FENCE.sub(blank, markdown)):
        data = data_of(place["attributes"])
        kind = next((kind for kind in _DATA if kind in data), None)
        known = _DATA[kind] if kind else [*_DATA]
        for name in data.keys() - {kind, *known}:
            meant = is_it(name, known, "data-{}")
            if kind or meant:  # elsewhere, other attributes are the page's own affair
                whose = f"data-{kind} goes with no" if kind else "there is no part"
                yield name, data[name], f"{whose} 'data-{name}'{meant}"


def line_of_placeholder(source: str, kind: str, name: str) -> str:
    """Say on which line of a page's source a place stands: `, line 12`; nothing if it does not stand there as here."""
    found = re.search(rf"data-{kind}\b[\s=\"']*{re.escape(name)}", source)
    return f", line {source.count(chr(10), 0, found.start()) + 1}" if found else ""


def data_of(attributes: str) -> dict[str, str]:
    """Read the `data-` attributes of a tag."""
    ((_, _, found),) = Tags(f"<div{attributes}>").events
    return {name.removeprefix("data-"): value or "" for name, value in found}
