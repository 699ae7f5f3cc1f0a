"""Explorers and exercises, which the library defines and this process imports to write them into pages."""

import ast
import importlib
import inspect
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from types import CodeType
from typing import Any

from ordermatters_site.faults import SiteError, is_it, shown_place
from ordermatters_site.stage.browser_library import BrowserLibrary
from ordermatters_site.store import digest


def loaded(package: str, name: str, library: BrowserLibrary) -> Any:
    """Load an explorer or an exercise; Python is asked when a page wants one, not before.

    Raises:
        SiteError: if there is none of that name, or its module cannot be used; naming file and line.
    """
    module = _imported(package, library)
    if name not in module.names():
        raise SiteError(_not_there(module, package, name))
    with faults_placed(Path(str(module.__file__)).with_name(f"{name.replace('-', '_')}.py")):
        return module.load(name)


def refuse_unsound(exercise: Any) -> bool:
    """Refuse an exercise whose own inputs, answer or solution its check cannot use.

    Raises:
        SiteError: if there is such a fault; naming file and line.
    """
    if fault := importlib.import_module("ordermatters.exercises.soundness").fault_in(exercise):
        raise SiteError(str(fault))
    return True


def refuse_unfitting(explorer: Any) -> None:
    """Refuse an explorer whose controls, presets and drawing do not fit together.

    Raises:
        SiteError: if they do not; naming file and line of the function that draws.
    """
    code = inspect.unwrap(explorer.draw).__code__
    with faults_placed(Path(code.co_filename), code):
        importlib.import_module("ordermatters.explorers.soundness").check_explorer(explorer)


def refuse_failing_ends(explorer: Any) -> bool:
    """Refuse an explorer whose drawing fails where one of its controls is at its end.

    Raises:
        SiteError: if there is such a value; naming file and line, the control and the value.
    """
    code = inspect.unwrap(explorer.draw).__code__
    for name, value in ((control.name, value) for control in explorer.controls for value in control.ends):
        try:
            with faults_placed(Path(code.co_filename), code):
                explorer.call(json.dumps({name: value}))
        except SiteError as error:
            raise SiteError(f"{error}, where `{name}` is {value!r}") from error
    return True


@contextmanager
def faults_placed(file: Path, function: CodeType | None = None) -> Iterator[None]:
    """Turn an error of the library's code, or a loop without an end, into one sentence that names file and line.

    Args:
        file: the module that is at fault if the error went through it; any other of the library comes second.
        function: where it was called from, for an error that went through neither.
    """
    limit = importlib.import_module("ordermatters.time_limit")
    try:
        with limit.time_limit():
            yield
    except SiteError:
        raise
    except (Exception, limit.TimeIsUp) as error:
        raise SiteError(f"{_place(error, file, function)}: {type(error).__name__}: {error}") from error


def _place(error: BaseException, file: Path, function: CodeType | None) -> str:
    if isinstance(error, SyntaxError) and error.filename:
        return f"{shown_place(error.filename)}, line {error.lineno}"
    frames = [(frame.f_code.co_filename, line, frame.f_code.co_name) for frame, line in walk_tb(error.__traceback__)]
    library = [place for place in frames if Path(place[0]).is_relative_to(file.parents[1])]
    # A package imports its modules: the one that was being imported is at fault, not what it called.
    imported = [str(file), *(name for name, _, function_name in library if function_name == "<module>")][-1]
    own = [place for place in frames if place[0] == str(file)] or [place for place in frames if place[0] == imported]
    if not own and function:
        own = [(function.co_filename, function.co_firstlineno, function.co_name)]
    name, line, _ = (own or library or frames)[-1]
    return f"{shown_place(name)}, line {line}"


def _not_there(module: Any, package: str, name: str) -> str:
    listed, file = module.names(), Path(str(module.__file__))
    own = file.with_name(f"{name.replace('-', '_')}.py")
    if own.exists():
        return f"{shown_place(str(own))} is there, and {shown_place(str(file))} does not name it"
    meant = is_it(name, listed, cutoff=0.6)
    return f"there is no {name!r} in ordermatters.{package}, only {', '.join(listed)}{meant}"


def lessons_of_exercises(library: BrowserLibrary) -> dict[str, str]:
    """Map each exercise, in the order of the lessons, to the lesson that it belongs to."""
    names = _imported("exercises", library).names()
    return {name: loaded("exercises", name, library).lesson for name in names}


def state_of(exercise: Any) -> str:
    """Name the states of an exercise's statement, its starter and its check: `"1a2b3c4d 5e6f7a8b 9c0d1e2f"`.

    An answer that a browser has kept tells by them what has changed since. The check is the code of its module,
    without the texts that readers see; comments and layout do not count.
    """
    parts = exercise.statement.strip(), exercise.starter.strip(), _code_of(exercise)
    return " ".join(digest(part)[:8] for part in parts)


def _code_of(exercise: Any) -> str:
    file = sys.modules[exercise.inputs.__module__].__file__
    tree = ast.parse(Path(str(file)).read_text(encoding="utf-8"))
    return "\n".join(ast.unparse(node) for node in tree.body if not _is_text(node))


def _is_text(node: ast.stmt) -> bool:
    """Tell a docstring, and a name that is given texts alone: `HINTS = ("one", "two")`."""
    value = getattr(node, "value", None)
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    return all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in parts)


def _imported(package: str, library: BrowserLibrary) -> Any:
    """Import a package of the library as it stands now: `mkdocs serve` sees it edited from one build to the next."""
    top = importlib.import_module("ordermatters")
    if getattr(top, "imported_at", library.digest) != library.digest:
        for name in [name for name in sys.modules if name.split(".")[0] == "ordermatters"]:
            del sys.modules[name]
        importlib.invalidate_caches()
        top = importlib.import_module("ordermatters")
    top.imported_at = library.digest  # type: ignore[attr-defined]  # noted where it is forgotten together with the import
    # The package's file comes second: what stands in it is at fault where none of its modules is.
    with faults_placed(Path(str(top.__file__)).parent / package / ""):
        return importlib.import_module(f"ordermatters.{package}")
