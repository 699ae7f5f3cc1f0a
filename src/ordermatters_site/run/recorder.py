"""Runs in a lesson's kernel before its first cell, and needs nothing but Python: this plugin may not be there.

It says which Python the kernel is, notes every file that is opened from then on, cuts output that no page can hold,
and lets `exit()` fail.
"""

import builtins
import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from typing import Any

MOST_CHARACTERS = 10_000_000
"""What a page may put out; the page itself would be refused long before."""
KERNEL, OPENED = "kernel.json", "opened"
_WRITING = os.O_WRONLY | os.O_RDWR


def start(folder: str, packages: list[str]) -> None:
    """Write down which Python this is and where it finds some packages, and begin to take notes."""
    found = {name: importlib.util.find_spec(name) for name in packages}
    about = {
        "prefix": sys.prefix,
        "version": sys.version.split()[0],
        "executable": sys.executable,
        "origins": {name: spec.origin if spec else None for name, spec in found.items()},
    }
    with open(os.path.join(folder, KERNEL), "w", encoding="utf-8") as file:
        json.dump(about, file)
    _note_files(os.path.join(folder, OPENED))
    _limit(type(sys.stdout))
    _fail_at_exit()


def _note_files(notes: str) -> None:
    """Note what is opened, and in which state: one line of JSON each, written past all that would note it again."""
    target = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    noted: set[tuple[str, bool]] = set()
    installed = tuple(os.path.join(place, "") for place in {sys.prefix, sys.base_prefix})

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or isinstance(arguments[0], int):
            return
        try:
            name, written = os.path.abspath(os.fsdecode(arguments[0])), bool(arguments[2] & _WRITING)
            if (name, written) not in noted and not name.startswith(installed):
                noted.add((name, written))
                os.write(target, json.dumps([name, written, *_state(name)]).encode() + b"\n")
        except (TypeError, ValueError, OSError):  # an error of the hook's would be the cell's
            return

    sys.addaudithook(hook)


def _state(name: str) -> tuple[int, int]:
    """Tell apart two states of a file: when it was changed, and its size."""
    try:
        state = os.stat(name)
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


def _limit(stream: Any) -> None:
    """Send no more of what is printed than it takes to see that it is too much: it would be held in memory twice."""
    flush: Any = getattr(stream, "_flush_buffers", None)

    def limited(self: Any) -> Iterator[tuple[Any, str]]:
        for of_cell, text in flush(self):
            yield of_cell, text[: MOST_CHARACTERS + 1]

    if flush:  # another kind of kernel may have no such thing
        stream._flush_buffers = limited


def _fail_at_exit() -> None:
    """Let `exit()` and `quit()` end a cell as `sys.exit()` does: IPython's would only ask its client for an end."""
    shell: Any = getattr(builtins, "get_ipython", lambda: None)()

    def leave(*_: Any, **__: Any) -> None:
        raise SystemExit

    if hasattr(shell, "exiter"):  # another kind of kernel may have no such thing
        type(shell.exiter).__call__ = leave
