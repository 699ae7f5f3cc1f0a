"""The way out: the executed course as plain Markdown, which any MkDocs, and what comes after it, builds.

What a page computes when it is built is written down as it stands: values, outputs, tables and figures. What is live in
a browser becomes what a reader without JavaScript sees. Nothing in the result knows of this project's plugin or theme.
"""

import shutil
import tempfile
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from ordermatters_site.export.figures import FigureFiles
from ordermatters_site.export.pages import PlainPages
from ordermatters_site.export.settings import plain_settings
from ordermatters_site.export.site import write_assets
from ordermatters_site.options import pages_of
from ordermatters_site.plugin import LessonsPlugin

_HOW_TO_BUILD = """\
# {name}, as plain Markdown

Build it with MkDocs and its theme Material, or with Zensical:

    python3 -m pip install mkdocs-material && python3 -m mkdocs build
    python3 -m pip install zensical && zensical build
"""


class ExportError(Exception):
    """What stands in the way of an export, in a sentence."""


def export_course(settings: Path, target: Path) -> list[str]:
    """Write the course that a `mkdocs.yml` describes into an empty folder; return the names of its pages.

    Lessons that have changed run first, as in a build.

    Raises:
        ExportError: a folder that is not empty, or a course without this project's plugin.
        PluginError: a lesson that fails.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ExportError(f"{target} is there already and not an empty folder; name another one")
    config = load_config(str(settings))
    plugin = next((p for p in config.plugins.values() if isinstance(p, LessonsPlugin)), None)
    if plugin is None:
        raise ExportError(f"{settings} does not use the plugin `ordermatters`: its pages are plain Markdown already")
    config = config.plugins.on_config(config)
    plugin.on_pre_build(config=config)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f"{target.name}.") as folder:
        whole = Path(folder) / "course"
        names = _write(config, plugin, whole)
        whole.rename(target)  # an export is there when it is whole
    return names


def _write(config: MkDocsConfig, plugin: LessonsPlugin, target: Path) -> list[str]:
    docs, sources = target / "docs", Path(config.docs_dir)
    pages = PlainPages(config, plugin, FigureFiles(docs, sources / "stylesheets"))
    names = []
    for file in pages_of(config):
        if file.src_uri in plugin.outcomes or file.is_documentation_page():
            path = docs / Path(file.src_uri).with_suffix(".md")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages.markdown(file), encoding="utf-8")
            names.append(path.relative_to(docs).as_posix())
        else:
            _copy(file, docs)
    assets = write_assets(docs, plugin.root / ".cache")
    (target / "mkdocs.yml").write_text(plain_settings(config, assets), encoding="utf-8")
    (target / "README.md").write_text(_HOW_TO_BUILD.format(name=config.site_name), encoding="utf-8")
    return names


def _copy(file: File, docs: Path) -> None:
    path = docs / file.src_uri
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(str(file.abs_src_path), path)
