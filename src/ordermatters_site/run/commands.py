"""IPython's own commands in the code of a page, as Python: what names they use, or that they may reach anything.

IPython is imported only where a cell holds such lines: a build with nothing to do would be longer by 0.06 s. The store
keeps what comes of it.
"""

import ast
import re
from collections.abc import Iterator

from ordermatters_site.run.parsing import parsed

# A line of a magic command, of the shell, or one that asks for help; Python itself has none of them.
_COMMAND = re.compile(r"^\s*(?:[\w, ]+=\s*)?[%!]|^\s*\?|\?\s*$", re.MULTILINE)

# What these take is Python, after options; what `%%capture` takes is the name of a variable.
_OF_PYTHON = {"capture", "config", "prun", "time", "timeit"}
_OPTIONS = re.compile(r"(?:-[nrp]\s*\d+\s+|-[a-z]\s+|--[\w-]+\s+)*")
# These run no code of the page's, and import nothing that it could name. All others may, `%run` and `%load_ext` among
# them, or show source (`%pinfo`), or are a page's own.
_OF_IPYTHON = {"cd", "colors", "env", "matplotlib", "precision", "pwd", "who", "whos", "xmode"}
# Programs that run no Python. Any other may: `!python`, `!make`, or a script that lies beside the page.
_PROGRAMS = """
cat date df du echo file free head hostname ls lscpu nproc nvidia-smi pwd sort tail tree uname uniq wc which whoami
"""
# With these, a command of the shell may hold another, or a Python expression.
_HOLDS_MORE = re.compile(r"[`${}()<>\n]")


def as_python(code: str) -> str:
    """Return code whose names are those of a page's code that holds commands, the code that they run among it.

    Raises:
        SyntaxError: if it is no Python even so, or a command may reach what no name in the code says.
    """
    if not _COMMAND.search(code):
        raise SyntaxError("no Python, and no command")
    from IPython.core.inputtransformer2 import TransformerManager  # as the kernel reads a cell

    python = str(TransformerManager().transform_cell(code))  # type: ignore[no-untyped-call]
    return "\n".join([python, *_commanded(parsed(python))])


def _commanded(tree: ast.Module) -> Iterator[str]:
    """Yield the Python that commands run."""
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and _is_ipython(call.func.value)):
            continue
        given = [str(part.value) for part in call.args if isinstance(part, ast.Constant)]
        if call.func.attr in ("run_line_magic", "run_cell_magic"):
            yield from _python_of(*given)
        elif not (call.func.attr in ("system", "getoutput") and _is_harmless(*given)):
            raise SyntaxError("a command that may reach anything")


def _is_ipython(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "get_ipython"


def _python_of(name: str, line: str, body: str = "") -> Iterator[str]:
    if name == "capture" or name in _OF_IPYTHON:
        if _HOLDS_MORE.search(line) or (body and name != "capture"):
            raise SyntaxError("a magic command whose arguments may hold any code")
    elif name in _OF_PYTHON:
        yield _without_options(line)
    else:
        raise SyntaxError("a magic command that may reach anything")
    yield _readable(body)


def _without_options(line: str) -> str:
    """Take options off a line; one that can be read with them may have none: `-x`."""
    try:
        parsed(line)
    except (SyntaxError, ValueError):
        return _readable(_OPTIONS.sub("", line, count=1))
    return line


def _readable(code: str) -> str:
    try:
        parsed(code)
    except (SyntaxError, ValueError):
        return as_python(code)
    return code


def _is_harmless(command: str) -> bool:
    """Tell whether a line of the shell runs nothing but programs that reach nothing of a page's."""
    programs = [part.split()[:1] for part in re.split(r"[|;&]+", command)]
    return not _HOLDS_MORE.search(command) and all(
        not program or program[0] in _PROGRAMS.split() for program in programs
    )
