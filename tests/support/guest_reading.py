"""What is read of a built page: its article, without the frame around it."""

import re
from dataclasses import dataclass
from html import unescape

from courses import Course

_MATHML = re.compile(r'<span class="katex-mathml">.*?</math></span>', re.DOTALL)


@dataclass(frozen=True)
class Article:
    """The article of a page, its foot left out."""

    html: str

    @classmethod
    def of(cls, site: Course, page: str = "page") -> "Article":
        """Read a page of a built site."""
        html = site.html(page)
        start, end = html.index("<article"), html.index("</article")
        return cls(re.sub(r'<footer class="om-foot".*?</footer>', "", html[start:end], flags=re.DOTALL))

    @property
    def text(self) -> str:
        """What is read, blanks in one form."""
        seen = _MATHML.sub("", self.html)
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", seen)).split())

    @property
    def formulas(self) -> int:
        """How many formulas are typeset."""
        return self.html.count('class="katex"')

    @property
    def on_display(self) -> int:
        """How many of them stand on display."""
        return self.html.count('class="om-equation"')

    def count(self, pattern: str) -> int:
        """Count what matches."""
        return len(re.findall(pattern, self.html))

    def all(self, pattern: str) -> list[str]:
        """List what matches."""
        return re.findall(pattern, self.html, re.DOTALL)
