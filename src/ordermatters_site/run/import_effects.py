"""Whether importing a module does nothing but define: then it matters to those alone who use what it defines."""

import ast
import builtins
import sys
from collections.abc import Iterator

from ordermatters_site.imports import is_for_types
from ordermatters_site.run.parsing import chain_of

# What may be called, or be a base, while a module is imported: it makes a value and changes nothing.
_PACKAGES = {"dataclasses", "enum", "fractions", "math", "re", "typing"}
_CALLABLE = """
abc.ABC abc.abstractmethod collections.Counter collections.defaultdict collections.deque collections.namedtuple
contextlib.contextmanager cycler.cycler decimal.Decimal functools.cache functools.cached_property functools.lru_cache
functools.partial functools.total_ordering functools.wraps itertools.count operator.attrgetter operator.itemgetter
pathlib.Path
abs all any bool bytes chr classmethod complex dict divmod enumerate float frozenset hash int len list max min object
ord pow property range repr reversed round set slice sorted staticmethod str sum super tuple zip
"""
_NAMES = set(_CALLABLE.split()) | {name for name in vars(builtins) if name.endswith(("Error", "Exception", "Warning"))}
_METHODS = {"bytes", "dict", "int", "str"}  # `str.maketrans`
_BASES = {"matplotlib"} | sys.stdlib_module_names
# What a class may say of how it is made.
_MAKERS = {"__init__", "__new__", "__post_init__", "__init_subclass__", "__set_name__", "__class_getitem__"}

UNKNOWN = "?"
"""What is called is not a name."""


def is_pure(name: str) -> bool:
    """Tell whether calling or subclassing something of another package changes nothing; builtins have no dot.

    >>> is_pure("re.compile"), is_pure("matplotlib.use"), is_pure("print")
    (True, False, False)
    """
    top, _, rest = name.partition(".")
    return name in _NAMES or top in _METHODS or (bool(rest) and top in _PACKAGES)


def is_pure_base(name: str) -> bool:
    """Tell whether a class of another package may be subclassed without a trace anywhere else."""
    return is_pure(name) or name.partition(".")[0] in _BASES


def is_plain_class(node: ast.ClassDef) -> bool:
    """Tell whether making an object of a class runs no code of the class's own."""
    own = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
    return not node.keywords and not own & _MAKERS


def import_time_calls(tree: ast.Module) -> list[str] | None:
    """List what a module calls while it is imported, or `None` where it does more than bind names.

    A base of a class is listed behind a `<`, since to subclass is to call too.
    """
    calls: set[str] = set()
    for node in tree.body:
        if _is_main(node) or is_for_types(node):
            continue
        found = _of_statement(node)
        if found is None:
            return None
        calls |= set(found)
    return sorted(calls)


def _is_main(node: ast.stmt) -> bool:
    """Recognize what runs only where the module is the program."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'" and not node.orelse


def _of_statement(node: ast.stmt) -> list[str] | None:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Pass):
        return []
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return [*_decorators(node), *_called([node.args, *([node.returns] if node.returns else [])])]
    if isinstance(node, ast.ClassDef):
        return _of_class(node)
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return list(_called([node])) if all(map(_is_name, targets)) else None
    return [] if type(node).__name__ == "TypeAlias" else None


def _of_class(node: ast.ClassDef) -> list[str] | None:
    calls = [*_decorators(node), *(f"<{_name(base)}" for base in node.bases), *([UNKNOWN] if node.keywords else [])]
    for part in node.body:
        found = _of_statement(part)
        if found is None:
            return None
        calls += found
    return calls


def _decorators(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Iterator[str]:
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        yield _name(called)
        yield from _called(ast.iter_child_nodes(decorator))


def _called(nodes: "Iterator[ast.AST] | list[ast.AST]") -> Iterator[str]:
    """Name what is called in some code, but for what a lambda would call later."""
    for node in nodes:
        if isinstance(node, ast.Call):
            yield _name(node.func)
        if isinstance(node, ast.Await | ast.Yield | ast.YieldFrom | ast.NamedExpr):
            yield UNKNOWN
        below = node.args.defaults if isinstance(node, ast.Lambda) else ast.iter_child_nodes(node)
        yield from _called(list(below))


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) or (isinstance(node, ast.Tuple | ast.List) and all(map(_is_name, node.elts)))


def _name(node: ast.AST) -> str:
    """Write a name with its attributes; `Generic[T]` is `Generic`."""
    return chain_of(node.value if isinstance(node, ast.Subscript) else node) or UNKNOWN
