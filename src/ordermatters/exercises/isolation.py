"""A program's surroundings: a library of its own while it runs, and everything else as it was once it has run.

While a program runs, `import ordermatters` gives it copies of the library's modules that were made for this check. What
it changes in them is gone with it. What it changes in other modules or their classes, as far as the check or the next
program would meet it, is put back. That is for programs that err or play; who means harm is held by a process of its
own, `remote`, or by a worker that the page ends.
"""

import builtins
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from operator import is_
from types import ModuleType
from typing import Any

_LIBRARY = "ordermatters"
_BUILTINS = vars(builtins)
_SHARED = ("builtins", "math", "cmath", "random", "atexit", "json", "copy", "statistics", "numpy", "jax", "jax.numpy")
"""Modules that programs share, beside those that the library uses itself."""
_MUTABLE_CLASS = 1 << 9  # Py_TPFLAGS_HEAPTYPE: made by a class statement
_IMMUTABLE = 1 << 8  # Py_TPFLAGS_IMMUTABLETYPE
_MISSING = object()


class Isolation:
    """The surroundings of one program, to be entered whenever its code runs, and left at the end.

    Attributes:
        altered: whether the program changed anything outside of its own modules.
    """

    def __init__(self, name: str) -> None:
        """Make a module for the program, which its classes and annotations can be found by."""
        self.module = ModuleType(name)
        self.altered = False
        self._own: dict[str, ModuleType] = {name: self.module}
        self._builtins = dict(_BUILTINS)
        self._before = list(_contents(_modules_at_stake()))
        self._places = [vars(place) for place, _ in self._before]
        self._held = [value for _, kept in self._before for value in kept.values()]

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Exchange the library for the program's own copy of it, and put everything back afterwards."""
        shipped = _taken(_library_names())
        replaced = {name: sys.modules[name] for name in self._own if name in sys.modules}
        sys.modules.update(self._own)
        try:
            yield
        finally:
            self.put_back_builtins()  # first of all: everything below calls some of them
            self._own |= _taken([*_library_names(), self.module.__name__])
            sys.modules.update(replaced | shipped)
            if not _hold(self._places, self._held):
                for place, kept in self._before:
                    self.altered |= _put_back(place, kept)

    def put_back_builtins(self) -> None:
        """Make Python's own functions what they were: what looks at a result calls some of them."""
        found = _BUILTINS.copy()
        _BUILTINS.update(self._builtins)
        self.altered |= not _hold([found], list(self._builtins.values()))


def _library_names() -> list[str]:
    names = [name for name in sys.modules if name.startswith(_LIBRARY)]
    return [name for name in names if name == _LIBRARY or name.startswith(f"{_LIBRARY}.")]


def _taken(names: list[str]) -> dict[str, ModuleType]:
    return {name: sys.modules.pop(name) for name in names if name in sys.modules}


def _modules_at_stake() -> list[ModuleType]:
    """List the library as it is shipped, the modules that it uses, and those that programs share."""
    library = [sys.modules[name] for name in _library_names()]
    used = {id(value): value for module in library for value in vars(module).values() if isinstance(value, ModuleType)}
    origins = {getattr(value, "__module__", None) for module in library for value in vars(module).values()}
    shared = {*_SHARED, *(name for name in sys.modules if name.partition(".")[0] == "smalljax"), *filter(None, origins)}
    named = [sys.modules[name] for name in sorted(shared) if name in sys.modules]
    return list({id(module): module for module in [*library, *used.values(), *named]}.values())


def _contents(modules: list[ModuleType]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Note what modules, and the classes that they define, hold."""
    for module in modules:
        yield module, dict(vars(module))
        for value in list(vars(module).values()):
            if isinstance(value, type) and value.__module__ == module.__name__ and _is_mutable(value):
                yield value, dict(vars(value))


def _is_mutable(value: type) -> bool:
    return bool(value.__flags__ & _MUTABLE_CLASS and not value.__flags__ & _IMMUTABLE)


def _hold(places: list[Any], held: list[Any]) -> bool:
    """Tell whether places hold the same objects as before, with no step of Python for each: there are thousands."""
    found = [place.values() for place in places]
    return sum(map(len, found)) == len(held) and all(map(is_, chain.from_iterable(found), held))


def _put_back(place: Any, kept: dict[str, Any]) -> bool:
    """Make the attributes of a module or a class what they were; tell whether that took anything."""
    now = vars(place)
    changed = [name for name, value in kept.items() if now.get(name, _MISSING) is not value]
    added = [name for name in list(now) if name not in kept]
    for name in changed:
        _set(place, name, kept[name])
    for name in added:
        if not isinstance(now[name], ModuleType) and not name.startswith("__"):  # an import of a submodule may stay
            _delete(place, name)
    return bool(changed)


def _set(place: Any, name: str, value: Any) -> None:
    (type if isinstance(place, type) else object).__setattr__(place, name, value)


def _delete(place: Any, name: str) -> None:
    (type if isinstance(place, type) else object).__delattr__(place, name)
