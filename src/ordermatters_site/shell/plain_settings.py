"""The settings and assets of an exported course: what MkDocs, Material, ProperDocs and Zensical understand."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

from ordermatters_site.mathematics.rendering import MACROS
from ordermatters_site.npm import installed_packages
from ordermatters_site.shell.assets import STYLESHEETS
from ordermatters_site.stage.site_markdown import OURS
from ordermatters_site.stage.staging import staged_name

# What is written anew, or acts on this project's own plugin and theme.
_OWN = {"nav", "site_url", "theme", "plugins", "markdown_extensions", "extra", "watch", "hooks", "docs_dir", "site_dir"}
# Features of Material that need the site to be served from its own address, or this project's scripts.
_LEFT_OUT = ("navigation.instant", "navigation.instant.progress", "navigation.instant.prefetch")
_FENCES = "src/docstrings.py"
_HERE = Path(__file__).parent
_OTHER_FORMATS = re.compile(r',url\(fonts/[^)]*\.(?:woff|ttf)\) format\("[^"]*"\)')
# Of this project's theme, what live parts look like; the rest is the generator's own.
_SHEETS = ("1-colours.css", "5-code.css", "6-live.css")
_HEAD = "# A course as plain Markdown: nothing is run when it is built, and nothing is fetched from another host.\n"


def given_settings(config: MkDocsConfig) -> dict[str, Any]:
    """Read the course's own `mkdocs.yml`: MkDocs empties what it has read itself."""
    with Path(str(config.config_file_path)).open("rb") as file:
        return yaml_load(file)


def plain_settings(given: dict[str, Any], address: str, assets: dict[str, list[Any]], *, rendered: bool) -> str:
    """Write a `mkdocs.yml` from the course's own, with the export's style sheets and scripts."""
    reference = _mkdocstrings(given)
    plugins = ["search", *([{"mkdocstrings": _reading_the_copy(reference)}] if reference else [])]
    settings = {name: value for name, value in given.items() if name not in _OWN}
    settings |= {"nav": _as_markdown(given["nav"])} if "nav" in given else {}
    settings |= {"site_url": address, "theme": _theme(given.get("theme", {})), "plugins": plugins}
    extensions = [*given.get("markdown_extensions", []), *([OURS] if rendered else [])]
    settings |= assets | {"markdown_extensions": extensions}
    return _HEAD + str(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True))


def write_library(given: dict[str, Any], course: Path, target: Path) -> None:
    """Copy what mkdocstrings reads into `src`: the library's packages, and how their examples are fenced."""
    for folder in _mkdocstrings(given).get("handlers", {}).get("python", {}).get("paths", []):
        for package in (path.parent for path in (course / folder).glob("*/__init__.py")):
            if package.name != _HERE.parent.name:
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(package, target / "src" / package.name, ignore=ignored)
        shutil.copyfile(_HERE.parent / "docstrings.py", target / _FENCES)


def _mkdocstrings(given: dict[str, Any]) -> dict[str, Any]:
    """Find the settings of mkdocstrings."""
    plugins = (plugin for plugin in given.get("plugins", []) if isinstance(plugin, dict))
    return next((plugin["mkdocstrings"] for plugin in plugins if plugin.get("mkdocstrings")), {})


def _reading_the_copy(reference: dict[str, Any]) -> Any:
    """Have mkdocstrings read the export's own copy of the library."""
    settings = json.loads(json.dumps(reference).replace('"ordermatters_site.docstrings"', f'"{_FENCES}"'))
    settings["handlers"]["python"]["paths"] = ["src"]
    return settings


def _as_markdown(entry: Any) -> Any:
    """Name what was a notebook or a script by the Markdown that it has become."""
    if isinstance(entry, dict):
        return {title: _as_markdown(part) for title, part in entry.items()}
    if isinstance(entry, list):
        return [_as_markdown(part) for part in entry]
    return staged_name(entry)


def _theme(given: dict[str, Any]) -> dict[str, Any]:
    """Keep Material and the choice of light and dark, not the colours that this project's stylesheets complete."""
    palette = [
        {name: value for name, value in scheme.items() if name not in {"primary", "accent"}}
        for scheme in given.get("palette", [])
    ]
    features = [name for name in given.get("features", []) if name not in _LEFT_OUT]
    theme = {"name": "material", "language": given.get("language", "en"), "font": False}
    return theme | ({"palette": palette} if palette else {}) | ({"features": features} if features else {})


def plain_assets(docs: Path, cache: Path, script: str | None, *, rendered: bool) -> dict[str, list[Any]]:
    """Write KaTeX and some style sheets below `docs/assets`; return the settings that name them.

    Mathematics stays TeX in the Markdown, to be edited and read by other tools. Unless it is `rendered` while the
    export is built, KaTeX does it in the reader's browser, from the export's own files.

    Raises:
        SiteError: if KaTeX cannot be installed.
    """
    assets, katex = docs / "assets", installed_packages(cache) / "katex" / "dist"
    (assets / "katex" / "fonts").mkdir(parents=True, exist_ok=True)
    sheet = _OTHER_FORMATS.sub("", (katex / "katex.min.css").read_text(encoding="utf-8"))
    (assets / "katex" / "katex.min.css").write_text(sheet, encoding="utf-8", newline="\n")
    for font in (katex / "fonts").glob("*.woff2"):
        shutil.copyfile(font, assets / "katex" / "fonts" / font.name)
    own = [STYLESHEETS / name for name in _SHEETS]
    plain = "\n".join(path.read_text(encoding="utf-8") for path in [*own, _HERE / "plain.css"])
    (assets / "course.css").write_text(plain, encoding="utf-8", newline="\n")
    sheets = sorted(path.relative_to(docs).as_posix() for path in (docs / "stylesheets").glob("*.css"))
    scripts: list[Any] = [{"path": script, "type": "module"}] if script else []
    if not rendered:
        shutil.copyfile(katex / "katex.min.js", assets / "katex" / "katex.min.js")
        text = (_HERE / "plain_mathematics.js").read_text(encoding="utf-8").replace("MACROS", json.dumps(MACROS))
        (assets / "mathematics.js").write_text(text, encoding="utf-8", newline="\n")
        chemistry = ["assets/katex/mhchem.min.js"] if _has_chemistry(docs) else []
        for name in chemistry:
            shutil.copyfile(katex / "contrib/mhchem.min.js", docs / name)
        scripts = ["assets/katex/katex.min.js", *chemistry, "assets/mathematics.js", *scripts]
    return {
        "extra_css": ["assets/katex/katex.min.css", *sheets, "assets/course.css"],
        "extra_javascript": scripts,
    }


def _has_chemistry(docs: Path) -> bool:
    return any(re.search(r"\\(?:ce|pu)\b", page.read_text(encoding="utf-8")) for page in docs.rglob("*.md"))
