"""The other end of `remote`: a process that runs one program, and answers what it is asked about it.

It holds no inputs but those of the call that runs, no answer, and no part of the verdict. What an answer's code does to
this process, it does to itself: whatever it writes into the channel is read as data that its functions returned.
"""

import json
import os
import sys
from typing import Any

from ordermatters.exercises.failures import Failure
from ordermatters.exercises.frozen import decoded, encoded
from ordermatters.exercises.program import Program
from ordermatters.exercises.running import Outcome
from ordermatters.exercises.source import Diagnosis, Source

_MEMORY = 8 << 30  # bytes of addresses; JAX reserves many more than it uses
_LARGEST_FILE = 16 << 20


def main() -> None:
    """Answer one line of JSON with another until there are no more."""
    channel = _Channel()
    program: Program | None = None
    _limit(int(sys.argv[1]))
    while request := channel.read():
        try:
            if program is None:
                program = Program(Source(request["source"]))
                channel.write({"started": True})
            else:
                channel.write(_answer(program, channel, request))
        except Diagnosis as diagnosis:
            channel.write({"diagnosis": str(diagnosis)})


class _Channel:
    """Standard input and output, moved where printing does not reach them."""

    def __init__(self) -> None:
        self._in = os.fdopen(os.dup(0), encoding="utf-8")
        self._out = os.fdopen(os.dup(1), "w", encoding="utf-8")
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nowhere, number)

    def read(self) -> Any:
        line = self._in.readline()
        return json.loads(line) if line else None

    def write(self, message: Any) -> None:
        self._out.write(json.dumps(message) + "\n")
        self._out.flush()


class _Given:
    """What the check hands to a program: it answers over the channel."""

    def __init__(self, channel: _Channel, name: str, place: int) -> None:
        self._channel, self._name, self._place = channel, name, place

    def ask(self, *arguments: Any) -> Any:
        self._channel.write({"ask": self._place, "arguments": encoded(list(arguments))})
        reply = self._channel.read()
        if "diagnosis" in reply:
            raise Diagnosis(reply["diagnosis"])
        if "error" in reply:
            raise TypeError(reply["error"])
        return decoded(reply["returned"])

    __call__ = ask

    def __repr__(self) -> str:
        return self._name


def _answer(program: Program, channel: _Channel, request: dict[str, Any]) -> Any:
    name = request["name"]
    if request["do"] == "unfit":
        return {"parameters": program.unfit(name, request["count"])}
    if request["do"] == "call":
        arguments = [_argument(argument, channel, place) for place, argument in enumerate(request["arguments"])]
        return _as_data(program.call(name, tuple(arguments)))
    return _as_data(program.records(name, [request["x"]])[0])


def _argument(argument: Any, channel: _Channel, place: int) -> Any:
    if isinstance(argument, dict) and "given" in argument:
        return _Given(channel, argument["given"], place)
    return decoded(argument)


def _as_data(outcome: Outcome) -> dict[str, Any]:
    failure: Failure | None = outcome.failure
    return {
        "returned": encoded(outcome.returned),
        "failure": failure and list(failure),
        "printed": outcome.printed,
    }


def _limit(seconds: int) -> None:
    """Set limits that hold for whatever the program starts, too, where the system has them."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        _, allowed = resource.getrlimit(kind)
        if allowed == resource.RLIM_INFINITY or allowed > most:
            resource.setrlimit(kind, (most, most))
