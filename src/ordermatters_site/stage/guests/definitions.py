r"""`\newcommand` and its kin: what a formula defines holds for the rest of its page, as MathJax has it.

Each formula is typeset on its own, so it is given the definitions that it uses: `\def`, which KaTeX and MathJax both
read. A formula of nothing but definitions leaves nothing behind.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_DEFINING = re.compile(
    r"\\(?P<kind>newcommand|renewcommand|providecommand|DeclareMathOperator)(?P<star>\*?)\s*"
    r"(?:\{\s*(?P<braced>\\(?:[A-Za-z]+|.))\s*\}|(?P<bare>\\(?:[A-Za-z]+|.)))\s*"
    r"(?:\[(?P<count>[0-9])\])?\s*(?P<default>\[[^\]]*\])?\s*(?=\{)"
    r"|\\def\s*(?P<name>\\(?:[A-Za-z]+|.))(?P<parameters>(?:#[1-9])*)\s*(?=\{)"
)
_LET = re.compile(r"\\let\s*(\\[A-Za-z]+)\s*=?\s*(\\[A-Za-z]+)")
_REQUIRE = re.compile(r"\\require\s*\{[^}]*\}")
# What MathJax knows and KaTeX does not; a page may define it otherwise.
_STAND_INS = {
    r"\mbox": r"#1{\text{#1}}",
    r"\idotsint": r"{\int\cdots\int}",
    r"\matrix": r"#1{\begin{matrix}#1\end{matrix}}",
    r"\pmatrix": r"#1{\begin{pmatrix}#1\end{pmatrix}}",
    r"\cases": r"#1{\begin{cases}#1\end{cases}}",
    r"\eqalign": r"#1{\begin{aligned}#1\end{aligned}}",
    r"\displaylines": r"#1{\begin{gathered}#1\end{gathered}}",
    r"\class": r"#1#2{#2}",
    r"\cssId": r"#1#2{#2}",
    r"\style": r"#1#2{#2}",
    r"\sideset": r"#1#2#3{{\vphantom{#3}}#1\mathop{#3\nolimits#2}}",
    r"\overparen": r"#1{\overgroup{#1}}",
    r"\underparen": r"#1{\undergroup{#1}}",
    r"\hfill": r"{\quad}",
    r"\Tiny": r"{\tiny}",
}


def _stand_ins() -> dict[str, str]:
    return {name: rf"\def{name}{body}" for name, body in _STAND_INS.items()}


@dataclass
class Definitions:
    """The commands that a page has defined so far, each as `\\def`."""

    known: dict[str, str] = field(default_factory=_stand_ins)

    def take(self, tex: str, fault: Callable[[str], None]) -> str:
        """Note what a formula defines, and return what is left of it; `fault` is told what cannot be read."""
        tex = _LET.sub(self._let, _REQUIRE.sub("", tex))
        while found := _DEFINING.search(tex):
            end = end_of_group(tex, found.end())
            if end is None:
                fault(f"`{found[0]}` has no closing brace")
                break
            if found["default"]:
                name = found["braced"] or found["bare"]
                fault(f"`{name}` has an argument with a default, which KaTeX cannot read: give it no default")
            else:
                self._note(found, tex[found.end() + 1 : end - 1])
            tex = tex[: found.start()] + tex[end:]
        return tex.strip()

    def before(self, tex: str) -> str:
        """Write the definitions that a formula needs, those that they need among them."""
        needed: list[str] = []
        waiting = _COMMAND.findall(tex)
        while waiting:
            name = waiting.pop(0)
            if name in self.known and name not in needed:
                needed.append(name)
                waiting += _COMMAND.findall(self.known[name].removeprefix(rf"\def{name}"))
        return "".join(self.known[name] for name in needed)

    def _note(self, found: re.Match[str], body: str) -> None:
        name = found["braced"] or found["bare"] or found["name"]
        if found["kind"] == "DeclareMathOperator":
            body = rf"\operatorname{found['star']}{{{body}}}"
        parameters = found["parameters"] or "".join(f"#{n + 1}" for n in range(int(found["count"] or 0)))
        self.known[name] = rf"\def{name}{parameters}{{{body}}}"

    def _let(self, found: re.Match[str]) -> str:
        self.known[found[1]] = self.known.get(found[2], rf"\def{found[1]}{{{found[2]}}}").replace(
            rf"\def{found[2]}", rf"\def{found[1]}", 1
        )
        return ""


def end_of_group(tex: str, start: int) -> int | None:
    r"""Find where the group ends that opens at `start`; escaped braces are none.

    >>> end_of_group(r"{a{b}\}}c", 0)
    8
    """
    depth = 0
    for token in re.compile(r"\\.|[{}]", re.DOTALL).finditer(tex, start):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0:
            return token.end()
    return None
