import ast
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from at_length import sample
from exercise_answers import FROM_ZERO, RIGHT, WRONG
from exercise_checks import (
    adapted,
    as_shown,
    expect_mistakes_told_apart,
    expect_right,
    expect_the_same_again,
    expect_wrong,
    known,
)

from ordermatters import chains, exercises
from ordermatters.exercises import Verdict, load, names
from ordermatters.exercises.comparing import plain_value, same, same_form, shown_apart
from ordermatters.exercises.source import Source
from ordermatters.exercises.wrong_orders import WRONG_ORDERS

LESSONS = Path(__file__).parents[2] / "docs" / "lessons"
COST = "def matmul_cost(m, n, p):\n    "
# These take longest, for they draw telling inputs, or run JAX.
LONG = {"best-order", "cheaper-direction", "gradient-of-your-own", "many-gradients", "columns-by-jax", "rows-by-jax"}


def by_day(name, answers):
    """A third of the answers to an exercise, or half of them where they are checked quickly."""
    return sample(answers, *range(0, len(answers), 3 if name in LONG else 2))


def check(name: str, source: str, attempt: int = 0) -> Verdict:
    return as_shown(exercises.check(name, source, attempt))


@pytest.mark.of_this_course
def test_there_is_one_for_each_question_of_the_sheet_and_the_later_lessons():
    assert names() == [
        *("matmul-cost", "counted-matmul", "three-matrix-cost", "cheaper-direction", "best-order", "jacobian-by-hand"),
        *("columns", "dual-product", "columns-by-jax", "rows", "rows-by-jax", "gradient-of-your-own"),
        *("many-gradients", "forward-or-reverse"),
        *("low-rank", "hessian-by-hand", "colours"),
    ]
    names().clear()
    assert names()


@pytest.mark.of_this_course
@pytest.mark.parametrize("name", names())
def test_its_lesson_ends_with_it(name):
    lesson = (LESSONS / f"{load(name).lesson}.md").read_text("utf-8")
    assert f'<div data-exercise="{name}"></div>' in lesson.partition("## Exercise")[2]


@pytest.mark.parametrize("name", names())
def test_the_texts_are_complete_and_keep_the_solution_to_themselves(name):
    exercise = load(name)
    assert exercise.name == name
    assert 2 <= len(exercise.hints) <= 3
    assert f"{exercise.function}(" in exercise.statement
    assert f"def {exercise.function}(" in exercise.starter
    assert '"""' not in exercise.statement and "\\" not in exercise.statement
    ast.parse(exercise.starter)
    last = exercise.solution.splitlines()[-1].strip()
    assert last not in exercise.statement + "".join(exercise.hints) or last in exercise.starter


def test_what_the_praise_claims():
    dims = 5, 2, 6, 1, 4
    order, count = chains.best_bracketing(dims)
    assert f"{chains.spell(order, 'ABCD')}, with {count.multiplications}" in load("best-order").praise
    forward, backward = (chains.chain_cost((784, 128, 64, 10), order) for order in chains.all_bracketings(3))
    assert backward < forward
    assert "backward, and the 10 decides" in load("cheaper-direction").praise


@pytest.mark.parametrize("name", names())
def test_the_solution_passes_every_time(name):
    for attempt in sample(range(2), 0):
        expect_right(name, load(name).solution, attempt)
    assert load(name).praise in known(name, load(name).solution, 0).message


@pytest.mark.parametrize("name", names())
def test_the_starter_says_where_to_begin(name):
    starter = load(name).starter
    passed, message = check(name, starter)
    line = next(i for i, line in enumerate(starter.splitlines(), 1) if "..." in line)
    assert not passed
    assert message == f"There is still a ... in line {line}: put your own code in its place."


UNTRIED = [name for name in names() if name not in RIGHT or name not in WRONG]
assert not UNTRIED, f"tests/support/exercise_answers.py has no right answers, or no wrong ones, to {', '.join(UNTRIED)}"


@pytest.mark.parametrize(
    ("name", "source"), [(name, source) for name in names() for source in by_day(name, RIGHT[name])]
)
def test_any_right_program_passes(name, source):
    expect_right(name, source, attempt=0)


@pytest.mark.parametrize(
    ("name", "source", "words"), [(name, *case) for name in names() for case in by_day(name, WRONG[name])]
)
def test_a_wrong_program_earns_its_sentence(name, source, words):
    expect_wrong(name, source, words, attempt=0)


BRIEF = [place for place, name in enumerate(names()) if name not in LONG]


@pytest.mark.parametrize("name", sample(names(), *BRIEF[::3]))
def test_each_known_mistake_has_a_program_that_makes_it(name):
    earned = "\n".join(known(name, source, 0).message for source, _ in WRONG[name])
    assert [mistake.sentence for mistake in adapted(name).mistakes if mistake.sentence not in earned] == []


@pytest.mark.parametrize("name", sample(names(), *BRIEF))
def test_the_inputs_tell_all_known_mistakes_apart(name):
    expect_mistakes_told_apart(name, attempt=0)


@pytest.mark.parametrize("name", ["matmul-cost", "three-matrix-cost", "cheaper-direction", "low-rank"])
def test_an_answer_that_is_wrong_for_equal_sizes_does_not_pass(name):
    function = load(name).function
    source = f"{load(name).solution}\nright = {function}\n"
    source += f"def {function}(*sizes): return right(*sizes) if len(set(sizes)) == len(sizes) or 1 in sizes else (1, 0)"
    assert not check(name, source).passed


def test_each_wrong_rule_for_an_order_fails_on_some_chain_of_every_draw():
    exercise, rules = load("best-order"), [rule for mistake in WRONG_ORDERS for rule in mistake.twins]
    for seed in range(5):
        drawn = exercise.inputs(Random(seed))
        assert [
            i for i, rule in enumerate(rules) if all(exercise.is_right(rule(dims), dims) for (dims,) in drawn)
        ] == []


@pytest.mark.parametrize("name", [name for name in names() if name not in ("columns", "rows", "gradient-of-your-own")])
def test_no_table_of_answers_learnt_by_heart_passes(name):
    """Whichever program or attempt the answers were taken from, their table is another program."""
    exercise, known, attempts = load(name), {}, sample(range(3), 0, 1)
    for attempt in attempts:
        inputs = exercise.inputs(Random(exercises.seed(name, Source(exercise.solution), attempt)))
        known |= {repr(arguments): plain_value(exercise.answer(*arguments)) for arguments in inputs}
    by_heart = f"def {exercise.function}(*x): return {known!r}[repr(x)]"
    assert not any(check(name, by_heart, attempt).passed for attempt in attempts)


@pytest.mark.parametrize("name", names())
def test_an_unchanged_program_gets_the_same_verdict_again(name):
    expect_the_same_again(name, WRONG[name][0][0])


@pytest.mark.parametrize("name", names())
def test_an_attempt_draws_the_same_inputs_again_and_another_attempt_others(name):
    exercise = adapted(name)

    def drawn(attempt):
        inputs = exercise.inputs(Random(f"{name} {attempt}"))
        return repr([exercise.answer(*arguments) for arguments in inputs])

    assert drawn(1) == drawn(1) != drawn(2)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("retrun 1, 0", "Line 2 is not Python yet: invalid syntax"),
        ("retrun 1, 0", "\n\n    retrun 1, 0"),
        ("return (1, 0", "Line 2 is not Python yet: '(' was never closed.\n\n    return (1, 0"),
        (
            "return m / 0",
            "matmul_cost(1, 1, 1) stopped at line 2 with ZeroDivisionError: division by zero\n\n    return m / 0",
        ),
        ("return matmul_cost(m, n, p)", "at line 2 with RecursionError: maximum recursion depth exceeded"),
        ("return mpn, 0", "at line 2 with NameError: name 'mpn' is not defined"),
        ("exit()", "because it ends Python, with exit() or the like"),
        ("quit()", "because it ends Python"),
        ("import nowhere_to_be_found", "The exercise can be done without it."),
        (
            "m * n * p",
            "(1, 1, 1) returned nothing. Is its return missing, or out of reach, or is what it returns None?",
        ),
        ("return [m].append(n)", "or is what it returns None?"),
        ("return 1, 0, 0", "matmul_cost should return two integers, (multiplications, additions)."),
        ("return lambda: 1", "matmul_cost should return two integers"),
        ("return lambda: 1", "A function stands there, and not what it returns"),
        ("yield 1", "A generator hands out its values one by one"),
        ("return map(abs, [m, n])", "A map hands out its values one by one"),
        ("return [zip([m], [n]), 2]", "A zip hands out its values one by one"),
        ("return {m: n}.values()", "put list(…) around it"),
        ("return m * n * p * (1 + 1e-16), m * p * n * (1 + 3e-16) - m * p", "right but for the rounding of floats"),
        ("return '`' * n", "Yours returned 'ˋ'"),
        ("return matmul_cost(m, n, p)", "calls itself again and again"),
        ("return m*n*p, m*p(n-1)", "a product wants its *"),
        ("for i in n: pass", "wants range around it"),
        ("return [[m]][0, 0]", "indexed one by one"),
        ("return {[m]: n}", "must not change: give it a tuple"),
        ("return min([(1, (0, 1)), (1, 2)])", "Pairs whose first parts are equal"),
        ("return [m].shape", "A list is no array yet"),
        ("return [m] ** 2", "A list is no array yet"),
        ("m += k; k = 1", "give it its first value in there"),
        ("if n > 1: k = 1\n    return k, 0", "in there, on every way that leads here"),
        ("return [m, n][2]", "Places are counted from 0, so that the last of n is n − 1"),
        ("return [m, n](1)", "is taken out with square brackets"),
        ("a = [m].append(n)\n    return a[0]", "as comes from a function without return, and from append"),
        ("return sin(m)", "Its import is missing: from ordermatters.forward_mode import sin."),
        ("return np.array([m, n])", "Its import is missing: import numpy as np."),
        ("return mnp", "a product is m * n * p."),
        ("return three_matrix_cost(m, n, p, 1)", "copy what you wrote for that exercise"),
        ("from ordermatters.counting import ln", "cannot import name 'ln' from 'ordermatters.counting'\n"),
        ("return m·n", "Python has *"),
        ("return 2 * m₁", "₁ is how a page prints it; Python has 1."),
        ("return m，n", "Python has ,."),
        ("return m * ٣", "Python writes that digit as 3."),
        (
            "# one\u2028line, of two to some\n    return q",
            "at line 3 with NameError: name 'q' is not defined\n\n    return q",
        ),
        ("# a new page\x0c\n    return q", "at line 3 with NameError: name 'q' is not defined\n\n    return q"),
        ("return\u200b m", "It cannot be seen, and came along with a copied text"),
        ("a++", "Python has no ++"),
        ("if m: pass\n    else if n: pass", "Python writes elif"),
        ("return m && n", "Python writes and for &&"),
        ("return float('nan'), 10**400", "Yours returned (nan, "),
        ("return True, False", "Yours returned (True, False)"),
        ("\0", "null bytes"),
    ],
)
def test_what_goes_wrong_is_said_in_the_students_lines(body, message):
    verdict = check("matmul-cost", COST + body)
    assert not verdict.passed
    assert message in verdict.message


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "Your program defines no function matmul_cost, and the check calls it by that name."),
        ("def matmulcost(m, n, p): return 1, 0", "Yours is called matmulcost."),
        ("matmul_cost = 24, 16", "Your program defines no function matmul_cost"),
        (
            "def matmul_cost(m, n): return 1, 0",
            "The check calls matmul_cost(m, n, p), but your function is matmul_cost(m, n).",
        ),
        ("class A:\n    def matmul_cost(self, m, n, p): return 1, 0", "The one in line 2 stands inside of A"),
        (
            "def matmul_cost(*, m, n, p): return 1, 0",
            "calls matmul_cost(m, n, p), but your function is matmul_cost(*, m, n, p).",
        ),
        ("def matmul_cost(m: int, k=1, *rest: int, p): return 1, 0", "your function is matmul_cost(m, k, *rest, p)."),
        (
            "if __name__ == '__main__':\n    def matmul_cost(m, n, p): return 1, 0",
            "The one in line 2 stands below if __name__ == '__main__': and is not reached",
        ),
        ("def matmul_cost(m, n, p): return 1, 0\nmatmul_cost = 3", "The one in line 1 loses its name again"),
        (">>> def matmul_cost(m, n, p):\n...     return 1, 0", "the prompts of Python itself"),
        ("In [3]: def matmul_cost(m, n, p):\n   ...:     return 1, 0", "the prompt of a notebook"),
        ("In [3]: matmul_cost = max", "the prompt of a notebook"),
        ("```python\ndef matmul_cost(m, n, p): return 1, 0\n```", "stands around code in a text"),
        ("%matplotlib inline", "a command to Jupyter"),
        ("!pip install numpy", "a command to Jupyter"),
        ("x = 1\nx.y\ndef matmul_cost(m, n, p): return 1, 0", "Your program stopped at line 2 with AttributeError"),
        ("raise KeyError('k')", "Your program stopped at line 1 with KeyError: 'k'"),
    ],
)
def test_a_program_that_cannot_be_called_is_told_why(source, message):
    verdict = check("matmul-cost", source)
    assert not verdict.passed
    assert message in verdict.message


def test_a_function_of_jax_is_missed_where_jax_is_used():
    source = "import jax\ndef values_and_slopes(xs): return jax.vmap(lambda x: sin(x))(jax.numpy.array(xs))"
    assert "from jax.numpy import sin" in check("many-gradients", source).message


def test_an_ellipsis_that_says_something_is_no_gap():
    source = "import numpy as np\ndef rows(vjp):\n    return np.array([vjp(u) for u in np.eye(2)])[..., :2]"
    assert "rows should return two rows of three numbers each" in check("rows", source).message


def test_code_is_marked_for_the_page():
    message = exercises.check("matmul-cost", COST + "return 9, 9").message
    assert message == "`matmul_cost(1, 1, 1)` should return `(1, 0)`.\nYours returned `(9, 9)`."


def test_what_is_remembered_from_call_to_call_is_found():
    source = "count = 0\n" + COST + "global count; count += m * n * p\n    return count, m * p * (n - 1)"
    assert "something is remembered from call to call" in check("matmul-cost", source).message


def test_printing_and_warnings_are_harmless(capsys):
    source = "import sys, warnings\nprint('begin')\n" + COST
    source += "print(m, file=sys.stderr); warnings.warn('!'); '\\d' is m\n    return m * n * p, m * p * (n - 1)"
    assert check("matmul-cost", source).passed
    assert capsys.readouterr() == ("", "")


def test_a_program_may_begin_with_the_mark_of_an_editor_and_end_its_lines_as_elsewhere():
    assert check("matmul-cost", "\ufeff" + load("matmul-cost").solution.replace("\n", "\r\n")).passed


def test_a_program_may_change_its_inputs():
    source = load("counted-matmul").solution.replace("    return R", "    A.clear()\n    B.clear()\n    return R")
    assert check("counted-matmul", source).passed


def test_what_was_printed_is_shown_beside_a_wrong_answer():
    verdict = check("matmul-cost", COST + "print('m is', m)\n    return 9, 9")
    assert "It printed 'm is 1'." in verdict.message


def test_checking_leaves_the_rules_of_differentiation_as_they_were():
    from ordermatters.elementary import cos, multiply

    before = cos.partials, multiply.partials
    for source, _ in WRONG["gradient-of-your-own"][:2]:
        check("gradient-of-your-own", source)
    assert (cos.partials, multiply.partials) == before


def test_bad_arguments_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match=r"^no exercise is called 'matmul_cost'; did you mean matmul-cost\?$"):
        load("matmul_cost")
    with pytest.raises(ValueError, match=r"^no exercise is called 'zzz'; there are matmul-cost, counted-matmul, "):
        exercises.check("zzz", "")
    with pytest.raises(TypeError, match=r"^source must be the text of a program, not b'' \(bytes\)$"):
        exercises.check("rows", b"")
    with pytest.raises(TypeError, match=r"^attempt must be an integer, not 'one'"):
        exercises.check("rows", "", attempt="one")


@pytest.mark.parametrize(
    ("name", "source", "unsaid"),
    [
        ("matmul-cost", "def first(xs):\n    for x in xs: return x\n" + COST + "return 0, 0", "stands inside the loop"),
        ("matmul-cost", COST + "best =-1\n    return best, 0", "the sign comes first"),
        (
            "hessian-by-hand",
            "def hessian_by_hand(x, y, z):\n    H = [[0] * 3] * 3\n    return H",
            "one and the same list",
        ),
        (
            "counted-matmul",
            FROM_ZERO.replace("    R, mult", "    R = [[0] * p] * m\n    mult").replace(
                "[[0] * p for _ in range(m)], 0, 0\n    for i in range(m):",
                "0, 0\n    for i in range(m):\n        R[i] = [0] * p",
            ),
            "one and the same list",
        ),
        ("jacobian-by-hand", "def jacobian(x): return np.array(x)", "a product is"),
        ("counted-matmul", "def counted_matmul(A, B): return AB", "a product is"),
    ],
)
def test_nothing_is_said_to_be_a_mistake_that_may_be_meant(name, source, unsaid):
    verdict = check(name, source)
    assert not verdict.passed and unsaid not in verdict.message


@pytest.mark.parametrize("made", ["iter([1])", "object()", "lambda: 1", "type('A', (), {})()"])
def test_what_an_object_is_called_in_memory_is_not_shown(made):
    assert not re.search(r"x?[0-9a-f]{6}", check("matmul-cost", COST + f"return {made}").message)


def test_values_are_read_and_compared_as_plain_python():
    import numpy as np

    assert plain_value((np.int64(3), np.array([[1, 2]]), (4,))) == [3, [[1, 2]], [4]]
    assert same([1, ...], [1, None]) and not same([1], [1, 2]) and not same(1, True) and not same("1", 1)
    assert same(0.1 + 0.2, 0.3) and not same(3, 3.0000001) and not same(2.0, 10**400)
    assert same(0.7, float(np.float32(0.7))) and not same(0.7, 0.70002)
    assert same_form([1, ["a"]], [2.5, ["b"]]) and not same_form([1], 1)
    assert shown_apart((0.1 + 0.2, 1), (0.3, 1)) == ("(0.30000000000000004, 1)", "(0.29999999999999999, 1)")
    assert shown_apart(24, 24.00000001) == ("24", "24.00000001")


def test_everything_loads_without_more_than_a_browser_has():
    program = (
        "import sys\nfrom ordermatters.exercises import *\n"
        "for name in names(): 'import jax' in load(name).solution or check(name, load(name).solution)\n"
        "heavy = {'jax', 'numpy', 'matplotlib', 'subprocess', 'signal', 'threading'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
