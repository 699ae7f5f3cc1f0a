"""Markdown as people write it, drawn from a seed: blocks within blocks, and text that looks like markup."""

import random
import textwrap

WORDS = [
    "alpha",
    "beta_gamma",
    "__init__",
    "*x",
    "y*",
    "**bold**",
    "_em_",
    "`co|de`",
    "$x_1$",
    "a*b",
    "2*3",
    "[link](a.md)",
    "<b>t</b>",
    "~~no~~",
    "https://e.org",
    "#",
    "1.",
    "-",
    "+",
    "&",
    "<",
    "\\*",
    "\\\\",
    "![p](q.png)",
    "$5",
    "{a}",
    "|",
    ":",
    "!!!",
    "???",
    "===",
    "---",
    "``a`b``",
    "<br>",
    "&amp;",
    "[^1]",
    "www.a.org",
    "$$d$$",
    "_a_b_",
    "\\[x\\]",
    "é",
    "★",
]
FENCES = ("```python\nx = 1\n\n$a$ # b\n```", "~~~\n- a\n~~~", "````md\n```\nq\n```\n````")
FORMULAS = ("$$\na\n- b\n$$", "\\begin{align}\na &= b\n\\end{align}", "$$a$$ $$b$$", "so\n$$a$$\nand")
TABLE = "| a | b |\n|:--|--:|\n| {} | {} |"
HTML = (
    '<div class="alert alert-info">\n<b>x</b> *raw*\n</div>',
    "<center>hi</center>",
    '<img src="a.png" alt="z">',
    '<a id="q"></a>',
    "<!-- no -->",
    "<hr>",
)


class Author:
    """Writes one cell after another, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def cell(self) -> str:
        return "\n\n".join(self.block(0) for _ in range(self.random.randint(1, 5)))

    def block(self, depth: int) -> str:
        flat = [self.words, self.lines, self.fence, self.formula, self.table, self.html, self.heading, self.indented]
        deep = [self.bullets, self.numbers, self.tasks, self.quotation, self.alert, self.fold]
        return self.random.choice(flat if depth > 2 else [*flat, *deep, *deep])(depth)

    def words(self, depth: int, most: int = 6) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(self.random.randint(1, most)))

    def lines(self, depth: int) -> str:
        return self.random.choice(("\n", "  \n", "\\\n")).join(self.words(depth) for _ in range(3))

    def fence(self, depth: int) -> str:
        return self.random.choice(FENCES)

    def formula(self, depth: int) -> str:
        return self.random.choice(FORMULAS)

    def table(self, depth: int) -> str:
        return TABLE.format(self.random.choice(("x", "`y`", "*z*", "$|u|$")), self.random.choice(("1", "", "**2**")))

    def html(self, depth: int) -> str:
        return self.random.choice(HTML)

    def heading(self, depth: int) -> str:
        return f"{self.random.choice(('##', '###', '* * *', '####'))} {self.words(depth, 4)}"

    def indented(self, depth: int) -> str:
        return "    indented\n      code"

    def bullets(self, depth: int) -> str:
        mark = self.random.choice(("- ", "* ", "+ "))
        return self._list([mark] * self.random.randint(1, 4), depth)

    def numbers(self, depth: int) -> str:
        first, end = self.random.choice((0, 1, 1, 1, 3)), self.random.choice((". ", ") "))
        return self._list([f"{first + n}{end}" for n in range(self.random.randint(1, 4))], depth)

    def tasks(self, depth: int) -> str:
        marks = [self.random.choice(("[ ] ", "[x] ")) for _ in range(self.random.randint(1, 4))]
        return self._list(["- "] * len(marks), depth, marks)

    def _list(self, marks: list[str], depth: int, boxes: list[str] | None = None) -> str:
        between = self.random.choice(("\n", "\n", "\n\n"))
        items = zip(marks, boxes or [""] * len(marks), strict=True)
        return between.join(self._item(mark, box, depth) for mark, box in items)

    def _item(self, mark: str, box: str, depth: int) -> str:
        body = box + "alpha " + self.words(depth, 4)
        for _ in range(self.random.choice((0, 0, 1, 2))):
            body += self.random.choice(("\n", "\n\n")) + self.block(depth + 1)
        return mark + textwrap.indent(body, " " * len(mark)).lstrip()

    def quotation(self, depth: int) -> str:
        return self._quoted(f"{self.block(depth + 1)}\n\n{self.block(depth + 1)}")

    def alert(self, depth: int) -> str:
        return self._quoted(f"[!{self.random.choice(('NOTE', 'TIP', 'WARNING'))}]\n{self.block(depth + 1)}")

    def _quoted(self, text: str) -> str:
        return "\n".join(f"> {line}" for line in text.split("\n"))

    def fold(self, depth: int) -> str:
        return f"<details>\n<summary>S</summary>\n\n{self.block(depth + 1)}\n\n{self.block(depth + 1)}\n\n</details>"
