"""A program of its own: it has imported what every kernel imports, and forks each kernel from there.

    python kernel_server.py DESCRIPTOR

Each message to the socket with that number asks for a kernel: JSON with its `arguments`, `environment` and `folder`,
and three file descriptors: of a connection that lives as long as the kernel may, and of what it writes to. The number
of its process goes back through the connection. A kernel ends, with all its group, when its connection does: whatever
happens to the process that asked for it, none is left.
"""

import contextlib
import importlib.util
import json
import os
import select
import signal
import socket
import sys
from typing import Any

_LONGEST = 1 << 17  # bytes of a message


def serve(requests: socket.socket) -> None:
    """Fork a kernel for each request, until nobody is left who could ask for one."""
    kernels: dict[socket.socket, int] = {}
    while True:
        ready, _, _ = select.select([requests, *kernels], [], [])
        for connection in set(ready) & set(kernels):
            _end(kernels.pop(connection))
            connection.close()
        if requests in ready:
            asked, descriptors, _, _ = socket.recv_fds(requests, _LONGEST, 3)
            if not asked:
                break
            connection, number = _forked(json.loads(asked), descriptors, [requests, *kernels])
            kernels[connection] = number
    for number in kernels.values():
        _end(number)


def _forked(asked: dict[str, Any], descriptors: list[int], others: list[socket.socket]) -> tuple[socket.socket, int]:
    """Fork a kernel; return its connection and the number of its process."""
    number = os.fork()
    if not number:
        for other in others:
            other.close()
        _become_kernel(asked, descriptors)
    connection = socket.socket(fileno=descriptors[0])
    for descriptor in descriptors[1:]:
        os.close(descriptor)
    with contextlib.suppress(OSError):  # who asked has gone: the connection says so
        connection.send(str(number).encode())
    return connection, number


def _become_kernel(asked: dict[str, Any], descriptors: list[int]) -> None:
    """Go on as `python -m ipykernel_launcher` would after its imports, as the first process of a group of its own."""
    status = 1
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDONLY)
        for source, target in zip((nothing, *descriptors[1:]), range(3), strict=True):
            os.dup2(source, target)
        for descriptor in {nothing, *descriptors} - {0, 1, 2}:
            os.close(descriptor)
        os.chdir(asked["folder"])
        os.environ.clear()
        parent = str(os.getppid())
        os.environ.update(asked["environment"], JPY_PARENT_PID=parent)
        first = os.environ.get("PYTHONPATH", "").split(os.pathsep)
        sys.path[:] = dict.fromkeys([*filter(None, first), *sys.path])
        sys.argv = [LAUNCHER, *asked["arguments"]]
        IPKernelApp.launch_instance(parent_handle=int(parent))  # that of the environment is read by an import
        status = 0
    finally:
        os._exit(status)


def _end(number: int) -> None:
    """End a kernel and the processes that its cells have started."""
    for kill in (os.killpg, os.kill):  # a kernel that has just been forked has no group yet
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(number, signal.SIGKILL)
    os.waitpid(number, 0)


if __name__ == "__main__":
    given = int(sys.argv[1])
    os.closerange(3, given)  # what whoever started this has left open is none of a kernel's business
    os.closerange(given + 1, os.sysconf("SC_OPEN_MAX"))
    del sys.path[0]  # the folder of this file, before anything is looked for there
    found = importlib.util.find_spec("ipykernel_launcher")
    LAUNCHER = (found and found.origin) or "ipykernel_launcher"
    import ipykernel.zmqshell  # noqa: F401
    import IPython.core.completer  # noqa: F401
    from ipykernel.kernelapp import IPKernelApp

    serve(socket.socket(fileno=given))
