"""The way out: the stage, with settings for a plain generator: MkDocs, ProperDocs or Zensical, with their Material.

`python -m ordermatters_site.export FOLDER` writes the course of the current folder: the Markdown that MkDocs is given
here, to the byte, but for the template of the first page, which is this project's theme's.
"""

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError

from ordermatters_site.faults import SiteError
from ordermatters_site.plugin import LessonsPlugin
from ordermatters_site.run.lessons import report
from ordermatters_site.shell.plain_settings import given_settings, plain_assets, plain_settings, write_library
from ordermatters_site.shell.staged import StagedCourse
from ordermatters_site.stage.staging import staged_name

_HOW_TO_BUILD = """\
# {name}, as plain Markdown

Build it with MkDocs and its theme Material, or with Zensical:

    python3 -m pip install mkdocs-material mkdocstrings-python && python3 -m mkdocs build
    python3 -m pip install zensical mkdocstrings-python && zensical build
"""
# In front matter, a template of this project's theme.
_TEMPLATE = re.compile(r"\A(---\n(?:(?!---).*\n)*?)template: .*\n")
# A link to a notebook or a script that is a page of Markdown now.
_TO_CODE = re.compile(r"(\]\((?!\w+:)[^)\s#]*)\.(?:ipynb|py)(?=[#)])")


def export_course(settings: Path, target: Path, *, rendered: bool = False) -> list[str]:
    """Write the course that a `mkdocs.yml` describes into an empty folder; return the names of its pages.

    Lessons that have changed run first, as in a build. Mathematics stays TeX, and is rendered in the reader's browser,
    or if it is to be `rendered`, while the export is built, where this package has to be installed then.

    Raises:
        SiteError: if the folder is not empty, or the course does not use this project's plugin.
        PluginError: if a lesson fails.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise SiteError(f"{target} is there already and not an empty folder; name another one")
    config = load_config(str(settings))
    plugin = next((p for p in config.plugins.values() if isinstance(p, LessonsPlugin)), None)
    if plugin is None:
        raise SiteError(f"{settings} does not use the plugin `ordermatters`: its pages are plain Markdown already")
    config, staged = config.plugins.on_config(config), plugin.staged
    if failures := staged.run():
        raise PluginError(report(failures))
    staged.write()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f"{target.name}.") as folder:
        whole = Path(folder) / "course"
        names = _write(config, staged, whole, rendered)
        whole.rename(target)  # an export is there when it is whole
    return names


def _write(config: MkDocsConfig, staged: StagedCourse, target: Path, rendered: bool) -> list[str]:
    docs, names = target / "docs", []
    for file in staged.docs:
        markdown = staged.markdown(file.src_uri)
        if markdown is None:
            _put(docs / file.src_uri, Path(str(file.abs_src_path)))
        else:
            names.append(staged_name(file.src_uri))
            _put(docs / names[-1], _plain(markdown, staged).encode())
    for name, content in staged.files().items():
        _put(docs / name, content)
    script = staged.bundle.script if staged.bundle else None
    assets = plain_assets(docs, staged.cache, script, rendered=rendered)
    given = given_settings(config)
    write_library(given, staged.cache.parent, target)
    _put(target / "mkdocs.yml", plain_settings(given, str(config.site_url), assets, rendered=rendered).encode())
    _put(target / "README.md", _HOW_TO_BUILD.format(name=config.site_name).encode())
    return names


def _plain(markdown: str, staged: StagedCourse) -> str:
    markdown = _TEMPLATE.sub(r"\1", markdown, count=1)
    return _TO_CODE.sub(r"\1.md", markdown) if staged.has_code_files else markdown


def _put(path: Path, content: bytes | Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        shutil.copyfile(content, path)
    else:
        path.write_bytes(content)


def main(arguments: list[str] | None = None) -> int:
    """Export the course of the current folder; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ordermatters_site.export", description=export_course.__doc__)
    parser.add_argument("folder", type=Path, help="where it goes; a new or an empty folder")
    parser.add_argument("--config-file", type=Path, default=Path("mkdocs.yml"), help="the settings of the course")
    rendered = "render mathematics while it is built, by this project's Markdown extension"
    parser.add_argument("--rendered", action="store_true", help=rendered)
    given = parser.parse_args(arguments)
    try:
        names = export_course(given.config_file, given.folder, rendered=given.rendered)
    except MkDocsException as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(names)} pages in {given.folder}; its README.md says how to build them.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
