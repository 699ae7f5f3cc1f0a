"""A page about a class: what was got wrong, the most common first, each with an answer that shows it."""

import re
from collections import Counter, defaultdict
from html import escape

from ordermatters.exercises import load, names
from ordermatters.exercises.marking import Mark

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } th, td { padding: .2rem .8rem .2rem 0; text-align: left; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
pre { overflow-x: auto; padding: .5rem; border: 1px solid; } li { margin-bottom: 1rem; }
"""


def page(found: list[Mark], faults: list[str], conditions: str) -> str:
    """Write the page: plain HTML that needs nothing else.

    Args:
        found: the marks of a class.
        faults: what could not be read, a sentence each.
        conditions: how answers were run, and what drew their inputs.
    """
    students = len({(mark.file, mark.student) for mark in found})
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>What the class got wrong</title><style>{_STYLE}</style></head><body>",
        f"<h1>What the class got wrong</h1><p>{students} hand-ins. {escape(conditions)}</p>",
        *([f"<p>Not read:</p><ul>{''.join(f'<li>{escape(fault)}</li>' for fault in faults)}</ul>"] if faults else []),
        *_mistakes(found),
        *_table(found),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def headline(diagnosis: str) -> str:
    """Reduce a diagnosis to what others share with it: no values, no line numbers.

    >>> headline("`f(1)` stopped at line 3 with TypeError: unsupported operand\\n\\n    `x + y`")
    'The program stopped with TypeError.'
    """
    first = diagnosis.split("\n\n")[0].replace("`", "")
    if "\nYours returned" in first:
        return "Another value than the right one."
    if stopped := re.search(r" stopped (?:at line \d+ )?with (\w+)", first):
        return f"The program stopped with {stopped[1]}."
    return re.sub(r"\b([Ll])ine \d+", r"\1ine …", first)


def _mistakes(found: list[Mark]) -> list[str]:
    groups: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark in found:
        if mark.verdict in ("wrong", "not marked"):
            groups[mark.exercise, headline(mark.diagnosis)].append(mark)
    if not groups:
        return ["<p>Nothing that was handed in is wrong.</p>"]
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return ["<ol>", *(_mistake(exercise, sentence, marks) for (exercise, sentence), marks in ordered), "</ol>"]


def _mistake(exercise: str, sentence: str, marks: list[Mark]) -> str:
    example = marks[0]
    said = escape(example.diagnosis.replace("`", "").strip())
    return (
        f"<li><strong>{len(marks)} × {escape(exercise)}</strong>: {escape(sentence)}"
        f"<br>{escape(', '.join(mark.student or mark.file for mark in marks))}"
        f"<details><summary>One of them</summary><pre>{escape(example.text.strip())}</pre><pre>{said}</pre></details>"
        "</li>"
    )


def _table(found: list[Mark]) -> list[str]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for mark in found:
        counts[mark.exercise][mark.verdict] += 1
        counts[mark.exercise]["uses"] += bool(mark.uses)
    columns = ("right", "wrong", "missing", "not marked")
    heads = "".join(f'<th class="n" scope="col">{column}</th>' for column in (*columns, "of them by the library"))
    rows = []
    for name in names():
        cells = "".join(f'<td class="n">{counts[name][column]}</td>' for column in (*columns, "uses"))
        rows.append(f'<tr><th scope="row">{escape(load(name).title)}</th>{cells}</tr>')
    return ["<h2>Exercise by exercise</h2>", f"<table><tr><th scope='col'>exercise</th>{heads}</tr>", *rows, "</table>"]
