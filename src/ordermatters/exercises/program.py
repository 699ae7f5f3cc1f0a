"""A student's program: run in a namespace of its own, its functions called, what comes of it handed on as data.

The check compares numbers and reads texts. It never holds an object of the program's, whose class might say anything.
"""

import atexit
import copy
import difflib
import importlib
import inspect
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import TextIOBase
from types import TracebackType
from typing import Any, Protocol, Self

from ordermatters.exercises import jax_rules
from ordermatters.exercises.apart import Apart
from ordermatters.exercises.failures import Failure, failure_of
from ordermatters.exercises.frozen import frozen, is_plain
from ordermatters.exercises.source import Diagnosis, Source

_NAME = "answer"
_MOST_PRINTED = 400


@dataclass(frozen=True)
class Outcome:
    """What came of a call: what was returned, as plain data, or how it failed; and the beginning of its printing."""

    returned: Any = None
    failure: Failure | None = None
    printed: str = ""


class Running(Protocol):
    """A program that has run its definitions, here or in a process of its own."""

    source: Source

    def unfit(self, name: str, count: int) -> str | None:
        """Write the parameters of a function that cannot take `count` arguments; None if it can."""

    def call(self, name: str, arguments: tuple[Any, ...]) -> Outcome:
        """Call a function."""

    def record(self, name: str, x: float) -> Outcome:
        """Call a function of one number, and return what it did with it, as `recording` writes it."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End, and leave nothing behind."""


class Program:
    """A program that runs in this process, and what it defines.

    >>> with Program(Source("def double(x): return 2 * x")) as program:
    ...     program.call("double", (21,)).returned
    42

    Attributes:
        altered: whether it changed something that other programs share; it was put back, as far as it was seen.

    Raises:
        Diagnosis: a program that fails while its definitions are run, or has no function of the name asked for.
    """

    def __init__(self, source: Source) -> None:
        """Run the program once, from its first line to its last, in a fresh namespace."""
        self.source = source
        self._apart = Apart(_NAME)
        self._namespace = vars(self._apart.module)
        ran = self._guarded(lambda: exec(source.code, self._namespace))
        if ran.failure:
            raise Diagnosis(f"Your program stopped {ran.failure.summary(source)}")

    def __enter__(self) -> Self:
        """Begin: there is nothing to prepare."""
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End: surroundings have been put back after each call."""

    @property
    def altered(self) -> bool:
        """Tell what was seen by `Apart`."""
        return self._apart.altered

    def unfit(self, name: str, count: int) -> str | None:
        """Write the parameters of a function that cannot take `count` arguments; None if it can."""
        function = self._function(name)
        with self._apart.entered():
            return unfitting_parameters(function, count)

    def call(self, name: str, arguments: tuple[Any, ...]) -> Outcome:
        """Call a function with copies of the arguments, so that it may change them; printing goes nowhere."""
        function = self._function(name)
        given = [_handed_out(argument) if callable(argument) else copy.deepcopy(argument) for argument in arguments]
        return self._guarded(lambda: function(*given))

    def record(self, name: str, x: float) -> Outcome:
        """Call a function of one number, and return what it did with it, as `recording` writes it."""
        function = self._function(name)

        def recorded() -> Any:
            recording = importlib.import_module("ordermatters.recording")  # the program's own copy
            if not jax_rules.is_in_use():
                return recording.recorded(function, x)
            with jax_rules.in_place(self._namespace):
                return recording.recorded(inspect.unwrap(function), x)

        return self._guarded(recorded)

    def _function(self, name: str) -> Callable[..., Any]:
        found: Any = self._namespace.get(name)
        if callable(found):
            return found  # type: ignore[no-any-return]
        functions = [key for key, value in self._namespace.items() if callable(value) and key != "__builtins__"]
        near = difflib.get_close_matches(name, functions, n=1)
        called = f" Yours is called `{near[0]}`." if near else ""
        raise Diagnosis(f"Your program defines no function `{name}`, and the check calls it by that name.{called}")

    def _guarded(self, action: Callable[[], Any]) -> Outcome:
        """Run a part of the program, then read what it returned with everything as it was before."""
        printed, kept = _Printed(), list[Any]()
        try:
            self._run(lambda: kept.append(action()), printed)
            if not is_plain(kept[0]):
                self._run(lambda: kept.append(frozen(kept.pop())), printed)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # exit() too
            return Outcome(None, failure_of(error), printed.text)
        return Outcome(kept.pop(), None, printed.text)

    def _run(self, step: Callable[[], Any], printed: TextIOBase) -> None:
        with self._apart.entered(), warnings.catch_warnings(), redirect_stdout(printed), redirect_stderr(printed):
            warnings.simplefilter("ignore")
            registered, atexit.register = atexit.register, _registered  # type: ignore[assignment]
            try:
                step()
            finally:
                atexit.register = registered


def unfitting_parameters(function: Callable[..., Any], count: int) -> str | None:
    """Write the parameters of a function that cannot take `count` arguments; None if it can."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # a built-in function may have none
        return None
    try:
        signature.bind(*[None] * count)
    except TypeError:
        return ", ".join(map(str, signature.parameters))
    return None


def _registered(function: Callable[..., Any], *arguments: Any, **named: Any) -> Callable[..., Any]:
    """Take the place of `atexit.register`: a check has no end at which anything could run."""
    return function


def _handed_out(given: Any) -> Callable[..., Any]:
    """Hand out what a `Given` answers, as a function in which there is nothing to look up."""

    def function(*arguments: Any) -> Any:
        return given.ask(*map(frozen, arguments))

    function.__name__ = function.__qualname__ = repr(given)
    return function


class _Printed(TextIOBase):
    """Take what is printed, and keep its beginning."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text[: _MOST_PRINTED - len(self.text)]
        return len(text)
