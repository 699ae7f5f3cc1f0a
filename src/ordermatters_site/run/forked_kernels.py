"""Kernels by fork: of the half second of processor time that a kernel takes to start, four fifths are its imports.

On Linux a kernel of this Python is forked from a process that has made them, in the environment that the kernel would
start in; any other one is started by jupyter_client.
"""

import atexit
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

_SECONDS_TO_ANSWER = 60
_PROGRAM = Path(__file__).with_name("kernel_server.py")
_LAUNCHER = [sys.executable, "-m", "ipykernel_launcher"]
# What each kernel is told by itself. Whatever else an environment says may count when Python starts.
_OWN = {"IPYTHONDIR", "JPY_PARENT_PID", "PYTHONPATH"}

_Environment = frozenset[tuple[str, str]]
_servers: dict[_Environment, socket.socket] = {}


class ForkingProvisioner(LocalProvisioner):
    """Forks a kernel where that is possible, and starts it otherwise."""

    _forked: "ForkedProcess | None" = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel, as jupyter_client asks for one."""
        if sys.platform != "linux" or cmd[:3] != _LAUNCHER:
            return await super().launch_kernel(cmd, **kwargs)
        try:
            process = ForkedProcess(cmd[3:], kwargs["env"], kwargs.get("cwd") or os.getcwd())
        except (OSError, NotImplementedError):  # a server that has ended, or a system without what it takes
            if server := _servers.pop(_key(kwargs["env"]), None):
                server.close()
            return await super().launch_kernel(cmd, **kwargs)
        self._forked = process
        self.process: Any = process
        self.pid = self.pgid = process.pid
        return self.connection_info

    def end_group(self) -> None:
        """End the kernel, if it has not ended yet, and the processes that its cells have started."""
        if self.pgid and hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pgid, signal.SIGKILL)
        elif self.process:  # Windows has no groups of processes
            self.process.kill()
        if self._forked:
            self._forked.wait()


class ForkedProcess:
    """What jupyter_client wants of a kernel's process."""

    stdin = stdout = stderr = None

    def __init__(self, arguments: list[str], environment: Mapping[str, str], folder: str) -> None:
        """Have it forked.

        Raises:
            OSError: if its server has ended, or does not answer.
        """
        request = {"arguments": arguments, "environment": dict(environment), "folder": folder}
        self._connection, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with closing(theirs):
                socket.send_fds(server_for(environment), [json.dumps(request).encode()], [theirs.fileno(), 1, 2])
            self._connection.settimeout(_SECONDS_TO_ANSWER)
            self.pid = int(self._connection.recv(20) or -1)
            if self.pid < 0:
                raise ConnectionResetError("the server of kernels has ended")
            self._process = os.pidfd_open(self.pid)
        except OSError:
            self._connection.close()
            raise

    def poll(self) -> int | None:
        """Return None as long as it runs."""
        if self._process < 0:
            return 0
        ended = select.poll()  # other than `select`, for any number of a descriptor
        ended.register(self._process, select.POLLIN)
        return 0 if ended.poll(0) else None

    def wait(self) -> int:
        """Let its server end what is left of its group; it has ended itself."""
        if self._process >= 0:
            os.close(self._process)
            self._process = -1
            self._connection.close()
        return 0

    def send_signal(self, number: int) -> None:
        """Send it a signal, where it still runs."""
        if self._process >= 0:
            signal.pidfd_send_signal(self._process, number)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def server_for(environment: Mapping[str, str]) -> socket.socket:
    """Return the socket that a server hears whose kernels start in an environment; it is started at the first call.

    It ends when no process is left that holds the socket.
    """
    key = _key(environment)
    if key not in _servers:
        _servers[key] = _started(dict(key))
        atexit.register(_servers[key].close)
    return _servers[key]


def _key(environment: Mapping[str, str]) -> _Environment:
    return frozenset((name, value) for name, value in environment.items() if name not in _OWN)


def _started(environment: dict[str, str]) -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with closing(theirs):
        os.set_inheritable(theirs.fileno(), True)
        command = [sys.executable, str(_PROGRAM), str(theirs.fileno())]
        nothing = (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)
        # In a session of its own: a terminal's Ctrl-C is not meant for it.
        os.posix_spawn(sys.executable, command, environment, file_actions=[nothing], setsid=True)
    return ours
