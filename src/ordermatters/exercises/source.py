"""The text of a program: read as Python, its lines quoted, its gaps found; nothing of it runs here."""

import ast
import re
import warnings
from collections.abc import Iterator
from types import CodeType

from ordermatters.exercises.copied_text import copied, printed_sign

PLACE = "<your program>"


class Diagnosis(Exception):
    """A sentence for the student that explains what is wrong: nothing is left to find out."""


class Source:
    """The text of a program, its syntax tree and its code.

    >>> Source("def double(x): return 2 * x  # twice").meaning
    'def double(x):\\n    return 2 * x'

    Raises:
        Diagnosis: text that is no Python.
    """

    def __init__(self, text: str) -> None:
        """Parse and compile, but do not run."""
        text = text.removeprefix("\ufeff")  # a mark that some editors put before a text
        self.text = text
        self._lines = re.split(r"\r\n|\r|\n", text)  # as Python counts them; `splitlines` ends them at more signs
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.tree = ast.parse(text, PLACE)
                self.code: CodeType = compile(text, PLACE, "exec", dont_inherit=True)
                self.meaning = ast.unparse(self.tree)
        except SyntaxError as error:
            raise Diagnosis(self._no_python(error)) from None
        except (ValueError, MemoryError, RecursionError) as error:
            raise Diagnosis(f"Your program cannot be read as Python: {error}.") from None

    def gap(self) -> str | None:
        """Tell the first line where a `...` of the starter still waits for code."""
        line = min(_gaps(self.tree), default=None)
        return f"There is still a `...` in line {line}: put your own code in its place." if line else None

    def quoted(self, line: int) -> str:
        """Quote a line, as a paragraph of its own."""
        text = self.line(line).strip().replace("`", "ˋ")  # the real one marks where code begins and ends
        return f"\n\n    `{text}`" if text else ""

    def between(self, before: ast.expr, after: ast.expr) -> str:
        """Read what stands between two expressions of one line."""
        if before.end_lineno != after.lineno:
            return ""
        line = self._lines[after.lineno - 1].encode()  # columns are counted in bytes
        return line[before.end_col_offset : after.col_offset].decode()

    def line(self, line: int) -> str:
        """Give a line, counted from 1; nothing beyond the text."""
        return self._lines[line - 1] if 0 < line <= len(self._lines) else ""

    def hidden(self, name: str) -> str:
        """Tell where a function is defined that is not there when the program has run; nothing if it is nowhere."""
        for node in ast.walk(self.tree):
            inside = [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.FunctionDef)]
            line = next((part.lineno for part in inside if part.name == name), None)
            if line and isinstance(node, ast.ClassDef | ast.FunctionDef):
                return f" The one in line {line} stands inside of `{node.name}`: move it to the left margin."
            if line and isinstance(node, ast.stmt):
                above = self.line(node.lineno).strip()
                return f" The one in line {line} stands below `{above}` and is not reached: move it to the left margin."
            if line:
                return f" The one in line {line} loses its name again, to something below it or to an `@` above it."
        return ""

    def _no_python(self, error: SyntaxError) -> str:
        line = error.lineno or 1
        stop = "" if error.msg.endswith(("?", ".")) else "."
        said = printed_sign(error.msg) or self._glued(error) or copied(self.line(line))
        return f"Line {line} is not Python yet: {error.msg}{stop}{said}{self.quoted(line)}"

    def _glued(self, error: SyntaxError) -> str:
        """Explain `2mnp`: a number that runs into a name."""
        if "decimal literal" not in error.msg:
            return ""
        line = self._lines[(error.lineno or 1) - 1]
        found = re.search(r"\b(\d+)([A-Za-z]\w*)", line)
        return f" Python wants a `*` between factors: `{found[1]} * {found[2]}`, not `{found[0]}`." if found else ""


def _gaps(node: ast.AST) -> Iterator[int]:
    if isinstance(node, ast.Constant) and node.value is ...:
        yield node.lineno
    if not isinstance(node, ast.Subscript):  # A[..., 0] is no gap
        for child in ast.iter_child_nodes(node):
            yield from _gaps(child)
