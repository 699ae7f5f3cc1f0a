"""Counts that a program works out by a formula, where it was to count: read off its text."""

import ast
from collections.abc import Iterator

from ordermatters.exercises.source import Source


def counts_by_formula(source: Source, name: str) -> str | None:
    """Tell a program whose function `name` returns counts that are products of sizes, and are never raised.

    >>> by_formula = "def f(A, B):\\n    m = n = p = 1\\n    return [], m * n * p, m * p * (n - 1)"
    >>> counts_by_formula(Source(by_formula), "f").partition(".")[0]
    'The numbers are right, and come from a formula'
    """
    functions = {node.name: node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef)}
    if name not in functions:
        return None
    for count in _returned_counts(functions[name]):
        if _is_formula(count, functions[name], functions):
            return (
                "The numbers are right, and come from a formula. This exercise is to find them without one: raise a "
                "counter beside each `*` and each `+` of your loops, and see whether the formula was right."
            )
    return None


def _returned_counts(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """List what stands behind R in each `return`."""
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple | ast.List):
            yield from node.value.elts[1:]


def _is_formula(count: ast.expr, function: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> bool:
    count = count.value if isinstance(count, ast.Starred) else count
    if isinstance(count, ast.Name):
        values = list(_assigned(count.id, function))
        raised = any(value is None or count.id in _names(value) for value in values)
        return not raised and any(_has_product(value) for value in values if value)
    if isinstance(count, ast.Call) and isinstance(count.func, ast.Name) and count.func.id in functions:
        returns = [node.value for node in ast.walk(functions[count.func.id]) if isinstance(node, ast.Return)]
        return any(_has_product(value) for value in returns if value) and not _raises(functions[count.func.id])
    return _has_product(count)


def _assigned(name: str, function: ast.FunctionDef) -> Iterator[ast.expr | None]:
    """List the values that a name is given; None where it is raised, or given one by a loop."""
    for node in ast.walk(function):
        raised = isinstance(node, ast.AugAssign | ast.For | ast.NamedExpr) and name in _names(node.target)
        if isinstance(node, ast.AugAssign) and node in function.body:  # once, in no loop
            yield from [node.value] if raised else []
        elif raised or (isinstance(node, ast.Nonlocal) and name in node.names):
            yield None
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _paired(name, target, node.value)


def _paired(name: str, target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
        for one, its in zip(target.elts, value.elts, strict=False):
            yield from _paired(name, one, its)
    elif name in _names(target) and not isinstance(target, ast.Subscript):
        yield value


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _raises(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.AugAssign) for node in ast.walk(function))


def _has_product(value: ast.expr) -> bool:
    """Find a `*` between sizes: not between entries, which are indexed twice, nor inside of a comprehension."""
    if isinstance(value, ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp):
        return False
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult) and not _is_entry(value.left):
        return True
    return any(_has_product(part) for part in ast.iter_child_nodes(value) if isinstance(part, ast.expr))


def _is_entry(value: ast.expr) -> bool:
    return isinstance(value, ast.Subscript)
