"""A time limit for code that its author has just written, and that this thread runs: a loop may never end."""

import ctypes
import faulthandler
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 20.0
"""What a check may take, and by default a program of a student's in a terminal."""
_AGAIN = 0.5  # seconds until it is interrupted once more, where it has caught that
GRACE = 10.0
"""After so many seconds more, Python itself is ended: what runs is one call that cannot be interrupted."""


class TimeIsUp(KeyboardInterrupt):
    """Code has been interrupted as by Ctrl-C, which no check takes for an error of a program; it says where."""


@contextmanager
def time_limit() -> Iterator[None]:
    """Interrupt what runs within.

    A single call of a built-in function cannot be interrupted, and nothing else of this process runs beside it: where
    `sum` never ends, Python writes to the terminal in which line it is, and exits.

    Raises:
        TimeIsUp: if it has run longer than `SECONDS`; the message says so.
    """
    seconds, thread, is_over = SECONDS, threading.get_ident(), threading.Event()

    def watch() -> None:
        waiting = seconds
        while not is_over.wait(waiting):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TimeIsUp))
            waiting = _AGAIN

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    if sys.__stderr__:
        faulthandler.dump_traceback_later(seconds + GRACE, file=sys.__stderr__, exit=True)
    try:
        yield
    except TimeIsUp as late:
        late.args = (f"it was stopped after {seconds:g} seconds; does every loop come to its end?",)
        raise
    finally:
        faulthandler.cancel_dump_traceback_later()
        is_over.set()
        watcher.join()
