"""How names are followed from the code of a page through modules to the definitions behind them."""

from collections.abc import Mapping
from typing import Protocol

from ordermatters_site.imports import with_parents
from ordermatters_site.run.module_summary import Definition, ModuleSummary, merged
from ordermatters_site.store import digest

# With these, code can reach what no name in it says.
_REACHES_ALL = {"__import__", "eval", "exec", "importlib", "pkgutil", "runpy", "sys.modules"}
_ONLY_LOOKS = (
    "importlib.metadata",
    "importlib.resources",
    "importlib.util.find_spec",
    "importlib.util.source_from_cache",
)
# With these, code can show what does not count otherwise: docstrings, comments, numbers of lines.
_SHOWS_SOURCE = {"doctest", "help", "inspect", "linecache", "pydoc", "traceback"}
_SHOWN = {"__code__", "__doc__"}
# With these, a module can reach whatever it has bound itself.
_REACHES_ITSELF = {"globals", "locals", "vars"}


class Summarized(Protocol):
    """Modules that are known by their summaries."""

    summaries: Mapping[str, ModuleSummary]

    def split(self, name: str) -> tuple[str, list[str]]:
        """Part a full name into the innermost module that it begins with, if any, and the rest."""

    def has_no_side_effects(self, module: str) -> bool:
        """Tell whether importing a module changes nothing but what it binds itself."""

    def is_there(self, name: str) -> bool:
        """Tell whether what is imported from a module is there."""


class Trace:
    """What has been reached so far: modules executed, and of them the whole or some names."""

    def __init__(self, modules: Summarized):
        """Begin with nothing."""
        self.modules, self.summaries = modules, modules.summaries
        self.executed: set[str] = set()
        self.whole: set[str] = set()
        self.lazy: set[str] = set()
        self.names: dict[str, set[str]] = {}
        self.everything = self.shows_source = False
        self._seen: set[tuple[str, str]] = set()
        self._waiting: list[tuple[str, str]] = []

    def page(self, pieces: list[ModuleSummary]) -> None:
        """Follow the code of a page: all of it counts, so all that it imports or names is reached."""
        self.everything = not all(piece["readable"] for piece in pieces)
        names = merged(binding for piece in pieces for binding in piece["names"].items())
        for target in (target for definition in names.values() for target in definition["targets"]):
            if not self.modules.is_there(target):  # the import will fail
                self.follow(target)
        for piece in pieces:
            for name in piece["imports"]:
                self.execute(name)
            for name in piece["stars"]:
                self.follow(name)
            for chain in piece["uses"]:
                self._look_at(names, chain)
                self._targets(names, chain)
        while self._waiting:
            module, chain = self._waiting.pop()
            if module:
                self._use(module, chain)
            else:
                self._follow(chain)

    def execute(self, name: str) -> None:
        """Follow an import: a module that does more than define counts for whoever imports it."""
        for module in with_parents(name):
            if module in self.summaries and module not in self.executed:
                self.executed.add(module)
                for imported in self.summaries[module]["imports"]:
                    self.execute(imported)
                if not self.modules.has_no_side_effects(module):
                    self.take_whole(module)

    def use(self, module: str, chain: str) -> None:
        """Follow a name that occurs in a module."""
        if (module, chain) not in self._seen:
            self._seen.add((module, chain))
            self._waiting.append((module, chain))

    def follow(self, name: str) -> None:
        """Follow a full name."""
        self.use("", name)

    def _use(self, module: str, chain: str) -> None:
        """Follow a name to its definition in a module or to what it is imported from."""
        names, first = self.summaries[module]["names"], chain.partition(".")[0]
        if first in _REACHES_ITSELF and first not in names:
            self.take_open(module)
        self._look_at(names, chain)
        reached = self.names.setdefault(module, set())
        if first in names and first not in reached:
            reached.add(first)
            for used in names[first]["uses"]:
                self.use(module, used)
            if names[first]["kind"] == "for types" and "__getattr__" in names:
                self.lazy.add(module)  # it finds by code of its own what the import says for type checkers
        self._targets(names, chain)

    def _targets(self, names: dict[str, Definition], chain: str) -> None:
        """Follow a name to what it is imported from."""
        if chain.startswith(":"):
            self.follow(chain[1:])
        first, *rest = chain.split(".")
        for target in names[first]["targets"] if first in names else []:
            self.follow(".".join([target, *rest]))

    def _follow(self, name: str) -> None:
        """Follow a full name to the module that it leads to; one that stands for a module reaches all of that."""
        self.execute(name)
        module, rest = self.modules.split(name)
        if not module:
            reaches = any(name == top or name.startswith(f"{top}.") for top in _REACHES_ALL)
            self.everything |= reaches and not name.startswith(_ONLY_LOOKS)
            return
        above, _, last = module.rpartition(".")
        if above in self.summaries and last in self.summaries[above]["names"]:  # it may hide the module of its name
            self.use(above, last)
        if rest and rest[0] in self.summaries[module]["names"]:
            self.use(module, ".".join(rest))
        elif rest and rest[0].startswith("__") and rest[0] not in _SHOWN:
            self.take_whole(module)
        else:
            self.take_open(module)

    def take_whole(self, module: str) -> None:
        """Reach all code of a module, and all that it uses."""
        if module not in self.whole:
            self.whole.add(module)
            self.execute(module)
            for name in self.summaries[module]["stars"]:
                self.follow(name)
            for chain in self.summaries[module]["uses"]:
                self.use(module, chain)

    def take_open(self, module: str) -> None:
        """Reach all that a module binds, by whatever name: it is handed on as an object, or asked for what it lacks."""
        self.take_whole(module)
        for name in self.summaries[module]["names"]:
            self.use(module, name)
        for below in self.summaries:
            if below.startswith(f"{module}.") and below in self.executed:
                self.follow(below)

    def digest(self, module: str) -> str:
        """Name the state of what is reached of a module; empty if that is nothing."""
        summary = self.summaries[module]
        if module in self.whole or module in self.lazy:
            return summary["whole"]
        reached = {name: summary["names"][name] for name in sorted(self.names.get(module, ()))}
        parts = [[name, definition["code"], *definition["targets"]] for name, definition in reached.items()]
        return digest(repr(parts)) if parts else ""

    def _look_at(self, names: dict[str, Definition], chain: str) -> None:
        """Note names that reach further than they say."""
        first, last = chain.partition(".")[0], chain.rpartition(".")[2]
        targets = names[first]["targets"] if first in names else []
        if first not in names:
            self.everything |= first in _REACHES_ALL
            self.shows_source |= first in _SHOWS_SOURCE
        self.shows_source |= any(target.partition(".")[0] in _SHOWS_SOURCE for target in targets)
        foreign = bool(targets) and not any(self.modules.split(target)[0] for target in targets)
        self.shows_source |= last in _SHOWN and not foreign
