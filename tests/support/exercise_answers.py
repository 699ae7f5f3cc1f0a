"""Programs as students write them, for each exercise: right ones, and wrong ones with the words that they earn."""

import later_answers

LOOPS = """
def counted_matmul(A, B):
    m, n, p = len(A), len(B), len(B[0])
    R, multiplications, additions = [[0] * p for _ in range(m)], 0, 0
    for i in range(m):
        for j in range(p):
            R[i][j] = A[i][0] * B[0][j]
            multiplications += 1
            for k in range(1, n):
                R[i][j] += A[i][k] * B[k][j]
                multiplications += 1
                additions += 1
    return R, multiplications, additions
"""
FROM_ZERO = LOOPS.replace("A[i][0] * B[0][j]\n            multiplications += 1", "0").replace("range(1, n)", "range(n)")
APPENDED = """
def counted_matmul(A, B):
    R, multiplications, additions = [], 0, 0
    for i in range(len(A)):
        row = []
        for j in range(len(B[0])):
            entry = A[i][0] * B[0][j]
            multiplications += 1
            for k in range(1, len(B)):
                entry += A[i][k] * B[k][j]
                multiplications += 1
                additions += 1
            row.append(entry)
        R.append(row)
    return R, multiplications, additions
"""
ELEMENTWISE = """
def counted_matmul(A, B):
    R = [[a * b for a, b in zip(row, other)] for row, other in zip(A, B)]
    return R, len(A) * len(B[0]), 0
"""
BY_FORMULA = """
def counted_matmul(A, B):
    m, n, p = len(A), len(B), len(B[0])
    R = [[sum(a * b for a, b in zip(row, column)) for column in zip(*B)] for row in A]
    return R, m * n * p, m * p * (n - 1)
"""
ZERO_TEST = """
def counted_matmul(A, B):
    m, n, p = len(A), len(B), len(B[0])
    R, multiplications, additions = [[0] * p for _ in range(m)], 0, 0
    for i in range(m):
        for j in range(p):
            for k in range(n):
                term = A[i][k] * B[k][j]
                multiplications += 1
                if R[i][j] == 0:
                    R[i][j] = term
                else:
                    R[i][j] += term
                    additions += 1
    return R, multiplications, additions
"""
COST = "def matmul_cost(m, n, p): return "
THREE = "def three_matrix_cost(n0, n1, n2, n3): return "
DIRECTION = """
def cheaper_direction(n0, n1, n2, n3):
    forward, backward = n0 * n2 * (n1 + n3), n1 * n3 * (n0 + n2)
    cheaper, dearer = sorted([forward, backward])
    name = "forward" if forward < backward else "backward"
    return """
PAIRS = """
from ordermatters.chains import backward_bracketing, best_bracketing, chain_cost, forward_bracketing

def cost(dims, order):
    return chain_cost(dims, order).multiplications

def best_order(dims):
    k = len(dims) - 1
    return """
ORDERS = """
from ordermatters.chains import all_bracketings, chain_cost

def cost(dims, order):
    return chain_cost(dims, order).multiplications

def best_order(dims):
    orders = list(all_bracketings(len(dims) - 1))
    return """
MIRROR = "def mirror(order): return order if isinstance(order, int) else (mirror(order[1]), mirror(order[0]))\n"
GREEDY = """
def best_order(dims):
    sizes, chain = list(dims), list(range(len(dims) - 1))
    while len(chain) > 1:
        prices = [a * b * c for a, b, c in zip(sizes, sizes[1:], sizes[2:])]
        s = prices.index(min(prices)) + 1
        chain[s - 1 : s + 1] = [(chain[s], chain[s - 1])]
        del sizes[s]
    return chain[0]
"""
HALVES = """
def best_order(dims):
    made = list(range(len(dims) - 1))
    while len(made) > 1:
        made = [(made[i + 1], made[i]) if i + 1 < len(made) else made[i] for i in range(0, len(made), 2)]
    return made[0]
"""
FROM_THE_SMALLEST = """
def best_order(dims):
    waist = dims.index(min(dims))
    halves = [None, None]
    for i in range(waist, len(dims) - 1):
        halves[0] = i if halves[0] is None else (i, halves[0])
    for i in reversed(range(waist)):
        halves[1] = i if halves[1] is None else (halves[1], i)
    left, right = halves
    return left if right is None else right if left is None else (left, right)
"""
SMALLEST = """
def best_order(dims, low=0, high=None):
    high = len(dims) - 1 if high is None else high
    if high - low == 1:
        return low
    s = min(range(low + 1, high), key=lambda s: dims[s])
    return best_order(dims, s, high), best_order(dims, low, s)
"""


def table(price="a * s * b", join="right + left + last", splits="range(low + 1, high)", last="<"):
    """Write the search for the cheapest order, with a recurrence that may be wrong."""
    return f"""
from functools import cache
def best_order(dims):
    @cache
    def best(low, high):
        if high - low == 1:
            return 0, low
        cheapest = None
        for s in sorted({splits}):
            (right, r), (left, l) = best(low, s), best(s, high)
            a, b, s = dims[low], dims[high], dims[s]
            last = {price}
            cost = {join}
            if cheapest is None or cost {last} cheapest:
                cheapest, order = cost, (l, r)
        return cheapest, order
    return best(0, len(dims) - 1)[1]
"""


DATACLASS = """
from __future__ import annotations
from dataclasses import astuple, dataclass
@dataclass
class Dual:
    v: float
    t: float
    def __mul__(self, o: Dual) -> Dual:
        return Dual(self.v * o.v, self.v * o.t + self.t * o.v)
def dual_product(a, b):
    return astuple(Dual(*a) * Dual(*b))
"""
DIFFERENCES = """
def f(x):
    return [2 * x[0] * x[1], x[2] ** 2]
def jacobian(x, h=1e-6):
    columns = []
    for j in range(3):
        up = [xi + h * (i == j) for i, xi in enumerate(x)]
        down = [xi - h * (i == j) for i, xi in enumerate(x)]
        columns.append([(a - b) / h for a, b in zip(f(up), f(x))])
    return list(zip(*columns))
"""
JACOBIAN = "def jacobian(x):\n    x1, x2, x3 = x\n    return "
COLUMNS = "def columns(jvp):\n    a, b, c = jvp([1, 0, 0]), jvp([0, 1, 0]), jvp([0, 0, 1])\n    return "
ROWS = "def rows(vjp):\n    a, b = vjp([1, 0]), vjp([0, 1])\n    return "
DUAL = "def dual_product(a, b):\n    (a, da), (b, db) = a, b\n    return "
OWN = "from ordermatters.forward_mode import cos, exp, log, sin, tanh\n"
JNP = "import jax\nimport jax.numpy as jnp\n"
SHEET = JNP + "def f(x): return jnp.array([2 * x[0] * x[1], x[2] ** 2])\n"
SHEET_JVP = SHEET + (
    "def columns_by_jvp(x):\n    x = jnp.array(x)\n"
    "    def column(*v): return jax.jvp(f, (x,), (jnp.array(v, float),))[1]\n    return "
)
SHEET_VJP = SHEET + (
    "def rows_by_vjp(x):\n    value, pullback = jax.vjp(f, jnp.array(x))\n"
    "    def row(*u): return pullback(jnp.array(u, float))\n    return "
)
SHEET_MAP = JNP + (
    "def f(x): return jnp.sin(x**2) * jnp.cos(x)\ndef values_and_slopes(xs):\n    xs = jnp.array(xs)\n    return "
)
MODE = "def forward_or_reverse(widths):\n    n, m = widths[0], widths[-1]\n    return "

RIGHT = {
    "matmul-cost": [
        COST + "[m * p * n, m * p * n - m * p]",
        "from ordermatters.counting import matmul_cost",
        "import numpy as np\ndef matmul_cost(a, b, c):\n    return np.array([b, b - 1]) * a * c",
        "print('trying')\ndef matmul_cost(m, n, p):\n    print(m, n, p)\n    return m * n * p + 0.0, m * n * p - m * p",
        "matmul_cost = lambda *sizes: (sizes[0] * sizes[1] * sizes[2], sizes[0] * sizes[2] * (sizes[1] - 1))",
    ],
    "counted-matmul": [
        LOOPS,
        """
def counted_matmul(A, B):
    R, mults, adds = {}, 0, 0
    for k in range(len(B)):
        for j in range(len(B[0])):
            for i in range(len(A)):
                term = A[i][k] * B[k][j]
                mults += 1
                if (i, j) in R:
                    term += R[i, j]
                    adds += 1
                R[i, j] = term
    return tuple(tuple(R[i, j] for j in range(len(B[0]))) for i in range(len(A))), mults, adds
""",
        """
import numpy as np
def counted_matmul(A, B):
    A, B = np.array(A), np.array(B)
    m, n = A.shape
    p = B.shape[1]
    R = np.zeros((m, p))
    mults, adds = np.int64(0), np.int64(0)
    for i in range(m):
        for j in range(p):
            R[i, j] = A[i] @ B[:, j]
            mults += n
            adds += n - 1
    return R, mults, adds
""",
        APPENDED,
        LOOPS.replace(
            "    return", "    m, n, p = len(A), len(B), len(B[0])\n    assert multiplications == m * n * p\n    return"
        ),
        FROM_ZERO.replace("                additions", "                if k: additions"),
        FROM_ZERO.replace("    return", "    additions -= m * p\n    return"),
        "from itertools import count\n" + LOOPS.replace("    R, mult", "    A.append(0); A.pop()\n    R, mult"),
    ],
    "three-matrix-cost": [THREE + "[n0 * n2 * (n1 + n3), n1 * n3 * (n0 + n2)]"],
    "cheaper-direction": [
        DIRECTION + "[name.upper(), dearer / cheaper]",
        DIRECTION + "{'forward': 'C(BA)', 'backward': '(CB)A'}[name], dearer / cheaper",
        "from fractions import Fraction\n" + DIRECTION + "name, Fraction(dearer, cheaper)",
        "from decimal import Decimal\n" + DIRECTION + "name, Decimal(dearer) / Decimal(cheaper)",
    ],
    "best-order": [
        ORDERS + "min(orders, key=lambda order: cost(dims, order))",
        PAIRS + "best_bracketing(dims)[0]",
        "def listed(order): return order if isinstance(order, int) else list(map(listed, order))"
        + PAIRS
        + "listed(best_bracketing(dims)[0])",
    ],
    "jacobian-by-hand": [
        JACOBIAN + "((2 * x2, 2 * x1, 0), (0, 0, 2 * x3))",
        DIFFERENCES,
        DIFFERENCES.replace(
            "(a - b) / h for a, b in zip(f(up), f(x))", "(a - b) / (2 * h) for a, b in zip(f(up), f(down))"
        ),
        "import numpy as np\ndef jacobian(x):\n    x = np.float32(x) * np.float32(1.1) / np.float32(1.1)\n"
        "    return np.array([[2 * x[1], 2 * x[0], 0], [0, 0, 2 * x[2]]], np.float32)",
        "import numpy as np\ndef jacobian(x):\n    return np.array([[2 * x[1], 2 * x[0], 0], [0, 0, 2 * x[2]]])",
    ],
    "columns": [
        COLUMNS + "list(zip(a, b, c))",
        "def columns(jvp):\n    return list(zip(*(jvp([i == j for i in range(3)]) for j in range(3))))",
        "import numpy as np\ndef columns(jvp):\n    return np.stack([jvp(v) for v in np.eye(3)], axis=1)",
        "def columns(jvp):\n    rows = [[], []]\n    for v in [(2, 0, 0), (0, 2, 0), (0, 0, 2)]:\n"
        "        for row, entry in zip(rows, jvp(v)):\n            row.append(entry / 2)\n    return rows",
    ],
    "rows": [ROWS + "(a, b)", "import numpy as np\ndef rows(vjp):\n    return np.array([vjp(u) for u in np.eye(2)])"],
    "dual-product": [
        DUAL + "[b * a, a * db + b * da]",
        DATACLASS,
        DATACLASS.replace("@dataclass", "@dataclass(frozen=True, slots=True)").replace("astuple(", "tuple_of(")
        + "def tuple_of(d: Dual) -> tuple: return d.v, d.t",
        "from __future__ import annotations\nfrom typing import NamedTuple, get_type_hints\n"
        "class Dual(NamedTuple):\n    v: float\n    t: float\n"
        "def dual_product(a, b):\n    assert get_type_hints(Dual)['v'] is float\n"
        "    (x, dx), (y, dy) = Dual(*a), Dual(*b)\n    return Dual(x * y, dx * y + x * dy)",
        "import numpy as np\ndef dual_product(a, b):\n    a, b = np.float32(a), np.float32(b)\n"
        "    return np.array([a[0] * b[0], a[0] * b[1] + a[1] * b[0]])",
        "import struct\ndef f32(x): return struct.unpack('f', struct.pack('f', x))[0]\n"
        "def dual_product(a, b):\n    (a, da), (b, db) = (map(f32, pair) for pair in (a, b))\n"
        "    return f32(a * b), f32(f32(a * db) + f32(da * b))",
    ],
    "gradient-of-your-own": [
        JNP + "def f(x): return jnp.sin(x) * jnp.exp(x)\n"
        "def derivative(x): return jnp.exp(x) * (jnp.sin(x) + jnp.cos(x))",
        JNP + "@jax.jit\ndef f(x): return jnp.tanh(jnp.square(x)) + jnp.cos(x) / 3\n"
        "def derivative(x): return (1 - jnp.tanh(x * x) ** 2) * 2 * x - jnp.sin(x) / 3",
        "from jax.numpy import cos, exp, sin\ndef f(x): return sin(x**2) * exp(x)\n"
        "def derivative(x): return exp(x) * (sin(x**2) + 2 * x * cos(x**2))",
        OWN + "def f(x): return log(abs(x)) * sin(x)\ndef derivative(x): return cos(x) * log(abs(x)) + sin(x) / x",
        OWN + "def f(x): return sin(x % 1) * exp(x)\ndef derivative(x): return exp(x) * (sin(x % 1) + cos(x % 1))",
        OWN + "from ordermatters.forward_mode import sqrt, tan\ndef f(x): return tan(sqrt(x)) + sin(exp(-x))\n"
        "def derivative(x): return 1 / cos(sqrt(x)) ** 2 / (2 * sqrt(x)) - exp(-x) * cos(exp(-x))",
        OWN + "def f(x): return abs(sin(x)) - cos(3 % (1 + x * x))\n"
        "def derivative(x):\n    y = 1 + x * x\n    slope = -(3 // y) * 2 * x\n"
        "    return cos(x) * (1 if sin(x) >= 0 else -1) + sin(3 % y) * slope",
        OWN + "def f(x):\n    if x < 0:\n        return cos(x) - x\n    return sin(x) + exp(x)\n"
        "def derivative(x): return -sin(x) - 1 if x < 0 else cos(x) + exp(x)",
        OWN + "from ordermatters.forward_mode import jvp\n"
        "def f(x): return jvp(lambda y: sin(y[0]) * exp(y[0]), [x], [1.0])[1]\n"
        "def derivative(x): return 2 * cos(x) * exp(x)",
        OWN + "def f(x): return log(x) * sin(x)\ndef derivative(x): return sin(x) / x + log(x) * cos(x)",
        "import math\n" + OWN + "def f(t): return tanh(cos(t))\n"
        "def derivative(t): return -math.sin(t) * (1 - math.tanh(math.cos(t)) ** 2)",
        OWN + "def f(x): return sin(x**0.5) * exp(x)\n"
        "def derivative(x): return exp(x) * (sin(x**0.5) + cos(x**0.5) / (2 * x**0.5))",
        "import numpy as np\n" + OWN + "def f(x): return sin(x**2) * cos(x)\n"
        "def derivative(x): return 2 * x * np.cos(x**2) * np.cos(x) - np.sin(x**2) * np.sin(x)",
    ],
    "columns-by-jax": [
        SHEET_JVP + "jnp.stack([column(1, 0, 0), column(0, 1, 0), column(0, 0, 1)], axis=1)",
        SHEET_JVP + "list(zip(column(1, 0, 0), column(0, 1, 0), column(0, 0, 1)))",
        SHEET_JVP + "jax.vmap(lambda v: jax.jvp(f, (x,), (v,))[1], out_axes=1)(jnp.eye(3))",
    ],
    "rows-by-jax": [
        SHEET_VJP + "[row(1, 0)[0], row(0, 1)[0]]",
        SHEET_VJP + "jnp.stack([row(1, 0)[0], row(0, 1)[0]])",
        SHEET_VJP + "jax.vmap(pullback)(jnp.eye(2))[0]",
    ],
    "many-gradients": [
        SHEET_MAP + "jax.vmap(jax.value_and_grad(f))(xs)",
        SHEET_MAP + "jax.vmap(f)(xs), jax.vmap(jax.grad(f))(xs)",
        SHEET_MAP + "tuple(part.tolist() for part in jax.jit(jax.vmap(jax.value_and_grad(f)))(xs))",
    ],
    "forward-or-reverse": [
        MODE + "['REVERSE' if m < n else 'forward', n, m]",
        MODE + "('jacrev' if m < n else 'jacfwd', n, m)",
        MODE + "('Reverse mode' if m < n else 'forward mode', n, m)",
    ],
}

# A few words of the sentence that each program must earn.
WRONG = {
    "matmul-cost": [
        (COST + "(m * n * p, m * n * p)", "each entry adds n numbers, and that takes n − 1 additions"),
        (COST + "(m * p * (2 * n - 1), m * p * (n - 1))", "Your first number is all operations"),
        (
            "def matmul_cost(m, n, p):\n    multiplications = m * n * p,\n"
            "    additions = m * p * (n - 1),\n    return multiplications, additions",
            "The comma at the end of line 2 makes multiplications a tuple",
        ),
        ("async " + COST + "m * n * p, m * p * (n - 1)", "leave the async out"),
        ("def matmul_cost(m, n, p) -> Tuple[int, int]: return m * n * p, m * p * (n - 1)", "from typing import Tuple"),
        (COST + "2 * m * n * p", "2mnp is the short form"),
        (COST + "(2 * m * n * p, 0)", "2mnp is the short form"),
        (COST + "m * p * (2 * n - 1)", "the number of operations, both kinds added up"),
        (COST + "(m * n * p, n * p * (m - 1))", "the sizes have changed places"),
        (COST + "(m * n * p, m * n * (p - 1))", "the sizes have changed places"),
        ("def matmul_cost(n, m, p): return m * n * p, m * p * (n - 1)", "the sizes have changed places"),
        (COST + "m * n * p", "You counted the multiplications only"),
        (COST + "(m * n * p, n - 1)", "n − 1 additions are what a single entry takes"),
        (COST + "(m * n * p, (m - 1) * (n - 1) * (p - 1))", "you took 1 off too much"),
        (COST + "(m * p, m * p * (n - 1))", "You count one multiplication for each entry"),
        (COST + "(m * n * p, 0)", "You counted the multiplications only"),
        (COST + "(m * p * (n - 1), m * p * n)", "return the multiplications first"),
        (COST + "(n, n - 1)", "what a single entry takes"),
        (COST + "(m * n * p, m * n * p - 1)", "one addition off the whole product"),
        (COST + "(m * p * (n - 1), m * p * (n - 1))", "Only the additions fall short"),
        (COST + "(m * n * p, m * p)", "how many fewer the additions are"),
        (COST + "(m * n + n * p, m * p * (n - 1))", "You count the entries of A and B"),
        (COST + "(24, 16)", "matmul_cost(1, 1, 1) should return (1, 0).\nYours returned (24, 16)."),
        (COST + "str(m * n * p)", "should return two integers, (multiplications, additions)"),
        (COST + "print(m * n * p, m * p * (n - 1))", "It printed something; the check can only see what it returns."),
    ],
    "counted-matmul": [
        (LOOPS.replace("additions += 1", "additions += k > 1"), "two terms of each entry count no addition"),
        (
            "def counted_matmul(A, B):\n"
            "    R = [[sum(a * b for a, b in zip(row, column)) for column in B] for row in A]\n"
            "    return R, len(A) * len(B), 0",
            "You meet rows of A with rows of B",
        ),
        ("def counted_matmul(A, B): return A @ B, 0, 0", "A list is no array yet"),
        (FROM_ZERO, "You count n additions"),
        (LOOPS.replace("return R", "return [list(column) for column in zip(*R)]"), "Your R is transposed"),
        (LOOPS.replace("[[0] * p for _ in range(m)]", "[[0] * p] * m"), "one and the same list"),
        (LOOPS.replace("R[i][j] += A", "R[i][j] = A"), "its last term only"),
        (LOOPS.replace("for j in range(p)", "for j in range(n)"), "A length is taken from the wrong matrix"),
        (LOOPS.replace("[0] * p", "[0] * n"), "A length is taken from the wrong matrix"),
        (
            LOOPS.replace("len(A), len(B), len(B[0])", "len(A), len(A[0]), len(B)"),
            "A length is taken from the wrong matrix",
        ),
        (LOOPS.replace("range(1, n)", "range(1, m)"), "A length is taken from the wrong matrix"),
        (LOOPS.replace("multiplications, additions\n", "additions, multiplications\n"), "have changed places"),
        (
            LOOPS.replace("        for j", "        multiplications = additions = 0\n        for j"),
            "Your counters start again for every row or entry",
        ),
        (
            LOOPS.replace(
                "            R[i][j] = A", "            multiplications = additions = 0\n            R[i][j] = A"
            ),
            "Your counters start again for every row or entry",
        ),
        (LOOPS.replace("                multiplications += 1\n", ""), "You count multiplications in the wrong loop"),
        (
            LOOPS.replace("                additions += 1\n", "            additions += 1\n"),
            "you count additions in the wrong loop",
        ),
        (
            LOOPS.replace("            multiplications += 1\n            for", "            for"),
            "the first product of each entry",
        ),
        (LOOPS.replace("additions += 1\n", "pass\n", 2), "no addition is counted"),
        (FROM_ZERO.replace("    return", "    additions -= 1\n    return"), "one addition off the whole product"),
        (FROM_ZERO.replace("        for j", "        additions -= 1\n        for j"), "one for each row"),
        (LOOPS.replace("additions += 1", "additions += 2"), "counted_matmul([["),
        (ELEMENTWISE, "That is the elementwise product"),
        (
            "def counted_matmul(A, B):\n    m, n, p = len(A), len(A[0]), len(B[0])\n"
            "    R = [[A[i][j] * B[i][j] for j in range(p)] for i in range(m)]\n    return R, m * n, 0",
            "That is the elementwise product",
        ),
        (LOOPS.replace("+= 1", "=+ 1"), "=+ 1 in line 8 sets multiplications to 1 each time"),
        (LOOPS.replace("additions += 1", "additions =+ 1"), "To add to it, or take from it, the sign comes first"),
        (LOOPS.replace("    return", "        return"), "The return in line 13 stands inside the loop of line 5"),
        (LOOPS.replace("    return", "            return"), "The return in line 13 stands inside the loop of line 6"),
        (LOOPS.replace("    return", "                return"), "stands inside the loop of line 9"),
        (APPENDED.replace("R.append(row)", "R.append(R)"), "puts the list R into itself"),
        (APPENDED.replace("row.append(entry)", "row.append(row)"), "puts the list row into itself"),
        (APPENDED.replace("R.append(row)", "row.append(R); R.append(row)"), "A list that counted_matmul returns holds"),
        (BY_FORMULA, "and come from a formula"),
        (BY_FORMULA.replace("return R, ", "a, b = ").replace(" - 1)", " - 1)\n    return R, a, b"), "from a formula"),
        (
            BY_FORMULA.replace("    return R, ", "    mu = ad = 0\n    mu += ").replace(
                ", m * p * (n - 1)", "\n    ad += m * p * (n - 1)\n    return R, mu, ad"
            ),
            "and come from a formula",
        ),
        (
            "def cost(m, n, p): return m * n * p, m * p * (n - 1)\n"
            + BY_FORMULA.replace("m * n * p, m * p * (n - 1)", "*cost(m, n, p)"),
            "and come from a formula",
        ),
        (ZERO_TEST, "Whether a sum has begun is not told by its being 0"),
        (ZERO_TEST.replace("R[i][j] == 0", "not R[i][j]"), "Whether a sum has begun is not told by its being 0"),
        (
            ZERO_TEST.replace("                if R[i][j] == 0:", "                if R[i][j] in (0, 0.0):"),
            "Whether a sum has begun is not told by its being 0",
        ),
        (
            "def counted_matmul(A, B):\n    R, mu, ad = [[0] * len(B[0]) for _ in A], 0, 0\n"
            "    for i in range(len(A)):\n        for j in range(len(B[0])):\n            terms = [A[i][k] * B[k][j] "
            "for k in range(len(B)) if A[i][k] and B[k][j]]\n            R[i][j] = sum(terms)\n"
            "            mu += len(terms)\n            ad += max(len(terms) - 1, 0)\n    return R, mu, ad",
            "Terms with a zero in them are left out",
        ),
        (
            LOOPS.replace("multiplications += 1", "multiplications = 1").replace("additions += 1", "additions = 1"),
            "A counter ends at 1, whatever the sizes are",
        ),
        (
            LOOPS.replace("A[i][0]", "A[i][9]"),
            "with IndexError: list index out of range. Places are counted from 0",
        ),
        (LOOPS.replace("R[i][j] +=", "R[i, j] +="), "TypeError: list indices must be integers or slices, not tuple"),
    ],
    "three-matrix-cost": [
        (THREE + "(n0*n1 + n1*n2 + n2*n3, n2*n3 + n1*n2 + n0*n1)", "Those are the entries of A, B and C, added up"),
        (THREE + "(n1 * n3 * (n0 + n2), n0 * n2 * (n1 + n3))", "they have changed places"),
        (THREE + "(n3*n2*n1 + n3*n1*n0, n2*n1*n0 + n3*n2*n0)", "C(BA) begins with BA"),
        (THREE + "(n0 * n1 * n2, n1 * n2 * n3)", "the first product of each order"),
        (
            THREE.replace(" return ", "\n    f, b = n0 * n1 * n2, n1 * n2 * n3\n    f =+ n0 * n2 * n3")
            + "\n    b =+ n0 * n1 * n3\n    return f, b",
            "=+ n0 * n2 * n3 in line 3 sets f to n0 * n2 * n3 each time",
        ),
        (THREE + "(n0 * n2 * n3, n0 * n1 * n3)", "the second product of each order"),
        (THREE + "(n0*n1*n2 * n0*n2*n3, n1*n2*n3 * n0*n1*n3)", "not multiplied by it"),
        (THREE + "(n0 * n1 * n2 * n3, n0 * n1 * n2 * n3)", "not multiplied by it"),
        (THREE + "(n0*n1*n2 + n1*n2*n3, n1*n2*n3 + n0*n1*n2)", "BA is n2×n0"),
        (THREE + "(n0*n1*n2 + n0*n2*n3, n1*n2*n3 + n0*n2*n3)", "CB is n3×n1"),
        (THREE + "(n0*n1*n2 + n0*n1*n2*n3, n1*n2*n3 + n0*n1*n2*n3)", "BA is n2×n0"),
        (THREE + "(1 / n1 + 1 / n3, 1 / n0 + 1 / n2)", "the two sums of the lesson's rule"),
        (THREE + "sorted([n0 * n2 * (n1 + n3), n1 * n3 * (n0 + n2)])", "you return the smaller one first"),
        (THREE + "(2 * n0 * n2 * (n1 + n3), 2 * n1 * n3 * (n0 + n2))", "You counted additions as well"),
        (
            THREE + "(n0*n2*(2*n1 - 1) + n3*n0*(2*n2 - 1), n3*n1*(2*n2 - 1) + n3*n0*(2*n1 - 1))",
            "You counted additions as well",
        ),
        (THREE + "(n0*n2*(n1 - 1) + n3*n0*(n2 - 1), n3*n1*(n2 - 1) + n3*n0*(n1 - 1))", "Those are the additions"),
        (THREE + "(1_020_000, 50_000)", "three_matrix_cost(1, 2, 3, 4) should return (18, 32)."),
    ],
    "cheaper-direction": [
        (DIRECTION + "name, cheaper / dearer", "the ratio is upside down"),
        (DIRECTION + "name, forward / backward", "upside down for some chains"),
        (DIRECTION + "name, backward / forward", "upside down for some chains"),
        (
            DIRECTION + "('backward' if name == 'forward' else 'forward'), dearer / cheaper",
            "The order you name is the dearer one",
        ),
        (
            DIRECTION.replace("(n0, n1, n2, n3)", "(n3, n2, n1, n0)") + "name, dearer / cheaper",
            "The order you name is the dearer one",
        ),
        (DIRECTION + "'backward', dearer / cheaper", "the same direction for every chain"),
        (DIRECTION + "('forward' if n0 < n3 else 'backward'), dearer / cheaper", "You begin at the smaller end"),
        (DIRECTION + "name, round(dearer / cheaper, 1)", "the ratio is rounded"),
        (DIRECTION + "name, dearer // cheaper", "the ratio is rounded"),
        (DIRECTION + "name, dearer - cheaper", "a ratio: divide"),
        (DIRECTION + "name, (dearer - cheaper) / cheaper * 100", "you return per cent"),
        (DIRECTION + "('forward' if n0*n1*n2 < n1*n2*n3 else 'backward'), dearer / cheaper", "the two first products"),
        (
            DIRECTION + "('forward' if min(n0, n2) < min(n1, n3) else 'backward'), dearer / cheaper",
            "You let the smallest of the four sizes decide",
        ),
        (
            DIRECTION + "('forward' if n0 * n2 < n1 * n3 else 'backward'), dearer / cheaper",
            "You compare the matrices in between",
        ),
        (
            DIRECTION + "name, (2 * dearer - n3 * n0 - (n3 * n1 if forward < backward else n2 * n0))"
            " / (2 * cheaper - n3 * n0 - (n2 * n0 if forward < backward else n3 * n1))",
            "your ratio counts additions as well",
        ),
        (DIRECTION + "name", 'should return two things, "forward" or "backward" and a ratio'),
        (DIRECTION + "name + 's', dearer / cheaper", 'should return two things, "forward" or "backward"'),
        (DIRECTION + "'forward', 20.4", "the same direction for every chain"),
        (DIRECTION + "name, 20.4", "Yours returned ('"),
    ],
    "best-order": [
        (MIRROR + PAIRS + "mirror(best_bracketing(dims)[0])", "written the wrong way round"),
        (table().replace("(l, r)", "(r, l)"), "written the wrong way round"),
        (table(last="<=").replace("0, low", "0, len(dims) - 2 - low"), "You read the chain from the wrong end"),
        (table().replace("len(dims) - 1)[1]", "len(dims) - 1)"), "Return the order alone"),
        (PAIRS + "best_bracketing(dims[::-1])[0]", "You read the chain from the wrong end"),
        (PAIRS + "forward_bracketing(k)", "You go from one end to the other"),
        (PAIRS + "backward_bracketing(k)", "You go from one end to the other"),
        (
            PAIRS + "(forward_bracketing if dims[0] < dims[-1] else backward_bracketing)(k)",
            "You begin at the smaller end",
        ),
        (
            PAIRS + "min(forward_bracketing(k), backward_bracketing(k), key=lambda order: cost(dims, order))",
            "the better of the two ends",
        ),
        (FROM_THE_SMALLEST, "work outwards to both ends"),
        (GREEDY, "You always do the cheapest product first"),
        (GREEDY.replace("prices.index(min(prices))", "sizes.index(max(sizes[1:-1]), 1) - 1"), "the largest size first"),
        (SMALLEST, "keep the smallest for the last product"),
        (ORDERS + "max(orders, key=lambda order: cost(dims, order))", "That is the dearest order"),
        (PAIRS + "cost(dims, best_bracketing(dims)[0])", "That is the number of multiplications, and it is right"),
        (PAIRS + "cost(dims, best_bracketing(dims)[0]), best_bracketing(dims)[0]", "Return the order alone"),
        (table("a * b"), "price a product by the numbers that it takes and makes"),
        (table("a * s + s * b"), "price a product by the numbers that it takes and makes"),
        (table(last="<=").replace("a * s * b", "a * b"), "price a product by the numbers that it takes and makes"),
        (table("a * b * (2 * s - 1)"), "Your search counts additions as well"),
        (table("a * b * (s - 1)"), "Your search counts additions as well"),
        (table("a * s * b + a * b"), "counts the entries that a product reads or stores"),
        (table(join="max(right, left) + last"), "takes the dearer of the two factors"),
        (table(join="min(right, left) + last"), "takes the dearer of the two factors"),
        (table(join="right + last"), "forgets a part of what a stretch costs"),
        (table(join="left + last"), "forgets a part of what a stretch costs"),
        (table(splits="range(low + 1, high - 1) or [low + 1]"), "does not try every place for the last joint"),
        (table(splits="range(low + 2, high) or [low + 1]"), "does not try every place for the last joint"),
        (table(splits="{low + 1, high - 1}"), "does not try every place for the last joint"),
        (
            table(splits="[(low + high) // 2]").replace("low + high", "low + high + 1"),
            "multiplications.\nYours returned",
        ),
        (table("a * b * s**2"), "multiplications.\nYours returned"),
        (table(join="right + 2 * left + last"), "multiplications.\nYours returned"),
        (GREEDY.replace("a * b * c for", "a * c for"), "You look for the smallest results"),
        (HALVES, "You cut the chain in the middle"),
        (
            "def best_order(dims):\n    def best(low, high):\n        if high - low == 1:\n"
            "            return 0, low\n        parts = [(best(low, s), best(s, high), "
            "dims[low] * dims[s] * dims[high]) "
            "for s in range(low + 1, high)]\n"
            "        return min((right[0] + left[0] + last, (left[1], right[1])) for right, left, last in parts)\n"
            "    return best(0, len(dims) - 1)[1]",
            "Pairs whose first parts are equal",
        ),
        (PAIRS + "((3, 2), (1, 0))", "best_order should return pairs of positions, each position once"),
        (ORDERS + "orders[len(orders) // 2]", "multiplications.\nYours returned "),
    ],
    "jacobian-by-hand": [
        (JACOBIAN + "[[6, 4, 0], [0, 0, 4]]", "Right at (2, 3, 2), and there alone"),
        (JACOBIAN + "[[2 * int(x2), 2 * int(x1), 0], [0, 0, 2 * int(x3)]]", "should return [["),
        (JACOBIAN + "[[2 * x1 * x2 / x1, 2 * x1, 0], [0, 0, 2 * x3]]", "with ZeroDivisionError"),
        ("x1, x2, x3 = 2, 3, 2\ndef jacobian(x): return [[2 * x2, 2 * x1, 0], [0, 0, 2 * x3]]", "from the x that"),
        (JACOBIAN + "[[2 * x2, 0], [2 * x1, 0], [0, 2 * x3]]", "Your Jacobian is transposed"),
        (JACOBIAN + "[[2 * x2, 2 * x1, 0], [0, 0, 2 * x3**2]]", "The slope of x3² is not right"),
        (JACOBIAN + "[[2 * x2, 2 * x1, 0], [0, 0, x3]]", "The slope of x3² is not right"),
        (JACOBIAN + "[[2 * x2, 2 * x1, 0], [0, 0, x3**2]]", "The slope of x3² is not right"),
        (JACOBIAN + "[[2 * x1, 2 * x2, 0], [0, 0, 2 * x3]]", "x1 and x2 have changed places"),
        (JACOBIAN + "[[x2, x1, 0], [0, 0, 2 * x3]]", "The 2 in 2·x1·x2 is lost"),
        (JACOBIAN + "[[2 * x2, 2 * x1, 0], [0, 0, x3**3 / 3]]", "The slope of x3² is not right"),
        (JACOBIAN + "[[2, 2, 0], [0, 0, 2 * x3]]", "x2 is a constant factor and stays"),
        (JACOBIAN + "[[2 * x2, 2 * x1, 1], [1, 1, 2 * x3]]", "so that slope is 0"),
        (JACOBIAN + "[[2 * x2, 2 * x1], [2 * x3]]", "those that are 0 have their places"),
        (JACOBIAN + "[[2 * x2, 2 * x1, 0], [0, 2 * x3, 0]]", "2·x3 stands in the wrong column"),
        (JACOBIAN + "[2 * x2 + 2 * x1, 2 * x3]", "You add up the slopes of an output"),
        (JACOBIAN + "[[0, 0, 2 * x3], [2 * x2, 2 * x1, 0]]", "The rows have changed places"),
        (JACOBIAN + "[2 * x1 * x2, x3**2]", "That is f itself"),
        (JACOBIAN + "[2 * x2, 2 * x1, 0, 0, 0, 2 * x3]", "jacobian should return two rows of three numbers each"),
        (JACOBIAN + "[[12, 0, 0], [0, 0, 4]]", "jacobian([2, 3, 2]) should return [[6, 4, 0], [0, 0, 4]]."),
    ],
    "columns": [
        (COLUMNS + "[a, b, c]", "they lie as rows"),
        (COLUMNS + "[(a + b + c)[:3], (a + b + c)[3:]]", "They came column by column"),
        (COLUMNS + "list(zip(c, b, a))", "The columns stand in the wrong order"),
        (COLUMNS + "list(zip(a, b, c))[::-1]", "The two rows have changed places"),
        (COLUMNS + "jvp([1, 1, 1])", "a sum cannot be taken apart again"),
        (
            "def columns(jvp):\n    v, found = [0, 0, 0], []\n    for j in range(3):\n        v[j] = 1\n"
            "        found.append(jvp(v))\n    return list(zip(*found))",
            "The second v has two 1s",
        ),
        (COLUMNS + "list(zip(a, b, b))", "A column stands there twice"),
        (COLUMNS + "a", "That is one column"),
        (COLUMNS + "zip(a, b, c)", "A zip hands out its values one by one"),
        (COLUMNS + "[[int(x) for x in row] for row in zip(a, b, c)]", "columns(jvp) should return [["),
        (
            COLUMNS.replace("return ", "J = [[0] * 3] * 2\n    J[0][0] = J[1][0] = 1\n    return J"),
            "All rows of J are one and the same list: [[0] * 3] * 2 in line 3",
        ),
        (
            COLUMNS.replace("[1, 0, 0]", "[1, 0]") + "0",
            "that is a u, for vjp. A v has a number for each input of f, 3 in all",
        ),
        (COLUMNS.replace("[1, 0, 0]", "[1, 0, 0, 0]") + "0", "the vector has the wrong length, 4"),
        (COLUMNS.replace("[1, 0, 0]", "1, 0, 0") + "0", "jvp takes one vector v, as a list"),
        (COLUMNS.replace("[1, 0, 0]", "1") + "0", "In jvp(v), v must be a list of numbers, not 1 (int)."),
        (COLUMNS + "[[6, 4, 0], [0, 0, 4]]", "columns(jvp) should return [["),
    ],
    "rows": [
        (ROWS + "list(zip(a, b))", "Your matrix is transposed"),
        (ROWS + "[b, a]", "The two rows have changed places"),
        (ROWS + "vjp([1, 1])", "the rows come added up"),
        (
            "def rows(vjp):\n    u, found = [0, 0], []\n    for i in range(2):\n        u[i] = 1\n"
            "        found.append(vjp(u))\n    return found",
            "The second u has two 1s",
        ),
        (ROWS + "[a, a]", "The same row stands there twice"),
        (ROWS + "a", "That is one row"),
        (ROWS + "[a[0], b[0]]", "You kept the first number of each row"),
        (
            ROWS.replace("[1, 0]", "[1, 0, 0]") + "0",
            "that is a v, for jvp. A u has a number for each output of f, 2 in all",
        ),
        (ROWS.replace("[1, 0]", "[1]") + "0", "the vector has the wrong length, 1"),
        (ROWS + "[[6, 4, 0], [0, 0, 4]]", "rows(vjp) should return [["),
    ],
    "dual-product": [
        (DUAL + "a * b, a * b * (da / a + db / b)", "divided by the product, and multiplied by it again"),
        ("def dual_product(a, b): return a * b", "Tuples and lists are not multiplied"),
        ("def dual_product(a, b): return a.value * b.value, a.tangent", "whose parts have places, not names"),
        (DUAL + "a * b, da * b", "One term of the product rule is missing"),
        (DUAL + "a * b, a * db", "One term of the product rule is missing"),
        (DUAL + "a * b, da * db", "not the product of the tangents"),
        (DUAL + "a * b, da + db", "the rule for a sum"),
        (DUAL + "a * b, a * da + b * db", "paired with its own tangent"),
        (DUAL + "a * b, da / a + db / b", "in proportion to itself"),
        (DUAL + "a * b, ((da * b) ** 2 + (a * db) ** 2) ** 0.5", "So errors of measurement add up"),
        (DUAL + "a * b, da * b - a * db", "one is subtracted"),
        (DUAL + "a * b, (da * b - a * db) / b**2", "one is subtracted"),
        (DUAL + "a * b, da * b * a * db", "multiplied with each other"),
        (DUAL + "a * b - da * db, da * b + a * db", "The tangents have got into the value"),
        (DUAL + "a * b, da * b + a * db + da * db", "a third term"),
        (DUAL + "da * b + a * db, a * b", "the value comes first"),
        (DUAL + "da * b + a * db", "That is the tangent alone"),
        (DUAL + "11.0, 6.0", "dual_product(("),
        (DUAL + "a * b, a * b * (da / a + db / b)", "ZeroDivisionError"),
    ],
    "gradient-of-your-own": [
        (OWN + "def f(x): return sin x * exp x\ndef derivative(x): return 0", "A function has brackets around"),
        (
            OWN
            + "def f(x): return sin(x**2) * cos(x)\ndef derivative(x): return cos(x**2) * cos(x) - sin(x**2) * sin(x)",
            "The inner slope is missing",
        ),
        (
            OWN + "def f(x): return sin(x) ** 2 + exp(x)\ndef derivative(x): return 2 * sin(x) + exp(x)",
            "The inner slope is missing",
        ),
        (
            OWN + "def f(x): return sin(x**2) * cos(x)\n"
            "def derivative(x): return cos(2 * x) * cos(x) - sin(x**2) * sin(x)",
            "The outer slope is taken at the inner slope",
        ),
        (
            OWN + "def f(x): return sin(x) * exp(x)\ndef derivative(x): return exp(x) * (sin(x) - cos(x))",
            "the derivative of sin is cos, with no minus",
        ),
        (
            OWN + "def f(x): return sin(x) + tanh(2 * x)\ndef derivative(x): return cos(x) + 2 * (1 - tanh(2 * x))",
            "A square is missing",
        ),
        (
            OWN + "def f(x): return sin(x) * cos(x)\ndef derivative(x): return cos(x) ** 2 + sin(x) ** 2",
            "A sign is wrong: the derivative of cos is −sin",
        ),
        (OWN + "def f(x): return exp(x) * sin(x)\ndef derivative(x): return exp(x) * sin(x)", "That is f itself"),
        (
            OWN + "def f(x): return exp(2 * x) * sin(x)\ndef derivative(x): return 2 * exp(2 * x) * sin(x)",
            "One term of the product rule is missing",
        ),
        (
            OWN + "def f(x): return tanh(x) * sin(x)\ndef derivative(x): return tanh(x) * cos(x)",
            "One term of the product rule is missing",
        ),
        (
            OWN + "def f(x): return tanh(x) * sin(x)\ndef derivative(x): return (1 - tanh(x) ** 2) * cos(x)",
            "not the product of the slopes",
        ),
        (
            OWN + "def f(x): return sin(x) + exp(x) + x**3\ndef derivative(x): return cos(x) + exp(x) + 3 * x**3",
            "The exponent stays as it was",
        ),
        (
            OWN + "def f(x): return sin(x) / tanh(x)\ndef derivative(x): return cos(x) / (1 - tanh(x) ** 2)",
            "not the quotient of the slopes",
        ),
        (
            OWN + "def f(x): return sin(x) / exp(x)\n"
            "def derivative(x): return (cos(x) * exp(x) + sin(x) * exp(x)) / exp(x) ** 2",
            "a minus above and a square below",
        ),
        (
            OWN + "def f(x): return sin(x) / exp(x)\ndef derivative(x): return cos(x) * exp(x) - sin(x) * exp(x)",
            "a minus above and a square below",
        ),
        (
            OWN + "def f(x): return exp(x) + sin(x)\ndef derivative(x): return x * exp(x - 1) + cos(x)",
            "exp is its own derivative",
        ),
        (
            OWN + "def f(x): return sin(x) + cos(x)\ndef derivative(x): return sin(x) - cos(x)",
            "the sign is wrong everywhere",
        ),
        (
            OWN + "def f(x): return sin(x) * x\ndef derivative(x): return cos(x)",
            "Your f uses only sin of sin, cos, exp, log and tanh",
        ),
        (OWN + "def f(x): return x * x\ndef derivative(x): return 2 * x", "Your f uses none of sin"),
        (
            "from math import sin, cos\ndef f(x): return sin(x) * cos(x)\ndef derivative(x): return 1",
            "not from math or NumPy",
        ),
        (OWN + "def f(x): return sin(x) * cos(x)\ndef derivative(x): return 1.0", "should return "),
        (
            OWN + "def f(x): return float('inf') * sin(x) * cos(x)\ndef derivative(x): return 1.0",
            "f has no real value at any of the points",
        ),
        (
            OWN + "def f(x): return log(-exp(x)) + sin(x)\ndef derivative(x): return 1.0",
            "f has no real value at any of the points",
        ),
        (OWN + "def f(x): return [sin(x), cos(x)]\ndef derivative(x): return 1.0", "f should return one number"),
        (OWN + "def f(x): return sine(x)\ndef derivative(x): return 1.0", "stopped at line 2 with NameError"),
        (
            "import math\n" + OWN + "def f(x): return math.floor(x) * sin(x) + cos(x)\ndef derivative(x): return 1.0",
            "has no rule for math.floor. What has one: + - * / ** %, abs",
        ),
        (OWN + "def f(x): return (x // 2) * sin(x) + cos(x)\ndef derivative(x): return 1.0", "has no rule for //."),
        (OWN + "def f(x): return round(sin(x) * cos(x))\ndef derivative(x): return 1.0", "has no rule for round."),
        (
            OWN + "def f(x): return sin(x) * cos(x) * divmod(x, 2)[0]\ndef derivative(x): return 1.0",
            "has no rule for divmod",
        ),
        (
            "import numpy as np\ndef f(x): return np.sin(x) * np.cos(x)\ndef derivative(x): return 1.0",
            "Take np.cos, np.sin from ordermatters.forward_mode",
        ),
        (
            JNP + "def f(x): return jnp.sin(jnp.square(x)) * jnp.cos(x)\n"
            "def derivative(x): return jnp.cos(x**2) * jnp.cos(x) - jnp.sin(x**2) * jnp.sin(x)",
            "The inner slope is missing",
        ),
        (
            JNP + "def f(x): return jnp.where(x > 0, jnp.sin(x), jnp.cos(x))\ndef derivative(x): return 0.0",
            "has no rule for jnp.where",
        ),
        (
            OWN + "def f(x): return 0 * sin(x) + 0 * cos(x)\ndef derivative(x): return 0",
            "What it does with cos and sin changes nothing in what it returns",
        ),
        (OWN + "def f(x): return sin(x) - sin(x) + x + cos(x)\ndef derivative(x): return 1 - sin(x)", "uses only cos"),
        (OWN + "def f(x): return sin(x) ** 0 * cos(x) ** 0 * x\ndef derivative(x): return 1.0", "Your f uses none of"),
        (
            "from random import random\n" + OWN + "def f(x): return sin(x) * exp(x) + random()\n"
            "def derivative(x): return 1.0",
            "does not return the same every time",
        ),
        (OWN + "def f(x): return sin(x) * cos(x)", "defines no function derivative"),
        (OWN + "def derivative(x): return 1.0", "defines no function f,"),
    ],
    "columns-by-jax": [
        (SHEET_JVP + "jnp.array([column(1, 0, 0), column(0, 1, 0), column(0, 0, 1)]).reshape(2, 3)", "cut into rows"),
        (
            SHEET_JVP + "[jax.jvp(f, (x,), (v,)) for v in jnp.eye(3)]",
            "still has the value f(x) beside it",
        ),
        (
            SHEET_JVP + "jnp.stack([jax.jvp(f, (x,), (v,))[1] for v in jnp.eye(3, dtype=int)], 1)",
            "A direction is made of floats",
        ),
        (
            SHEET_JVP.replace(
                "    return ", "    J = jnp.zeros((2, 3))\n    J.at[:, 0].set(column(1, 0, 0))\n    return "
            )
            + "J",
            "leaves J as it was: write J = J.at[:, 0].set(column(1, 0, 0)).",
        ),
        (SHEET_JVP + "jnp.array([column(1, 0, 0), column(0, 1, 0), column(0, 0, 1)])", "they lie as rows"),
        (
            SHEET + "def columns_by_jvp(x): return jnp.stack([jax.jvp(f, (x,), (v,))[1] for v in jnp.eye(3)], 1)",
            "A list is no array yet: jnp.array(…)",
        ),
        (
            SHEET_JVP + "jnp.stack([jax.jvp(f, x, v)[1] for v in jnp.eye(3)], 1)",
            "each stand in a tuple: jax.jvp(f, (x,), (v,))",
        ),
        (SHEET_JVP + "jnp.stack([jax.jvp(f, (x,), (v,))[0] for v in jnp.eye(3)], 1)", "that is the value f(x)"),
        (SHEET_JVP + "column(1, 1, 1)", "a sum cannot be taken apart again"),
        (SHEET_JVP + "column(0, 1, 0)", "That is one column"),
        (
            SHEET + "def columns_by_jvp(x): return [[2 * x[1], 2 * x[0], 0], [0, 0, 2 * x[2]]]",
            "got without jax.jvp",
        ),
    ],
    "rows-by-jax": [
        (SHEET_VJP + "[pullback(u)[0] for u in jnp.eye(2, dtype=int)]", "A direction is made of floats"),
        (SHEET_VJP + "[pullback([1.0, 0.0])[0], pullback([0.0, 1.0])[0]]", "A list is no array yet"),
        (SHEET_VJP + "pullback", "call it, with brackets behind its name"),
        (SHEET_VJP + "[row(1, 0), row(0, 1)]", "still has its tuple around it"),
        (SHEET_VJP + "jnp.stack([row(1, 0)[0], row(0, 1)[0]], axis=1)", "Your matrix is transposed"),
        (SHEET_VJP + "[row(0, 1)[0], row(1, 0)[0]]", "The two rows have changed places"),
        (SHEET_VJP + "row(1, 1)[0]", "the rows come added up"),
        (SHEET_VJP + "row(1, 0)", "That is one row"),
    ],
    "many-gradients": [
        (SHEET_MAP + "jax.value_and_grad(f)(xs)", "jax.vmap around it makes that one of a whole array"),
        (
            SHEET_MAP.replace("jnp.sin", "math.sin").replace("import jax\n", "import jax\nimport math\n")
            + "jax.vmap(jax.value_and_grad(f))(xs)",
            "not those of math, and no float",
        ),
        (
            SHEET_MAP.replace("jnp.sin", "np.sin").replace("import jax\n", "import jax\nimport numpy as np\n")
            + "jax.vmap(jax.value_and_grad(f))(xs)",
            "JAX follows its own functions alone",
        ),
        (
            SHEET_MAP.replace("xs = ", "ys = ") + "jax.vmap(jax.value_and_grad(f))(xs)",
            "A list is no array yet: jnp.array(…)",
        ),
        (SHEET_MAP + "[jax.value_and_grad(f)(x) for x in xs]", "Those are pairs"),
        (SHEET_MAP + "jax.vmap(jax.value_and_grad(f))(xs)[::-1]", "the values come first"),
        (SHEET_MAP + "jax.vmap(jax.grad(f))(xs)", "Those are the slopes alone"),
        (SHEET_MAP + "f(xs)", "Those are the values alone"),
        (SHEET_MAP + "jax.value_and_grad(f)(xs[0])", "That is about the first number only"),
        (SHEET_MAP + "f(xs), jax.vmap(jax.grad(f))(xs).sum()", "the gradient of a sum"),
        (SHEET_MAP + "f(xs), jax.grad(lambda xs: f(xs).sum())(xs)", "got without jax.vmap"),
    ],
    "forward-or-reverse": [
        (
            "def forward_or_reverse(widths):\n    widths.sort()\n"
            "    return 'forward' if widths[0] < widths[-1] else 'reverse', widths[0], widths[-1]",
            "as a sorted list has them at its ends",
        ),
        (
            "def forward_or_reverse(widths):\n    return 'reverse', len(widths), len(widths) - 1",
            "Sweeps are not layers",
        ),
        (MODE + "('forward' if n < m else 'reverse'), m, n", "the sweeps have changed places"),
        (MODE + "('reverse' if n < m else 'forward'), m, n", "Everything is the wrong way round"),
        (MODE + "('reverse' if n < m else 'forward'), n, m", "you name the mode that takes more of them"),
        (MODE + "'reverse', n, m", "you name the same mode for every network"),
        (
            "from ordermatters.chains import *\n"
            + MODE
            + "('forward' if chain_cost(widths, forward_bracketing(len(widths) - 1)) "
            "< chain_cost(widths, backward_bracketing(len(widths) - 1)) else 'reverse'), n, m",
            "as if the layers' Jacobians were multiplied with each other",
        ),
        (
            MODE + "('forward' if widths.index(min(widths)) < len(widths) / 2 else 'reverse'), n, m",
            "by where the narrowest layer is",
        ),
        (MODE + "('forward' if n < m else 'reverse'), len(widths) - 1, len(widths) - 1", "Sweeps are not layers"),
        (
            MODE + "('forward' if n < m else 'reverse'), n * (len(widths) - 1), m * (len(widths) - 1)",
            "Sweeps are not layers",
        ),
        (MODE + "('forward' if n < m else 'reverse'), n, m + 1", "It is not counted as a sweep"),
        (MODE + "('forward' if n < m else 'reverse'), sum(widths[:-1]), sum(widths[1:])", "You add up widths"),
        (MODE + "('forward' if n < m else 'reverse'), 1, 1", "One sweep gives a single column"),
        (MODE + "('forward' if n < m else 'reverse'), n * m, n * m", "You count multiplications, or entries of J"),
        (MODE + "'forward' if n < m else 'reverse'", 'should return three things, "forward" or "reverse"'),
        (MODE + "'reverse', 5000, 1", "forward_or_reverse(["),
        (MODE + "'forward-mode' if n < m else 'reverse-mode', n, m", 'should return three things, "forward" or'),
    ],
}

RIGHT |= later_answers.RIGHT
WRONG |= later_answers.WRONG
