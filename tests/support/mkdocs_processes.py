"""MkDocs, or what needs as much of it, in a process forked from one that has imported it: it takes half a second."""

import functools
import gc
import itertools
import multiprocessing
import os
import re
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from ordermatters_site.run import forked_kernels
from ordermatters_site.run.environment import kernel_environment

# Nothing of `ordermatters`: a test may bring its own.
_MARKDOWN = ("admonition", "attr_list", "codehilite", "footnotes", "md_in_html", "tables")
_PRELOADED = (
    ["mkdocs.__main__", "mkdocs.commands.build", "material.plugins.search.plugin", "ordermatters_site.plugin"]
    # What the plugin imports where a lesson runs.
    + ["jupytext", "ordermatters_site.run.parallel", "ordermatters_site.markdown"]
    + ["IPython.paths", "ipykernel.kernelspec"]
    + [f"markdown.extensions.{name}" for name in _MARKDOWN]
    + [f"pymdownx.{name}" for name in ("arithmatex", "details", "highlight", "superfences", "tabbed")]
    + ["pygments.formatters.html", "pygments.lexers.python", "pygments.styles.default"]
)
_logs = itertools.count()
SECONDS = 120
"""How long any of these small builds may take before it counts as hung."""


@functools.cache
def _forks() -> "multiprocessing.context.ForkServerContext":
    """Return what starts processes; only here, for Windows, where the library's tests run too, has no such thing."""
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(_PRELOADED)
    return forks


@dataclass
class Build:
    """What one build said and whether it ended well."""

    status: int
    log: str

    @property
    def ran(self) -> dict[str, str]:
        """Map each page that ran to the reason it gave."""
        return dict(re.findall(r"(?:ran|FAILED)\s+(\S+): (.*) \([\d.]+ s[^)]*\)", self.log))


class Forked:
    """Some code, running in a folder as a program of its own with some arguments."""

    def __init__(self, folder: Path, environment: dict[str, str], arguments: list[str], code: str):
        self._log = folder / f"mkdocs-{next(_logs)}.log"
        self._log.touch()
        kernels = kernel_environment("", environment)
        given = (folder, environment, arguments, self._log, code, kernels, forked_kernels.server_for(kernels))
        self._process = _forks().Process(target=_run, args=given)
        self._process.start()

    @property
    def number(self) -> int:
        """The number by which the system knows the process."""
        assert self._process.pid
        return self._process.pid

    def log(self) -> str:
        """Return all that it has said."""
        return self._log.read_text(encoding="utf-8")

    def is_running(self) -> bool:
        return self._process.is_alive()

    def stop(self) -> None:
        self._process.terminate()
        self._process.join()

    def end(self) -> Build:
        """Wait for the end; a process that a signal ended has its negative number as its status."""
        self._process.join(SECONDS)
        if self._process.exitcode is None:
            self._process.kill()
            raise AssertionError(f"did not end in {SECONDS} s:\n{self.log()}")
        return Build(self._process.exitcode, self.log())


class MkDocs(Forked):
    """`mkdocs` with some arguments, running in a folder; `first` is code that its process runs before."""

    def __init__(self, folder: Path, environment: dict[str, str], arguments: list[str], first: str = ""):
        super().__init__(folder, environment, arguments, f"{first}\nfrom mkdocs.__main__ import cli\ncli()")


def exported(folder: Path, *arguments: str) -> Build:
    """Export the course of a folder."""
    code = "from ordermatters_site.export import main\nraise SystemExit(main())"
    return Forked(folder, dict(os.environ), list(arguments), code).end()


def _run(
    folder: Path,
    environment: dict[str, str],
    arguments: list[str],
    log: Path,
    code: str,
    kernels: dict[str, str],
    server: socket.socket,
) -> None:
    gc.freeze()  # what is imported is no garbage
    forked_kernels._servers[forked_kernels._key(kernels)] = server
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:0] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    sys.argv = ["mkdocs", *arguments]
    exec(code, {})
