"""What some code can reach in the packages that it imports: names are followed to where they are defined."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ordermatters_site.library import data_beside
from ordermatters_site.run.import_effects import is_pure, is_pure_base
from ordermatters_site.run.module_summary import ModuleSummary, summarize
from ordermatters_site.run.trace import Trace
from ordermatters_site.store import Store, digest


@dataclass(frozen=True)
class Reached:
    """What some code reaches: each module with a digest of the part that counts."""

    modules: dict[str, str]
    """Where source is shown, a second digest follows, of the module's text."""
    shows_source: bool
    """Whether the code can show comments and docstrings, so that they count as well."""


class Modules:
    """Some modules, as they stand now, and what is reached of them from outside."""

    def __init__(self, files: Mapping[str, Path], store: Store):
        """Take modules by their files; what one holds is read when it is asked for, unless `store` knows it."""
        self.files, self.store = files, store
        self._content = {name: path.read_text("utf-8", "replace") for name, path in files.items()}
        self._summaries: dict[str, ModuleSummary] = {}
        self._without_side_effects: dict[str, bool] = {}

    def reached(self, sources: Iterable[str], *, source_is_shown: bool = False) -> "Reached":
        """Find what some pieces of code, run one after another, reach of these modules.

        Names are followed through re-exports to the definitions behind them, and on to what those use; imports inside
        functions count like those at the top. A module that does more on import than define counts as a whole for
        whoever imports it. Comments, docstrings and layout do not count, unless the code asks for source or
        docstrings, or `source_is_shown`. Code that Python cannot parse, a command that may run other code (`%run`), or
        an import by a computed name reaches everything.
        """
        pieces = [self._summary("", source) for source in sources]
        made_from = [self._state, [piece["exact"] for piece in pieces], source_is_shown]
        return Reached(**self.store.get_or_compute("reached", made_from, lambda: self._traced(pieces, source_is_shown)))

    def _traced(self, pieces: list[ModuleSummary], source_is_shown: bool) -> dict[str, Any]:
        trace = Trace(self)
        trace.page(pieces)
        shown = trace.everything or trace.shows_source or source_is_shown
        executed = sorted(self.files if trace.everything else trace.executed)
        states = {name: self.summary(name)["whole"] if trace.everything else trace.digest(name) for name in executed}
        with_data = {name: self._with_data(name, state) for name, state in states.items()}
        texts = {name: f" {self.summary(name)['exact']}" if shown else "" for name in executed}
        modules = {name: whole for name, state in with_data.items() if (whole := state + texts[name])}
        return {"modules": modules, "shows_source": shown}

    def summary(self, name: str) -> ModuleSummary:
        """Summarize a module when it is first asked for: a page reaches few, and a build may need none."""
        if name not in self._summaries:
            self._summaries[name] = self._summary(name, self._content[name])
        return self._summaries[name]

    def split(self, name: str) -> tuple[str, list[str]]:
        """Part a full name into the innermost module that it begins with, if any, and the rest."""
        parts = name.split(".")
        for end in range(len(parts), 0, -1):
            if (module := ".".join(parts[:end])) in self.files:
                return module, parts[end:]
        return "", parts

    def has_no_side_effects(self, module: str) -> bool:
        """Tell whether importing a module changes nothing but what it binds itself."""
        if module not in self._without_side_effects:
            found = self.summary(module)
            self._without_side_effects[module] = (
                found["simple"]
                and all(self._is_pure(module, call) for call in found["calls"])
                and all(self.is_there(target) for d in found["names"].values() for target in d["targets"])
            )
        return self._without_side_effects[module]

    def _is_pure(self, module: str, call: str) -> bool:
        name, harmless = call.removeprefix("<"), is_pure_base if call.startswith("<") else is_pure
        first, *rest = name.split(".")
        if first not in self.summary(module)["names"]:
            return is_pure(name)
        definition = self.summary(module)["names"][first]
        if not definition["targets"]:
            return bool(definition["kind"]) and not rest
        target = ".".join([definition["targets"][0], *rest])
        origin, inner = self.split(target)
        return self._is_pure(origin, ".".join(inner)) if origin and inner else not origin and harmless(target)

    def is_there(self, name: str) -> bool:
        """Tell whether what is imported from a module is there: where it is not, the import fails."""
        module, rest = self.split(name)
        return not (module and rest) or self.summary(module)["names"].keys() & {rest[0], "__getattr__", "*"} != set()

    def _summary(self, name: str, source: str) -> ModuleSummary:
        is_package = bool(name) and self.files[name].name == "__init__.py"
        made_from = [name, is_package, digest(source)]
        return self.store.get_or_compute(
            "module summary", made_from, lambda: summarize(source, name, is_package=is_package)
        )

    def _with_data(self, name: str, state: str) -> str:
        """Let a package also stand for the files in its folder that are no Python."""
        data = self._data.get(name, "")
        return digest(state + data) if data else state

    @cached_property
    def _state(self) -> str:
        return digest(repr([sorted((name, digest(content)) for name, content in self._content.items()), self._data]))

    @cached_property
    def _data(self) -> dict[str, str]:
        beside = {name: data_beside(path) for name, path in self.files.items()}
        return {
            name: digest(b"\0".join(part for path in paths for part in (path.name.encode(), path.read_bytes())))
            for name, paths in beside.items()
            if paths
        }
