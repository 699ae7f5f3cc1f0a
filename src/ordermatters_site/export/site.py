"""What an exported course brings along for its pages: KaTeX, and a stylesheet of a few lines."""

import json
import re
import shutil
from pathlib import Path

from ordermatters_site.npm import installed_packages
from ordermatters_site.presentation.mathematics import MACROS

_HERE = Path(__file__).parent
_OTHER_FORMATS = re.compile(r',url\(fonts/[^)]*\.(?:woff|ttf)\) format\("[^"]*"\)')


def write_assets(docs: Path, cache: Path) -> dict[str, list[str]]:
    """Write them below `docs/assets`; return the settings that name them.

    Mathematics stays TeX in the Markdown, to be edited and read by other tools; KaTeX renders it in the reader's
    browser, from the export's own files.

    Raises:
        NpmError: KaTeX is not installed yet and cannot be had.
    """
    assets, katex = docs / "assets", installed_packages(cache) / "katex" / "dist"
    (assets / "katex" / "fonts").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(katex / "katex.min.js", assets / "katex" / "katex.min.js")
    sheet = _OTHER_FORMATS.sub("", (katex / "katex.min.css").read_text(encoding="utf-8"))
    (assets / "katex" / "katex.min.css").write_text(sheet, encoding="utf-8")
    for font in (katex / "fonts").glob("*.woff2"):
        shutil.copyfile(font, assets / "katex" / "fonts" / font.name)
    shutil.copyfile(_HERE / "course.css", assets / "course.css")
    script = (_HERE / "mathematics.js").read_text(encoding="utf-8").replace("MACROS", json.dumps(MACROS))
    (assets / "mathematics.js").write_text(script, encoding="utf-8")
    sheets = sorted(path.relative_to(docs).as_posix() for path in (docs / "stylesheets").glob("*.css"))
    return {
        "extra_css": ["assets/katex/katex.min.css", *sheets, "assets/course.css"],
        "extra_javascript": ["assets/katex/katex.min.js", "assets/mathematics.js"],
    }
