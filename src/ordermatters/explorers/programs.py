"""A function in Python that the reader wrote: run to get it, called with care, and explained where it fails.

It runs with all that Python can do. A browser does that in a worker of its own, with a time limit, and only when the
reader asks for it; whoever calls this elsewhere runs the code as if it were theirs.
"""

import traceback
import warnings
from collections.abc import Callable
from typing import Any

from ordermatters.explorers.controls import Control
from ordermatters.explorers.explorer import CannotDraw
from ordermatters.explorers.functions import FUNCTIONS
from ordermatters.explorers.words import listed

#: Functions worth a look; the first is that of the lessons.
PRODUCT_AND_SQUARE = """\
def f(x):
    x1, x2, x3 = x
    return [2 * x1 * x2, x3**2]
"""
CURVES = """\
def f(x):
    x1, x2, x3 = x
    return [sin(x1) * x2, exp(x2) + log(x3)]
"""
LINEAR = """\
def f(x):
    x1, x2, x3 = x
    return [x1 + 2 * x2 + 3 * x3, 4 * x1 - x3]
"""
LOOP = """\
def f(x):
    root = x[0]
    for _ in range(6):  # Heron's rule
        root = (root + x[0] / root) / 2
    return [root * x[1], root * x[2]]
"""

Function = Callable[[list[Any]], Any]


def function_of(control: Control, source: str) -> Function:
    """Run a program that defines `f`, and return that function, which from then on explains its errors.

    Raises:
        CannotDraw: a program that fails, or defines no `f`; so does the function where it fails.
    """
    namespace: dict[str, Any] = {"__name__": "__main__", **FUNCTIONS}  # they need no import
    file = f"“{control.label}”"

    def guarded(work: Callable[[], Any]) -> Any:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return work()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # `exit()` too
            raise CannotDraw(control.said(explained(error, file))) from None

    guarded(lambda: exec(compile(source, file, "exec", dont_inherit=True), namespace))
    f = namespace.get("f")
    if not callable(f):
        raise CannotDraw(control.said("must define a function f(x)"))
    return lambda x: guarded(lambda: f(x))


def explained(error: BaseException, file: str) -> str:
    """Say in a sentence what went wrong, and in which line.

    >>> explained(ZeroDivisionError("division by zero"), "f")
    'fails with ZeroDivisionError: division by zero'
    """
    if isinstance(error, SyntaxError) and error.filename == file:
        return f"is no Python: line {error.lineno}: {error.msg}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    where = f" in line {lines[-1]}" if lines else ""
    message = " ".join(traceback.format_exception_only(type(error), error)[-1].split())
    if isinstance(error, TypeError) and "must be real number, not" in message:
        message += f" (take {listed(FUNCTIONS)} as they are here, not those of math, which know no derivatives)"
    return f"fails{where} with {message}"
