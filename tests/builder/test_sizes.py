"""Code stays in pieces that can be read at one go."""

import ast

from courses import ROOT

SOURCES = sorted(path for path in (ROOT / "src").rglob("*.py") if "node_modules" not in path.parts)
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 200, 40


def lines_of(node: ast.AST) -> int:
    """Count the lines of a definition, its docstring apart: that is for readers of the reference."""
    lines = node.end_lineno - node.lineno + 1  # type: ignore[attr-defined]
    first = node.body[0]  # type: ignore[attr-defined]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return lines - (first.end_lineno - first.lineno + 1 if documented else 0)


def test_no_module_is_long() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert len(lengths) > 200
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_no_function_is_long() -> None:
    long = {
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno} {node.name}": lines_of(node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES_OF_A_FUNCTION} == {}
