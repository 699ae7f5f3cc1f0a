"""The reader's Python as the page asks it: what cells show, what runs again, how errors read."""

import importlib.util
import json
from collections.abc import Iterator
from types import ModuleType

import pytest
from courses import ROOT

LIMIT = 10_000


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(ROOT / "src/live")
    spec = importlib.util.spec_from_file_location("session", ROOT / "src/live/session.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module


class Page:
    """Cells of a page; running one runs those above it."""

    def __init__(self, session: ModuleType, *sources: str):
        self.session, self.sources = session, list(sources)
        self.shown = ""

    def run(self, last: int = -1) -> dict[str, object]:
        last %= len(self.sources)
        cells = [{"name": f"cell {i}", "source": source} for i, source in enumerate(self.sources[: last + 1], 1)]
        written: list[str] = []
        result: dict[str, object] = json.loads(
            self.session.answer(json.dumps({"kind": "run", "cells": cells}), written.append)
        )
        self.shown = "".join(written)
        return result


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("1 + 1", "2\n"),
        ("'text'", "'text'\n"),
        ("print('a')\n'b'", "a\n'b'\n"),
        ("None", ""),
        ("x = 3", ""),
        ("for i in range(2):\n    i", ""),
        ("", ""),
        ("from ordermatters.tables import Table\nTable(['n'], [[1]])", "n\n-\n1\n"),
        ("import sys\nprint('to stderr', file=sys.stderr)", "to stderr\n"),
        ("print(__name__)", "__main__\n"),
        ("1 + 1;", ""),
        ("1 + 1 ;  # hidden\n\n", ""),
        ("(1 +\n 1); 3", "3\n"),
        ("'a;'", "'a;'\n"),
        ("1 + 1  # not hidden;", "2\n"),
    ],
)
def test_a_cell_shows_what_a_notebook_shows(session: ModuleType, source: str, shown: str) -> None:
    page = Page(session, source)
    assert page.run() == {}
    assert page.shown == shown


def test_cells_above_run_first_and_are_silent(session: ModuleType) -> None:
    page = Page(session, "x = 1\nprint('first')\nx", "x += 1", "x")
    page.run()
    assert page.shown == "2\n"


def test_reading_down_the_page_runs_each_cell_once(session: ModuleType) -> None:
    page = Page(session, "import time\nruns = globals().get('runs', [])", "runs.append(1)", "len(runs)")
    for cell in (0, 1, 2):
        page.run(cell)
    assert page.shown == "1\n"


def test_a_cell_that_is_run_again_starts_from_the_page_above_it(session: ModuleType) -> None:
    page = Page(session, "rows = []", "rows.append(1)\nrows")
    for _ in range(3):
        page.run()
        assert page.shown == "[1]\n"


def test_a_change_above_is_seen_below_and_nothing_of_the_old_is_left(session: ModuleType) -> None:
    page = Page(session, "x = 1\nold = True", "x")
    page.run()
    page.sources = ["x = 2", "x, 'old' in globals()"]
    page.run()
    assert page.shown == "(2, False)\n"


def test_an_error_names_its_line_and_no_frame_but_the_readers(session: ModuleType) -> None:
    page = Page(session, "def half(x):\n    return 1 / x", "a = 1\nhalf(0)")
    result = page.run()
    assert result["cell"] == "cell 2" and result["line"] == 2
    error = str(result["error"])
    assert error.startswith("Traceback (most recent call last):\n")
    assert error.endswith("ZeroDivisionError: division by zero")
    assert 'File "cell 2", line 2' in error and 'File "cell 1", line 2, in half' in error
    assert "return 1 / x" in error and "session.py" not in error


def test_an_error_quotes_the_line_as_python_counts_lines(session: ModuleType) -> None:
    error = str(Page(session, "# one\u2028line, of two\x0csigns\nx = 1\nx / 0").run()["error"])
    assert 'File "cell 1", line 3' in error and "x / 0" in error and "x = 1" not in error


def test_an_error_of_the_library_is_its_sentence(session: ModuleType) -> None:
    page = Page(session, "from ordermatters.counting import matmul_cost\nmatmul_cost(2, 0, 3)")
    error = str(page.run()["error"])
    assert "n must be at least 1, not 0" in error
    assert "counting.py" not in error and error.count("File") == 1


def test_a_syntax_error_has_its_line_and_no_traceback(session: ModuleType) -> None:
    result = Page(session, "x = 1\ndef f(:\n    pass").run()
    assert result["line"] == 2
    assert str(result["error"]).startswith('File "cell 1", line 2') and "SyntaxError" in str(result["error"])


def test_a_cause_is_told_in_the_readers_frames_too(session: ModuleType) -> None:
    source = "import json\ntry:\n    json.loads('x')\nexcept ValueError as error:\n    raise KeyError('k') from error"
    error = str(Page(session, source).run()["error"])
    assert "direct cause" in error and "decoder.py" not in error


def test_an_error_above_is_told_as_one_of_that_cell(session: ModuleType) -> None:
    result = Page(session, "1 / 0", "print('never')").run()
    assert result["cell"] == "cell 1" and "ZeroDivisionError" in str(result["error"])


def test_after_an_error_the_page_is_run_from_its_top(session: ModuleType) -> None:
    page = Page(session, "x = 1", "x = 2\n1 / 0")
    page.run()
    page.sources[1] = "x"
    page.run()
    assert page.shown == "1\n"


def test_leaving_python_is_an_error_like_others(session: ModuleType) -> None:
    assert "SystemExit" in str(Page(session, "raise SystemExit").run()["error"])


def test_a_package_that_no_browser_has_is_named(session: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "numpy", None)
    error = str(Page(session, "import numpy as np").run()["error"])
    assert error.endswith("NumPy is not in the browser's Python. The notebook of this page has it.")


def test_output_is_cut_and_says_so(session: ModuleType) -> None:
    page = Page(session, "for i in range(10**5):\n    print(i)")
    page.run()
    assert len(page.shown) < LIMIT + 100
    assert page.shown.endswith("only the first 10,000 characters are shown.")
    assert page.shown.count("… and more") == 1


def test_output_of_just_the_limit_is_whole(session: ModuleType) -> None:
    page = Page(session, f"print('x' * {LIMIT - 1})")
    page.run()
    assert page.shown == "x" * (LIMIT - 1) + "\n"


def test_a_class_and_its_names_live_in_the_page(session: ModuleType) -> None:
    page = Page(session, "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int", "P(1)")
    page.run()
    assert page.shown == "P(x=1)\n"


def checked(session: ModuleType, source: str, **more: object) -> dict[str, object]:
    request = {"kind": "check", "name": "matmul-cost", "source": source, **more}
    result: dict[str, object] = json.loads(session.answer(json.dumps(request), lambda text: None))
    return result


def test_an_unchanged_answer_gets_the_same_verdict_whatever_was_tried_before(session: ModuleType) -> None:
    wrong = "def matmul_cost(m, n, p): return m * n * p, (m, n, p)"
    first = checked(session, wrong)
    assert not first["passed"]
    assert first == checked(session, wrong) == checked(session, wrong, attempt=5) == checked(session, f"\n{wrong}  # !")


def test_an_answer_that_alters_what_others_share_is_told_to_the_page_and_undone(session: ModuleType) -> None:
    right = "def matmul_cost(m, n, p): return m * n * p, m * p * (n - 1)"
    meddling = "import math, ordermatters.counting as c\nc.matmul_cost = None\nmath.sin = None\n"
    assert checked(session, meddling + right)["altered"] is True
    assert checked(session, right) == {**checked(session, right), "passed": True, "altered": False}


DRAWN = """
class Drawn:
    def __init__(self, bundle):
        self.bundle = bundle
    def _repr_mimebundle_(self, **_):
        return self.bundle
    def __repr__(self):
        return "in words"
"""


def test_a_value_that_is_a_drawing_is_returned_as_one(session: ModuleType) -> None:
    page = Page(
        session, DRAWN, "print('before')\nDrawn({'image/svg+xml': '<svg/>'})", "Drawn({'image/svg+xml': '<svg/>'});"
    )
    assert page.run(1) == {"svg": "<svg/>"} and page.shown == "before\n"
    assert page.run(2) == {} and page.shown == ""
    page.sources[1] = "Drawn(({'image/svg+xml': '<svg>1</svg>', 'text/plain': 'a'}, {}))"
    assert page.run(1) == {"svg": "<svg>1</svg>"}
    for other in ("Drawn({'text/plain': 'a'})", "Drawn({'image/svg+xml': 3})"):
        page.sources[1] = other
        assert page.run(1) == {} and page.shown == "in words\n"
    page.sources[1] = "Drawn"
    assert page.run(1) == {} and "class" in page.shown


@pytest.mark.parametrize(
    ("source", "sentence", "line"),
    [
        ("display(3)", "display() is Jupyter's: here, write the value on the last line of the cell, or print it.", 1),
        ("x = 1\n%time x", "A line that begins with % is a command to Jupyter", 2),
        ("%%timeit\n1 + 1", "A line that begins with % is a command to Jupyter", 1),
        ("x = 1\n!ls", "A line that begins with ! is a command to a shell", 2),
        ("x = 1\nx?", "`help(name)` prints what Python knows of a name", 2),
        ("?print", "`help(name)` prints what Python knows of a name", 1),
        ("a = 1\ninput('How many? ')", "input() waits for somebody to type, and a cell in a page cannot", 2),
    ],
)
def test_a_habit_of_jupyter_gets_a_sentence(session: ModuleType, source: str, sentence: str, line: int) -> None:
    result = Page(session, source).run()
    assert sentence in str(result["error"]).splitlines()[-1] and result["line"] == line


@pytest.mark.parametrize("source", ["7 % 'a'", "nothing", "x = = 3", "(1", "'%", "'?'.x"])
def test_another_error_gets_no_sentence_about_jupyter(session: ModuleType, source: str) -> None:
    error = str(Page(session, source).run()["error"])
    assert "Jupyter" not in error and "shell" not in error


def completed(session: ModuleType, text: str) -> list[str]:
    found: list[str] = json.loads(session.answer(json.dumps({"kind": "complete", "text": text}), print))["names"]
    return found


def test_names_go_on_as_the_running_python_knows_them(session: ModuleType) -> None:
    assert completed(session, "counted") == [] and "print" in completed(session, "pr")
    Page(session, "import math\ncounted = 3\nclass A:\n    b = math\n    _c = 1").run()
    assert completed(session, "counted") == ["counted"]
    assert completed(session, "math.sq") == ["sqrt"] == completed(session, "A.b.sq")
    assert completed(session, "A.") == ["b"] and completed(session, "A._c") == ["_c"]
    assert "while" in completed(session, "wh")
    assert completed(session, "nothing.at.all") == [] and completed(session, "A.d.e") == []
    assert len(completed(session, "")) <= 200


def test_nothing_is_called_to_find_a_name(session: ModuleType) -> None:
    Page(session, "calls = []\nclass A:\n    def f(self):\n        calls.append(1)\na = A()").run()
    assert completed(session, "a.f().") == [] == completed(session, "a.f.x.")
    page = Page(session, "calls = []\nclass A:\n    def f(self):\n        calls.append(1)\na = A()", "calls")
    page.run()
    assert page.shown == "[]\n"
