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
from functools import partial
from io import TextIOBase
from types import TracebackType
from typing import Any, Self

from ordermatters.exercises import jax_rules
from ordermatters.exercises.failures import failure_of
from ordermatters.exercises.frozen import frozen, is_plain
from ordermatters.exercises.isolation import Isolation
from ordermatters.exercises.running import Outcome
from ordermatters.exercises.source import Diagnosis, Source

_NAME = "answer"
_MOST_PRINTED = 400


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
        self._isolation = Isolation(_NAME)
        self._namespace = vars(self._isolation.module)
        with self._isolation.entered():
            ran = self._guarded(lambda: exec(source.code, self._namespace))
        if ran.failure:
            raise Diagnosis(f"Your program stopped {ran.failure.summary(source)}")

    def __enter__(self) -> Self:
        """Begin: there is nothing to prepare."""
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End: surroundings have been put back whenever the program was left."""

    @property
    def altered(self) -> bool:
        """Tell what was seen by `Isolation`."""
        return self._isolation.altered

    def unfit(self, name: str, count: int) -> str | None:
        """Write the parameters of a function that cannot take `count` arguments; None if it can."""
        function = self._function(name)
        with self._isolation.entered():
            return unfitting_parameters(function, count)

    def calls(self, name: str, inputs: list[tuple[Any, ...]]) -> list[Outcome]:
        """Call a function with copies of arguments, so that it may change them; printing goes nowhere.

        To change surroundings and put them back takes longer than most calls: it is done once for all of them.
        """
        function = self._function(name)
        copies = [list(map(_handed_out, arguments)) for arguments in inputs]
        with self._isolation.entered():
            return [self._guarded(partial(function, *arguments)) for arguments in copies]

    def call(self, name: str, arguments: tuple[Any, ...]) -> Outcome:
        """Call a function once, as `calls` does."""
        return self.calls(name, [arguments])[0]

    def records(self, name: str, numbers: list[float]) -> list[Outcome]:
        """Call a function of one number, and return what it did with each, as `recording` writes it."""
        function = self._function(name)

        def recorded(x: float) -> Any:
            recording = importlib.import_module("ordermatters.recording")  # the program's own copy
            if not jax_rules.is_in_use():
                return recording.recorded(function, x)
            with jax_rules.in_place(self._namespace):
                return recording.recorded(inspect.unwrap(function), x)

        with self._isolation.entered():
            return [self._guarded(partial(recorded, x)) for x in numbers]

    def _function(self, name: str) -> Callable[..., Any]:
        found: Any = self._namespace.get(name)
        if callable(found):
            return found  # type: ignore[no-any-return]
        functions = [key for key, value in self._namespace.items() if callable(value) and key != "__builtins__"]
        near = difflib.get_close_matches(name, functions, n=1)
        called = self.source.hidden(name) or (f" Yours is called `{near[0]}`." if near else "")
        raise Diagnosis(f"Your program defines no function `{name}`, and the check calls it by that name.{called}")

    def _guarded(self, action: Callable[[], Any]) -> Outcome:
        """Run a part of the program in its surroundings, then copy what it returned: a later part may change it."""
        printed = _Printed()
        try:
            returned = self._run(action, printed)
            copied = returned[:] if type(returned) is list else returned
            if not is_plain(copied):
                copied = self._run(lambda: frozen(returned), printed)
            if inspect.iscoroutine(returned):
                returned.close()  # or Python warns that nobody awaited it
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # exit() too
            return Outcome(None, failure_of(error), printed.text)
        return Outcome(copied, None, printed.text)

    def _run(self, step: Callable[[], Any], printed: TextIOBase) -> Any:
        with warnings.catch_warnings(), redirect_stdout(printed), redirect_stderr(printed):
            warnings.simplefilter("ignore")
            registered, atexit.register = atexit.register, _registered  # type: ignore[assignment]
            try:
                return step()
            finally:
                self._isolation.put_back_builtins()
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
        plain = [one.replace(annotation=one.empty, default=one.empty) for one in signature.parameters.values()]
        return str(inspect.Signature(plain))[1:-1]
    return None


def _registered(function: Callable[..., Any], *arguments: Any, **named: Any) -> Callable[..., Any]:
    """Take the place of `atexit.register`: a check has no end at which anything could run."""
    return function


def _handed_out(given: Any) -> Any:
    """Copy an argument; what a `Given` answers is handed out as a function in which there is nothing to look up."""
    if not callable(given):
        return copy.deepcopy(given)

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
