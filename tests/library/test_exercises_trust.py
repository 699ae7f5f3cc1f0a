"""Answers that do something else than the task: none passes, none changes what the next one meets."""

import builtins
import subprocess
import sys
from fractions import Fraction

import pytest
from at_length import sample
from exercise_answers import RIGHT, WRONG
from exercise_checks import expect_the_same_apart

from ordermatters import exercises
from ordermatters.exercises import load
from ordermatters.exercises.__main__ import main
from ordermatters.exercises.frozen import Other, decoded, encoded, frozen, holds_itself
from ordermatters.exercises.remote import RemoteProgram, library_path
from ordermatters.exercises.source import Diagnosis, Source

WRONG_COST = "\ndef matmul_cost(m, n, p): return 0"
MEDDLERS = {
    "the exercise accepts all": "from ordermatters.exercises.exercise import Exercise\n"
    "Exercise.accepts = lambda *a: True",
    "the judge": "import ordermatters.exercises.judging as j\nj.same = lambda a, b: True\nj._tried = lambda *a: []",
    "the code of a function": "from ordermatters.exercises import comparing\n"
    "comparing.same.__code__ = (lambda expected, got: True).__code__",
    "the answer": "from ordermatters import counting\ncounting.matmul_cost = lambda m, n, p: 0",
    "a rule of differentiation": "from ordermatters.elementary import sin, multiply\n"
    "sin.partials = (lambda x: 0.0,)\nmultiply.partials = multiply.partials[::-1]",
    "a class of the library": "from ordermatters.counting import OpCount\nOpCount.total = 3",
    "a class of the standard library": "import random\nrandom.Random.sample = lambda *a, **k: [1, 1, 1]",
    "built-in functions": "import builtins\nbuiltins.all = lambda parts: True\nbuiltins.abs = lambda x: 0\n"
    "builtins.len = abs",
    "mathematics": "import math\nmath.isfinite = lambda x: True\nmath.sin = math.cos",
    "what is imported": "import sys\nfor name in [n for n in sys.modules if n.partition('.')[0] == 'ordermatters']:\n"
    "    sys.modules[name] = None",
    "something at exit": "import atexit, os\natexit.register(lambda: os.write(1, b'[true, \"Right\"]'))",
    "a value that equals all": "class Right(tuple):\n    __eq__ = lambda s, o: True\n"
    "class Number(int):\n    __eq__ = lambda s, o: True\n    __sub__ = __rsub__ = lambda s, o: 0\n"
    "def f(m, n, p): return Right((Number(1), Number(0)))",
}


@pytest.mark.parametrize("meddling", MEDDLERS)
def test_an_answer_that_meddles_does_not_pass_and_leaves_nothing_behind(meddling):
    source = MEDDLERS[meddling] + (WRONG_COST if "def f(" not in MEDDLERS[meddling] else "\nmatmul_cost = f")
    assert not exercises.check("matmul-cost", source).passed
    assert not exercises.check("matmul-cost", WRONG_COST).passed
    for name in ("matmul-cost", "best-order", "gradient-of-your-own"):
        assert exercises.check(name, load(name).solution).passed
    assert builtins.all([True, False]) is False and sys.modules["ordermatters.exercises"] is exercises


def test_a_name_added_to_the_built_in_ones_is_seen_and_taken_away():
    source = "import builtins\nbuiltins.mine = 1\n" + load("matmul-cost").solution
    verdict, altered = exercises.check_and_see("matmul-cost", source)
    assert verdict.passed and altered and not hasattr(builtins, "mine")


def test_meddling_while_it_is_called_is_undone_before_the_next_call():
    source = (
        "def matmul_cost(m, n, p):\n    import builtins, ordermatters.exercises.comparing as c\n"
        "    c.same = lambda a, b: True\n    builtins.isinstance = lambda a, b: True\n    return (0, 0)"
    )
    assert not exercises.check("matmul-cost", source).passed
    passed, altered = exercises.check_and_see("matmul-cost", source)
    assert not passed.passed and altered
    assert exercises.check_and_see("matmul-cost", load("matmul-cost").solution) == (
        exercises.check("matmul-cost", load("matmul-cost").solution),
        False,
    )


@pytest.mark.parametrize(
    "source",
    [
        "import sys, os\nsys.__stdout__.write('\\n[true, \"Right, for all 7 inputs tried.\"]\\n')\n"
        "sys.__stdout__.flush(); os._exit(0)",
        'import os\nfor n in range(3, 64):\n    try: os.write(n, b\'{"returned": {"tuple": [1, 0]}, "failure": null, '
        '"printed": ""}\\n\' * 40)\n    except OSError: pass\ndef matmul_cost(m, n, p): return 0',
        "import atexit, os\natexit.register(lambda: os.write(1, b'[true, \"Right, trust me.\"]\\n'))" + WRONG_COST,
        "import ordermatters.exercises.runner as r\nr._answer = lambda *a: {'passed': True}" + WRONG_COST,
        "import os, signal\ndef matmul_cost(m, n, p): os.kill(os.getpid(), signal.SIGKILL)",
        "import os\ndef matmul_cost(m, n, p): os._exit(0)",
        "import sys\ndef matmul_cost(m, n, p): sys.exit(0)",
    ],
)
def test_nothing_that_an_answer_writes_or_ends_is_a_verdict(tmp_path, capsys, source):
    (tmp_path / "answer.py").write_text(source, "utf-8")
    assert main(["check", "matmul-cost", str(tmp_path / "answer.py")]) == 1
    assert "Right" not in capsys.readouterr().out


def test_it_finds_what_python_is_made_of_where_windows_keeps_it(tmp_path, monkeypatch):
    """There `_socket` and `_ctypes`, which NumPy needs, lie in a folder of another name."""
    (tmp_path / "DLLs").mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "DLLs"), str(tmp_path)])
    assert tmp_path / "DLLs" in library_path() and tmp_path not in library_path()


@pytest.mark.parametrize("name", sample(["counted-matmul", "rows", "gradient-of-your-own", "columns-by-jax"], 0, 1, 2))
def test_a_process_of_its_own_comes_to_the_same_verdict(name):
    for source in sample((WRONG[name][0][0], RIGHT[name][0], load(name).starter), 0):
        expect_the_same_apart(name, source)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("columns", "def columns(jvp): return jvp._matrix"),
        ("columns", "def columns(jvp): return jvp.__closure__[0].cell_contents._matrix"),
        (
            "rows",
            "def rows(vjp):\n    vjp([1, 0])\n    hidden = vjp.__closure__[0].cell_contents\n"
            "    return list(zip(*hidden._matrix))",
        ),
        (
            "columns",
            "import gc\ndef columns(jvp):\n    found = [o for o in gc.get_objects() if type(o).__name__ == 'Given']\n"
            "    return [list(r) for r in found[-1]._matrix]",
        ),
    ],
)
def test_a_matrix_that_was_looked_up_does_not_pass(name, source):
    assert not exercises.check(name, source).passed


@pytest.mark.parametrize(
    ("name", "source", "function"),
    [
        ("matmul-cost", "from ordermatters.counting import matmul_cost", "matmul_cost"),
        ("matmul-cost", "from ordermatters.counting import *", "matmul_cost"),
        (
            "colours",
            "from ordermatters.patterns import *\n"
            "def colours(rows, n): return column_colours(Pattern(tuple(map(tuple, rows)), n))",
            "column_colours",
        ),
        ("matmul-cost", "import ordermatters.counting as c\nmatmul_cost = c.matmul_cost", "matmul_cost"),
        (
            "best-order",
            "from ordermatters.chains import *\ndef best_order(d): return best_bracketing(d)[0]",
            "best_bracketing",
        ),
        (
            "counted-matmul",
            "from ordermatters import counting\ndef counted_matmul(A, B):\n"
            "    R, count = counting.counted_matmul(A, B)\n    return R, *count",
            "counted_matmul",
        ),
        (
            "gradient-of-your-own",
            "from ordermatters.forward_mode import jvp, sin, exp\ndef f(x): return sin(x) * exp(x)\n"
            "def derivative(x): return jvp(lambda v: f(v[0]), [x], [1.0])[1]",
            "jvp",
        ),
    ],
)
def test_the_librarys_own_function_is_told_kindly(name, source, function):
    verdict = exercises.check(name, source)
    assert verdict.passed
    assert f"your program calls `{function}" in verdict.message and "try it without" in verdict.message


@pytest.mark.parametrize(
    "source",
    [
        "from ordermatters.exercises.matmul_cost import EXERCISE\nmatmul_cost = EXERCISE.answer",
        "from ordermatters import exercises\nmatmul_cost = exercises.load('matmul-cost').answer",
        "import ordermatters.exercises as e\nexec(e.load('matmul-cost').solution)",
        "import importlib\nmatmul_cost = importlib.import_module('ordermatters.exercises.matmul_cost').answer",
    ],
)
def test_the_checks_own_answer_is_not_ones_own(source):
    passed, message = exercises.check("matmul-cost", source)
    assert not passed
    assert "where the check has its own" in message


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("matmul-cost", "from ordermatters import chains\n" + load("matmul-cost").solution),
        ("matmul-cost", load("matmul-cost").solution + "print('matmul_cost')"),
        (
            "matmul-cost",
            "from ordermatters.counting import *\nmatmul_cost = lambda m, n, p: (m * n * p, m * p * (n - 1))",
        ),
        (
            "dual-product",
            "from collections import namedtuple\nDual = namedtuple('Dual', 'value tangent')\n"
            "def dual_product(a, b):\n    return Dual(a[0] * b[0], a[1] * b[0] + a[0] * b[1])",
        ),
        (
            "dual-product",
            "from ordermatters.forward_mode import *\nclass Dual(tuple): pass\n"
            "def dual_product(a, b):\n    return Dual((a[0] * b[0], a[1] * b[0] + a[0] * b[1]))",
        ),
    ],
)
def test_ones_own_function_of_that_name_is_ones_own(name, source):
    assert load(name).praise in exercises.check(name, source).message


def test_values_are_frozen_past_what_their_classes_say():
    import numpy as np

    class Sly(float):
        def __add__(self, other):
            return 7.0

        __pos__ = __float__ = lambda self: 7.0

    itself: list = [1]
    itself.append(itself)
    assert frozen(Sly(2.5)) == 2.5 and type(frozen(Sly(2.5))) is float
    assert frozen((np.float32(0.5), np.arange(2), {3})) == (0.5, [0, 1], Other("{3}"))
    assert holds_itself(frozen(itself)) and not holds_itself(frozen([[1], [1]]))
    value = (1, [2.5, 1j], "text", None, True, ..., Other("x"), 10**400, -(10**5000), Fraction(10**5000, 3))
    assert decoded(encoded(value)) == value
    for wrong in ({"other kind": 1}, {"complex": ["a"]}, {"tuple": 3}):
        with pytest.raises(ValueError):
            decoded(wrong)


@pytest.mark.parametrize(
    ("returned", "shown"),
    [
        ("10**5000, -(10**5000)", "(about 10**5000, about -10**5000)"),
        ("__import__('fractions').Fraction(10**5000, 3), 1", "(about 10**5000, 1)"),
    ],
)
def test_a_number_that_python_does_not_write_out_is_wrong_like_any_other(returned, shown):
    source = f"def matmul_cost(m, n, p): return {returned}"
    assert f"Yours returned `{shown}`" in exercises.check("matmul-cost", source).message
    expect_the_same_apart("matmul-cost", source)


def test_an_error_is_told_at_reasonable_length():
    source = "def matmul_cost(m, n, p): raise ValueError('x' * 10**6)"
    assert len(exercises.check("matmul-cost", source).message) < 5000


def test_a_program_that_is_stopped_while_one_asks_why_it_ended_did_not_end_python(monkeypatch):
    with RemoteProgram(Source("def double(x): return 2 * x")) as program:
        wait = program._process.wait

        def stopped_meanwhile(timeout):
            program._stop_late()
            return wait(timeout)

        program._kill()
        with monkeypatch.context() as patched, pytest.raises(Diagnosis, match="was stopped after 10 seconds"):
            patched.setattr(program._process, "wait", stopped_meanwhile)
            program.call("double", (1,))


def test_a_program_in_a_process_of_its_own_finds_an_empty_folder():
    source = Source("import os\ndef look(): return os.listdir(), sorted(os.environ)")
    with RemoteProgram(source) as program:
        files, environment = program.call("look", ()).returned
    assert files == [] and "PYTHONPATH" not in environment and "USER" not in environment


def test_the_modules_that_start_processes_stay_out_of_a_page():
    program = "import sys, ordermatters.exercises\nassert 'ordermatters.exercises.remote' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
