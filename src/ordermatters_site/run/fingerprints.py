"""What a page's numbers depend on, in a form that says why a page has to run again."""

import functools
import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ordermatters_site.provenance import installed_packages
from ordermatters_site.run.dependencies import modules_of, reached_modules
from ordermatters_site.run.lessons import Lesson
from ordermatters_site.run.program import program, sources
from ordermatters_site.store import Store


@dataclass(frozen=True)
class Fingerprint:
    """Everything that can change what a page's cells show; equal fingerprints, equal outputs, whatever the text."""

    code: str
    modules: dict[str, str]
    python: str
    packages: dict[str, str]
    runner: str
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Name the kept run of this page: 16 hexadecimal digits."""
        return _sha(json.dumps(asdict(self), sort_keys=True).encode())

    def differences(self, earlier: "Fingerprint") -> str:
        """Say what changed since `earlier`, in the words of whoever changed it."""
        reasons = ["its code changed"] if self.code != earlier.code else []
        reasons += [f"`{name}` {how}" for name, how in _changes(self.modules, earlier.modules)]
        if self.python != earlier.python:
            reasons.append(f"Python {earlier.python} became {self.python}")
        reasons += [f"package {name} {how}" for name, how in _changes(self.packages, earlier.packages, show=True)]
        reasons += ["the runner changed"] if self.runner != earlier.runner else []
        reasons += ["the options changed"] if self.options != earlier.options else []
        return _shortened(reasons)


def fingerprint(lesson: Lesson, options: dict[str, Any], known: Mapping[str, Path], store: Store) -> Fingerprint:
    """Take the fingerprint of a page as its code, the `known` modules and the installed packages stand now."""
    modules = reached_modules(sources(lesson.notebook), known, store)
    return Fingerprint(
        code=_sha(json.dumps(program(lesson.notebook), sort_keys=True).encode()),
        modules={name: _sha(_content(path)) for name, path in modules.items()},
        python=platform.python_version(),
        packages=installed_packages(),
        runner=_runner(),
        options=options,
    )


def _content(path: Path) -> bytes:
    """Read a module; a package also stands for the files in its folder that are no Python."""
    if path.name != "__init__.py":
        return path.read_bytes()
    beside = sorted(p for p in path.parent.iterdir() if p.is_file() and p.suffix not in {".py", ".pyc"})
    return b"\0".join(p.read_bytes() for p in [path, *beside])


@functools.cache
def _runner() -> str:
    """Fingerprint the part of this plugin that a kept run depends on."""
    modules = reached_modules(["import ordermatters_site.run.running"], modules_of("ordermatters_site"), Store())
    return _sha(b"\0".join(path.read_bytes() for path in modules.values()))


def _changes(now: dict[str, str], earlier: dict[str, str], *, show: bool = False) -> list[tuple[str, str]]:
    """Say of each name what became of it; `show` its values where a reader knows them (versions, not digests)."""
    names = sorted(now.keys() | earlier.keys())
    changed = [name for name in names if now.get(name) != earlier.get(name)]
    return [(name, _how(earlier.get(name), now.get(name), show)) for name in changed]


def _how(earlier: str | None, now: str | None, show: bool) -> str:
    if earlier is None:
        return "is new"
    if now is None:
        return "is gone"
    return f"{earlier} became {now}" if show else "changed"


def _shortened(reasons: list[str], most: int = 3) -> str:
    rest = len(reasons) - most
    return ", ".join(reasons[:most]) + (f" and {rest} more" if rest > 0 else "")


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
