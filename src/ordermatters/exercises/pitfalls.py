"""Pitfalls that stand in a program's text, whatever it computes: looked for once it has turned out to be wrong.

Each is a thing that nobody means. What may be meant is left to the outcomes.
"""

import ast
from collections.abc import Iterator

from ordermatters.exercises.source import Source


def pitfall_in(source: Source) -> str | None:
    """Name the first pitfall, with its line; None if there is none.

    >>> pitfall_in(Source("count = 0\\ncount =+ 1")).partition(".")[0]
    '`=+ 1` in line 2 sets `count` to 1 each time'
    """
    looks = _assigned_signs, _lists_in_themselves, _repeated_rows, _lost_updates, _ending_commas, _returns_in_loops
    found = (sentence for look in looks for sentence in look(source))
    return next(found, None)


def _assigned_signs(source: Source) -> Iterator[str]:
    """Find `x =+ 1`, and `x =- 1` written without a blank, where x had a value already that is lost."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Assign) or not isinstance(first := _leftmost(node.value), ast.UnaryOp):
            continue
        sign = {ast.UAdd: "+", ast.USub: "-"}.get(type(first.op))
        written = source.between(node.targets[-1], first.operand).replace(" ", "")
        glued = f"={sign}" in source.between(node.targets[-1], first.operand)
        if sign and glued and written == f"={sign}" and _is_set_before(source, node):
            name, value = ast.unparse(node.targets[0]), ast.unparse(node.value).removeprefix(sign)
            result = value if sign == "+" else f"-{value}"
            yield (
                f"`={sign} {value}` in line {node.lineno} sets `{name}` to {result} each time. "
                f"To add to it, or take from it, the sign comes first: `{name} {sign}= {value}`."
            )


def _leftmost(value: ast.expr) -> ast.expr:
    """Find what begins an expression: the `+n` of `+n * m`."""
    while isinstance(value, ast.BinOp):
        value = value.left
    return value


def _is_set_before(source: Source, node: ast.Assign) -> bool:
    name = _root(node.targets[0])
    stores = (other for other in ast.walk(source.tree) if isinstance(other, ast.Name | ast.arg))
    return any(_root(other) == name and other.lineno < node.lineno for other in stores if _is_bound(other))


def _is_bound(node: ast.Name | ast.Subscript | ast.arg) -> bool:
    return isinstance(node, ast.arg) or isinstance(node.ctx, ast.Store)


def _root(node: ast.AST) -> str | None:
    """Find the name that something belongs to: R of R[i][j]."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.arg if isinstance(node, ast.arg) else node.id if isinstance(node, ast.Name) else None


def _repeated_rows(source: Source) -> Iterator[str]:
    """Find `R = [[0] * p] * m`, where an entry of R is set later: it is set in all rows, unless each is made anew."""
    set_later = [node for node in ast.walk(source.tree) if isinstance(node, ast.Subscript) and _is_bound(node)]
    rows = {_root(node) for node in set_later if isinstance(node.value, ast.Name)}
    entries = {_root(node) for node in set_later if isinstance(node.value, ast.Subscript)} - rows
    for node in ast.walk(source.tree):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.BinOp(left=ast.List(elts=[row]), op=ast.Mult(), right=count),
            ) if name in entries and _is_list(row):
                made, times = ast.unparse(row), ast.unparse(count)
                yield (
                    f"All rows of `{name}` are one and the same list: `[{made}] * {times}` in line {node.lineno} makes "
                    f"one row and lists it again and again. Make each anew: `[{made} for _ in range({times})]`."
                )


def _is_list(node: ast.expr) -> bool:
    return isinstance(node, ast.List | ast.ListComp) or (isinstance(node, ast.BinOp) and _is_list(node.left))


def _lists_in_themselves(source: Source) -> Iterator[str]:
    """Find `R.append(R)`."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[ast.Name(id=other)]):
                if name == other:
                    yield (
                        f"`{name}.append({name})` in line {node.lineno} puts the list `{name}` into itself. Append "
                        "what you have just made, a row or an entry."
                    )


def _returns_in_loops(source: Source) -> Iterator[str]:
    """Find loops that end in a `return` whatever happens: their second pass never comes.

    Who returns what the loop runs over, `for x in xs: return x`, may mean the first of them.
    """
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.For | ast.While) or not isinstance(node.body[-1], ast.Return):
            continue
        if isinstance(node, ast.For) and _names(node.target) & _names(node.body[-1]):
            continue
        if not any(isinstance(inner, ast.Continue) for part in node.body for inner in ast.walk(part)):
            yield (
                f"The `return` in line {node.body[-1].lineno} stands inside the loop of line {node.lineno}, so that "
                "the function ends in its first pass. Move it to the left, until it stands below the loop."
            )


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _lost_updates(source: Source) -> Iterator[str]:
    """Find `J.at[i].set(v)` as a line of its own: what it makes is dropped."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Expr(
                value=ast.Call(func=ast.Attribute(value=ast.Subscript(value=ast.Attribute(value=array, attr="at"))))
            ):
                name = ast.unparse(array)
                yield (
                    f"Line {node.lineno} makes a new array and leaves `{name}` as it was: write "
                    f"`{name} = {ast.unparse(node.value)}`."
                )


def _ending_commas(source: Source) -> Iterator[str]:
    """Find `x = 1,`: a tuple without brackets."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Tuple(elts=[one]) as pair):
                if (pair.lineno, pair.col_offset) == (one.lineno, one.col_offset):
                    yield (
                        f"The comma at the end of line {node.lineno} makes `{name}` a tuple of one entry. If it is to "
                        "be a number, leave the comma out."
                    )
