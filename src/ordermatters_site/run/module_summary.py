"""What one module defines, and which names each definition uses: all that has to be known of it to follow names."""

import ast
from collections.abc import Iterable, Iterator
from typing import TypedDict

from ordermatters_site.imports import Import, bound_by, executed_by, is_definition, is_for_types, statements
from ordermatters_site.run.commands import as_python
from ordermatters_site.run.import_effects import import_time_calls, is_plain_class
from ordermatters_site.run.parsing import chain_of, parsed
from ordermatters_site.store import digest

_Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Definition(TypedDict):
    """What a module binds to one name at its top level."""

    code: str
    """A digest of its code, whatever its comments, docstrings and layout; empty for an import."""
    uses: list[str]
    """The names that occur in it, with their attributes (`np.linalg.norm`), and after a colon what it imports."""
    targets: list[str]
    """What an import stands for, by full names."""
    kind: str
    """`class` where making one does nothing else, `contextmanager` for such a function, `for types` for an import that
    type checkers alone see."""


class ModuleSummary(TypedDict):
    """A module as its names see it; JSON can hold it."""

    readable: bool
    """Whether Python can parse it."""
    exact: str
    """A digest of its bytes."""
    whole: str
    """A digest of all its code, whatever its comments, docstrings and layout."""
    simple: bool
    """Whether it does nothing but bind names, each once; what else it calls on import is in `calls`."""
    calls: list[str]
    imports: list[str]
    """All that it may import, wherever in it."""
    stars: list[str]
    uses: list[str]
    names: dict[str, Definition]


def summarize(source: str, module: str, *, is_package: bool) -> ModuleSummary:
    """Read a module, or with no name the code of a page; what cannot be read as Python has no names."""
    exact = digest(source)
    try:
        tree = parsed(source) if module else _parsed_cell(source)
    except (SyntaxError, ValueError):
        nothing = summarize("", module, is_package=is_package)
        return {**nothing, "readable": False, "simple": False, "exact": exact, "whole": exact}
    parent = module if is_package else module.rpartition(".")[0]
    _drop_docstrings(tree)
    calls = import_time_calls(tree)
    bindings = list(_bindings(tree, parent))
    names = [name for name, _ in bindings]
    return {
        "readable": True,
        "exact": exact,
        "whole": digest(ast.dump(tree)),
        "simple": calls is not None and len(set(names)) == len(names) and "*" not in names,
        "calls": calls or [],
        "imports": sorted({name for node in _imports(tree.body) for name in executed_by(node, parent)}),
        "stars": [target for name, definition in bindings if name == "*" for target in definition["targets"]],
        "uses": _uses(tree, parent),
        "names": merged(bindings),
    }


def _parsed_cell(source: str) -> ast.Module:
    """Parse the code of a page, with commands of IPython's where Python cannot read it."""
    try:
        return parsed(source)
    except SyntaxError:
        return parsed(as_python(source))


def _drop_docstrings(tree: ast.Module) -> None:
    """Drop constants that stand as statements: docstrings, and notes below attributes."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and body:
            node.body = [part for part in node.body if not _is_constant(part)] or [ast.Pass()]


def _is_constant(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _bindings(tree: ast.Module, parent: str) -> Iterator[tuple[str, Definition]]:
    stubs = [part for node in tree.body if is_for_types(node) for part in ast.iter_child_nodes(node)]
    for node in statements(tree.body, lambda node: not is_definition(node)):
        if isinstance(node, Import):
            for name, target in bound_by(node, parent):
                yield name, {"code": "", "uses": [], "targets": [target], "kind": "for types" if node in stubs else ""}
        elif isinstance(node, _Named):
            yield node.name, _definition(node, parent, _kind(node))
        else:
            for name in _assigned(node):
                yield name, _definition(node, parent, "")


def _definition(node: ast.stmt, parent: str, kind: str) -> Definition:
    return {"code": digest(ast.dump(node)), "uses": _uses(node, parent), "targets": [], "kind": kind}


def _kind(node: _Named) -> str:
    if isinstance(node, ast.ClassDef):
        return "class" if is_plain_class(node) else ""
    return "contextmanager" if "contextmanager" in map(ast.unparse, node.decorator_list) else ""


def _assigned(node: ast.stmt) -> list[str]:
    """Name what an assignment binds; `type X = …` of Python 3.12 is one."""
    single = [getattr(node, field, None) for field in ("target", "name")]
    targets = [*getattr(node, "targets", []), *(target for target in single if isinstance(target, ast.AST))]
    names = [part for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
    return [name.id for name in names if isinstance(name.ctx, ast.Store)]


def merged(bindings: Iterable[tuple[str, Definition]]) -> dict[str, Definition]:
    """Let a name that is bound several times stand for all of it."""
    names: dict[str, Definition] = {}
    for name, one in bindings:
        if other := names.get(name):
            one = {
                "code": other["code"] + one["code"],
                "uses": sorted({*other["uses"], *one["uses"]}),
                "targets": other["targets"] + one["targets"],
                "kind": "",
            }
        names[name] = one
    return names


def _imports(body: list[ast.stmt]) -> Iterator[Import]:
    return (node for node in statements(body) if isinstance(node, Import))


def _uses(tree: ast.AST, parent: str) -> list[str]:
    """List the names that occur in some code; what a function imports for itself counts as used there."""
    used = set(_chains(tree))
    for node in ast.walk(tree):
        if isinstance(node, _Named):
            used |= {f":{target}" for part in _imports(node.body) for target in executed_by(part, parent)}
    return sorted(used)


def _chains(node: ast.AST) -> Iterator[str]:
    """Yield each name that occurs in some code, with the attributes that are asked of it."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if _sets_docstring(part):
            waiting += ast.iter_child_nodes(part)
        elif chain := chain_of(part):
            yield chain
        else:
            if isinstance(part, ast.Attribute) and part.attr.startswith("__"):
                yield f".{part.attr}"  # of what is computed: `f().__doc__`
            waiting += ast.iter_child_nodes(part)


def _sets_docstring(node: ast.AST) -> bool:
    """Recognize what writes a docstring, and so shows none."""
    return isinstance(node, ast.Attribute) and node.attr == "__doc__" and isinstance(node.ctx, ast.Store)
