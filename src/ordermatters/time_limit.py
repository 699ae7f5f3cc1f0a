"""A time limit for code that its author has just written, and that this thread runs: a loop may never end."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 20.0
"""What a check may take, and by default a program of a student's in a terminal."""
_AGAIN = 0.5  # seconds until it is interrupted once more, where it has caught that


class TimeIsUp(KeyboardInterrupt):
    """Code has been interrupted as by Ctrl-C, which no check takes for an error of a program; it says where."""


@contextmanager
def time_limit() -> Iterator[None]:
    """Interrupt what runs within; a single call of a built-in function comes to its end first.

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
    try:
        yield
    except TimeIsUp as late:
        late.args = (f"it was stopped after {seconds:g} seconds; does every loop come to its end?",)
        raise
    finally:
        is_over.set()
        watcher.join()
