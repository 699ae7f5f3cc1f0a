"""Programs as students write them for the exercises of the later lessons, as in `exercise_answers`."""

LOW_RANK = "def low_rank_cost(b, n, r, m): return "
HESSIAN = "def hessian_by_hand(x1, x2, x3):\n    a, b, c, d = 2 * x2, 2 * x1, 3 * x3**2, 6 * x2 * x3\n    return "
OF_THE_GRADIENT = HESSIAN.replace("return ", "g = [2 * x1 * x2, x1**2 + x3**3, 3 * x2 * x3**2]\n    return ")
COLOURS = """
def colours(rows, n):
    chosen = []
    for j in range(n):
        met = {k for row in rows if j in row for k in row if k < j}
        taken = {chosen[k] for k in met}
        chosen.append(COLOUR)
    return chosen
"""

RIGHT = {
    "low-rank": [
        LOW_RANK + "[n * m * (r + b), b * r * (n + m)]",
        "from ordermatters.counting import matmul_cost as cost\n"
        "def low_rank_cost(b, n, r, m):\n"
        "    first = cost(n, r, m).multiplications + cost(b, n, m).multiplications\n"
        "    return first, cost(b, n, r).multiplications + cost(b, r, m).multiplications",
    ],
    "hessian-by-hand": [
        HESSIAN + "[[a, b, 0], [b, 0, c], [0, c, d]]",
        HESSIAN + "((a, b, 0.0), (b, 0.0, c), (0.0, c, d))",
    ],
    "colours": [
        COLOURS.replace("COLOUR", "min(set(range(n)) - taken)"),
        COLOURS.replace("COLOUR", "next(c for c in range(n) if c not in taken)"),
        "from collections import deque\n"
        + COLOURS.replace("COLOUR", "min(set(range(n)) - taken)").replace("chosen = []", "chosen = deque()"),
    ],
}

WRONG = {
    "low-rank": [
        (LOW_RANK + "(b * r * (n + m), n * m * (r + b))", "they have changed places"),
        (LOW_RANK + "sorted([n * m * (r + b), b * r * (n + m)])", "you return the smaller one first"),
        (LOW_RANK + "(2 * n * m * (r + b), 2 * b * r * (n + m))", "You counted additions as well"),
        (
            "def cost(m, n, p): return m * p * (2 * n - 1)\n"
            + LOW_RANK
            + "(cost(n, r, m) + cost(b, n, m), cost(b, n, r) + cost(b, r, m))",
            "You counted additions as well",
        ),
        (LOW_RANK + "(n * r * m * b * n * m, b * n * r * b * r * m)", "not multiplied by it"),
        (LOW_RANK + "(b * (n * r * m + n * m), b * (n * r + r * m))", "AB is made once, for all rows of X"),
        (LOW_RANK + "(n * r * m + n * m, n * r + r * m)", "a batch of one row"),
        (LOW_RANK + "(b * n * m, b * r * m)", "One of the two products is missing"),
        (LOW_RANK + "(n * r * m, b * n * r)", "One of the two products is missing"),
        (LOW_RANK + "(b * n * m, b * n * r + b * r * m)", "X(AB) has two products, too"),
        (LOW_RANK + "(n * r * m, b * n * r + b * r * m)", "X(AB) has two products, too"),
        (LOW_RANK + "(n * r * m + b * n * m, b * r * m)", "(XA)B has two products, too"),
        (LOW_RANK + "(n * r * m + b * n * r * m, b * n * r + b * r * m)", "r is no longer there"),
        (LOW_RANK + "(n * r * m + b * n * m, b * n * r + b * n * m)", "the matrix XA is b×r"),
    ],
    "hessian-by-hand": [
        (HESSIAN + "[2 * x1 * x2, x1**2 + x3**3, 3 * x2 * x3**2]", "That is the gradient"),
        (HESSIAN + "[[a, b, 0], [b, 0, c], [0, c, abs(d)]]", "hessian_by_hand("),
        (HESSIAN + "[[4, 2, 0], [2, 0, 27], [0, 27, 36]]", "Right at (1, 2, 3), and there alone"),
        (HESSIAN + "[[a, 0, 0], [0, 0, 0], [0, 0, d]]", "The diagonal is right"),
        (HESSIAN + "[a, 0, d]", "The diagonal is right"),
        (
            OF_THE_GRADIENT + "[[u * w for w in g] for u in g]",
            "times itself or along the diagonal",
        ),
        (
            OF_THE_GRADIENT + "[[g[i] * (i == j) for j in range(3)] for i in range(3)]",
            "times itself or along the diagonal",
        ),
        (HESSIAN + "[[a, b, 0], [b, 0, 3 * x3], [0, 3 * x3, d]]", "The slope of x3³ is 3·x3²"),
        (HESSIAN + "[[a, b, 0], [b, 0, x3**3], [0, x3**3, d]]", "The slope of x3³ is 3·x3²"),
        (HESSIAN + "[[a, x1, 0], [x1, 0, c], [0, c, d]]", "The slope of x1² is 2·x1"),
        (HESSIAN + "[[a, b, 0], [b, 1, c], [0, c, d]]", "The entry in the middle is 0"),
        (HESSIAN + "[[a, b, 0], [0, 0, c], [0, 0, d]]", "a half is missing"),
        (HESSIAN + "[[a, 0, 0], [b, 0, 0], [0, c, d]]", "a half is missing"),
        (HESSIAN + "[[a, b, 0], [b, 0, c], [0, c, 3 * x2 * x3]]", "the square has a slope, too"),
    ],
    "colours": [
        ("def colours(rows, n): return list(range(n))", "a colour of its own"),
        ("def colours(rows, n): return [j % 3 for j in range(n)]", "in a fixed rhythm"),
        (
            COLOURS.replace("COLOUR", "min(set(range(n)) - taken)").replace(
                "range(n):", "range(1 + max(map(max, rows))):"
            ),
            "colours([[0, 2], [2]], 4) should return [0, 0, 1, 0]",
        ),
        (COLOURS.replace("COLOUR", "max(taken, default=-1) + 1"), "A smaller one may be free"),
        (COLOURS.replace("COLOUR", "len(taken)"), "How many colours are taken does not tell which"),
        (
            COLOURS.replace("COLOUR", "len(taken)").replace(
                "{chosen[k] for k in met}", "[chosen[k] for r in rows if j in r for k in r if k < j]"
            ),
            "How many colours are taken does not tell which",
        ),
        (
            COLOURS.replace("chosen = []", "chosen = [0] * n")
            .replace("if k < j", "if k != j")
            .replace("chosen.append(COLOUR)", "chosen[j] = min(set(range(n)) - taken)"),
            "A column heeds only those before",
        ),
        (
            COLOURS.replace("chosen = []", "chosen = [None] * n")
            .replace("if k < j", "")
            .replace("in range(n)", "in reversed(range(n))")
            .replace("chosen.append(COLOUR)", "chosen[j] = min(set(range(n)) - taken)"),
            "you go from right to left",
        ),
        (
            "def colours(rows, n):\n    chosen = []\n    for i, row in enumerate(rows):\n"
            "        taken = {chosen[k] for k in range(i) if set(rows[k]) & set(row)}\n"
            "        chosen.append(min(set(range(n)) - taken))\n    return chosen",
            "You colour the rows",
        ),
        (
            COLOURS.replace("COLOUR", "min(set(range(n)) - taken)").replace("return chosen", "return max(chosen) + 1"),
            "That is how many colours it takes",
        ),
        (
            COLOURS.replace("COLOUR", "min(set(range(n)) - taken)").replace(
                "return chosen",
                "groups = {}\n"
                "    for j, c in enumerate(chosen): groups.setdefault(c, []).append(j)\n"
                "    return list(groups.values())",
            ),
            "the columns of each colour, and they are right",
        ),
        (
            COLOURS.replace("COLOUR", "min(set(range(n)) - taken)").replace(
                "return chosen", "return [c + 1 for c in chosen]"
            ),
            "count them from 0",
        ),
        (
            COLOURS.replace("COLOUR", "1 if j - 1 in met and chosen[-1] == 0 else 0"),
            "You look at the column just before",
        ),
    ],
}
