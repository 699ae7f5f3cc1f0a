"""What a page's numbers depend on, in a form that says why a page has to run again."""

import functools
import json
import platform
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ordermatters_site.library import library_modules, modules_of
from ordermatters_site.provenance import installed_packages
from ordermatters_site.run.environment import shaping
from ordermatters_site.run.kernel_steps import kernel_steps, sources
from ordermatters_site.run.lessons import Lesson
from ordermatters_site.run.notebooks import has_tag
from ordermatters_site.run.reach import Modules
from ordermatters_site.store import Store, digest

# A cell with this tag shows a traceback, and with it lines of the library.
_RAISES = "raises-exception"


@dataclass(frozen=True)
class Fingerprint:
    """Everything that can change what a page's cells show; equal fingerprints, equal outputs, whatever the text."""

    code: str
    modules: dict[str, str]
    python: str
    packages: dict[str, str]
    runner: str
    options: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Name the cached run of this page: 32 hexadecimal digits."""
        return digest(json.dumps(asdict(self), sort_keys=True))

    def differences(self, earlier: "Fingerprint") -> str:
        """Say what changed since `earlier`, in the words of whoever changed it.

        Other code reaches other modules, or other parts of the same; all of them, where it cannot be parsed.
        """
        now, before = (self._by_meaning(), earlier._by_meaning()) if self._flips(earlier) else (self, earlier)
        modules = [f"`{name}` {how}" for name, how in _changes(now.modules, before.modules)]
        reasons = ["its code changed"] if now.code != before.code else modules
        if self.python != earlier.python:
            reasons.append(f"Python {earlier.python} became {self.python}")
        reasons += [f"package {name} {how}" for name, how in _changes(self.packages, earlier.packages, show=True)]
        reasons += [f"{name} {how}" for name, how in _changes(self.environment, earlier.environment, show=True)]
        reasons += ["the runner changed"] if self.runner != earlier.runner else []
        reasons += ["the options changed"] if self.options != earlier.options else []
        return _shortened(reasons)

    def _flips(self, earlier: "Fingerprint") -> bool:
        """Tell whether the text of code has begun to count, or counts no more: each state has another form then."""
        return (" " in self.code) != (" " in earlier.code)

    def _by_meaning(self) -> "Fingerprint":
        modules = {name: state.partition(" ")[0] for name, state in self.modules.items()}
        reached = {name: meaning for name, meaning in modules.items() if meaning}
        return replace(self, code=self.code.partition(" ")[0], modules=reached)


def fingerprint(lesson: Lesson, options: dict[str, Any], modules: Modules) -> Fingerprint:
    """Take the fingerprint of a page as its code, the `modules` it may import and the installed packages stand now."""
    shown = bool(options.get("allow_errors")) or any(has_tag(cell, _RAISES) for cell in lesson.notebook["cells"])
    reached = modules.reached(sources(lesson.notebook), source_is_shown=shown)
    return Fingerprint(
        code=_code(lesson, reached.shows_source, modules.store),
        modules=reached.modules,
        python=platform.python_version(),
        packages=installed_packages(),
        runner=runner(modules.store),
        options=options,
        environment=shaping(),
    )


def _code(lesson: Lesson, exact: bool, store: Store) -> str:
    """Fingerprint what a page has a kernel do; to read every cell as Python takes longer than to ask what was read."""

    def computed() -> str:
        forms = [False, True] if exact else [False]
        return " ".join(digest(json.dumps(kernel_steps(lesson.notebook, exact=form), sort_keys=True)) for form in forms)

    return store.get_or_compute("program", [kernel_steps(lesson.notebook), exact], computed)


def library(store: Store) -> Modules:
    """Read what lessons import of this project's own."""
    return Modules(library_modules() or modules_of("ordermatters"), store)


@functools.cache  # what runs is the code that was there at the start
def runner(store: Store) -> str:
    """Fingerprint the part of this plugin that a cached run depends on."""
    own = Modules(modules_of("ordermatters_site"), store)
    reached = own.reached(["from ordermatters_site.run.running import run_lesson\nrun_lesson"])
    return digest(json.dumps(reached.modules, sort_keys=True))


def _changes(now: dict[str, str], earlier: dict[str, str], *, show: bool = False) -> list[tuple[str, str]]:
    """Say of each name what became of it; `show` its values where a reader knows them (versions, not digests).

    What is new or gone comes last: it may be reached, or no more, by what changed.
    """
    names = sorted(now.keys() | earlier.keys())
    changed = [name for name in names if now.get(name) != earlier.get(name)]
    told = [(name, _how(earlier.get(name), now.get(name), show)) for name in changed]
    return sorted(told, key=lambda each: each[1].startswith("is "))


def _how(earlier: str | None, now: str | None, show: bool) -> str:
    if earlier is None:
        return "is new"
    if now is None:
        return "is gone"
    return f"{earlier} became {now}" if show else "changed"


def _shortened(reasons: list[str], most: int = 3) -> str:
    rest = len(reasons) - most
    return ", ".join(reasons[:most]) + (f" and {rest} more" if rest > 0 else "")
