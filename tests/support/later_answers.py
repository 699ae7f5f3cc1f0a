"""Programs as students write them for the exercises of the later lessons, as in `exercise_answers`."""

LOW_RANK = "def low_rank_cost(b, n, r, m): return "
HESSIAN = "def hessian_by_hand(x1, x2, x3):\n    a, b, c, d = 2 * x2, 2 * x1, 3 * x3**2, 6 * x2 * x3\n    return "
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
        (HESSIAN + "[[a, 0, 0], [0, 0, 0], [0, 0, d]]", "The diagonal is right"),
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
