"""A program in a process of its own: the check asks it for what its functions return, and judges that here.

Nothing but data comes back. An exit status, a printed line, a patched library or code that runs at exit are the other
process's own affair, and say nothing here.
"""

import json
import math
import os
import signal
import subprocess
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ordermatters.exercises.failures import Failure
from ordermatters.exercises.frozen import decoded, encoded
from ordermatters.exercises.running import Outcome
from ordermatters.exercises.source import Diagnosis, Source

Wrap = Callable[[Sequence[str], Path], list[str]]
"""Makes of a command one that runs it confined, to the folder `work` in a folder that is its own."""

_LONGEST_LINE = 4 << 20
_LIBRARIES = ("lib-dynload", "DLLs", "site-packages", "dist-packages")  # the second is Windows' name of the first
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "JAX_PLATFORMS")


class RemoteProgram:
    """A program that runs in a process of its own, in an empty folder, for at most some seconds.

    Raises:
        Diagnosis: a program that fails while its definitions are run, never ends, or ends Python.
    """

    def __init__(self, source: Source, seconds: float = 10.0, wrap: Wrap | None = None) -> None:
        """Start the process, and let it run the definitions."""
        self.source = source
        self._seconds = seconds
        self._late = False
        self._folder = tempfile.TemporaryDirectory(prefix="answer-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        command = _command(seconds)
        (folder / "work").mkdir()
        self._process = subprocess.Popen(
            wrap(command, folder) if wrap else command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder / "work",
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            start_new_session=True,
        )
        self._clock = threading.Timer(seconds, self._stop_late)
        self._clock.start()
        try:
            self._asked({"source": source.text})
        except BaseException:
            self._end()
            raise

    def __enter__(self) -> Self:
        """Begin: the process runs already."""
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the process and what it started, and remove its folder."""
        self._end()

    def unfit(self, name: str, count: int) -> str | None:
        """Write the parameters of a function that cannot take `count` arguments; None if it can."""
        found = self._asked({"do": "unfit", "name": name, "count": count}).get("parameters")
        return None if found is None else str(found)

    def calls(self, name: str, inputs: list[tuple[Any, ...]]) -> list[Outcome]:
        """Call a function with each of some arguments in turn."""
        return [self.call(name, arguments) for arguments in inputs]

    def call(self, name: str, arguments: tuple[Any, ...]) -> Outcome:
        """Call a function; what it asks of a `Given` among its arguments is answered here."""
        sent = [{"given": repr(argument)} if callable(argument) else encoded(argument) for argument in arguments]
        return self._outcome({"do": "call", "name": name, "arguments": sent}, arguments)

    def records(self, name: str, numbers: list[float]) -> list[Outcome]:
        """Call a function of one number, and return what it did with each, as `recording` writes it."""
        return [self._outcome({"do": "record", "name": name, "x": x}) for x in numbers]

    def _outcome(self, request: dict[str, Any], arguments: tuple[Any, ...] = ()) -> Outcome:
        reply = self._asked(request, arguments)
        try:
            failure = reply["failure"] and _failure(*reply["failure"])
            return Outcome(decoded(reply["returned"]), failure, str(reply["printed"])[:400])
        except (KeyError, TypeError, ValueError, RecursionError):
            raise Diagnosis(_MEDDLED) from None

    def _asked(self, request: dict[str, Any], arguments: tuple[Any, ...] = ()) -> dict[str, Any]:
        """Send a request; answer what the program asks meanwhile; return the reply."""
        self._send(request)
        while "ask" in (reply := self._read()):
            try:
                given = arguments[reply["ask"]]
                self._send({"returned": encoded(given.ask(*decoded(reply["arguments"])))})
            except Diagnosis as diagnosis:
                self._send({"diagnosis": str(diagnosis)})
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
                self._send({"error": str(error)})
        if "diagnosis" in reply:
            raise Diagnosis(str(reply["diagnosis"]))
        return reply

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise self._ended() from None

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline(_LONGEST_LINE)
        if not line.endswith(b"\n"):
            raise self._ended()
        try:
            reply = json.loads(line)
        except (ValueError, RecursionError):
            raise Diagnosis(_MEDDLED) from None
        if not isinstance(reply, dict):
            raise Diagnosis(_MEDDLED)
        return reply

    def _ended(self) -> Diagnosis:
        try:
            status = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return Diagnosis("Your program returned more than can be looked at.")
        if self._late:
            hint = "It never ends, or takes much too long: does every loop come to its end?"
            return Diagnosis(f"Your program was stopped after {self._seconds:g} seconds. {hint}")
        return Diagnosis(f"Your program ended Python itself, with status {status}.")

    def _stop_late(self) -> None:
        self._late = True
        self._kill()

    def _kill(self) -> None:
        with suppress(OSError):  # it may have ended
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def _end(self) -> None:
        self._clock.cancel()
        self._kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):  # what is left in it has nowhere to go
                    pipe.close()
        self._folder.cleanup()


_MEDDLED = "Your program wrote into what the check reads. Return the answer instead; nothing else counts."


def library_path() -> list[Path]:
    """List where Python finds the standard library, installed packages and the course, and nothing of the user's."""
    places = [sysconfig.get_path(kind) for kind in ("stdlib", "platstdlib", "purelib", "platlib")]
    stdlib = Path(sysconfig.get_path("stdlib"))
    shared = [entry for entry in sys.path if Path(entry).name in _LIBRARIES]
    course = Path(__file__).resolve().parents[2]
    found = [*map(Path, places), stdlib / "lib-dynload", *map(Path, shared), course]
    return list(dict.fromkeys(place for place in found if place.exists()))


def _command(seconds: float) -> list[str]:
    """Start Python apart from the user's settings and folders, with the same library."""
    path = [str(entry) for entry in library_path()]
    begin = f"import sys; sys.path[:] = {path!r}; from ordermatters.exercises.runner import main; main()"
    return [sys.executable, "-I", "-B", "-c", begin, str(math.ceil(seconds) + 1)]


def _failure(kind: Any, families: Any, said: Any, line: Any) -> Failure:
    return Failure(str(kind), tuple(map(str, families)), str(said)[:2000], line if isinstance(line, int) else None)
