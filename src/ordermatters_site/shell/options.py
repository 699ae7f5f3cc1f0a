"""What `mkdocs.yml` says: the plugin's options, mkdocs-jupyter's among them, and which pages there are."""

import logging
import posixpath
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.toc import AnchorLink

from ordermatters_site.faults import SiteError
from ordermatters_site.run.lessons import Lesson, has_python_kernel
from ordermatters_site.stage.course import entries
from ordermatters_site.store import Store

log = logging.getLogger("mkdocs.plugins.ordermatters")

_SUFFIXES = {".ipynb", ".py", ".md"}

# mkdocs-jupyter's options, with its defaults but for three: a page with code is run, and a cell that fails is a fault.
_OF_MKDOCS_JUPYTER: dict[str, Any] = {
    "include": ["*.py", "*.ipynb", "*.md"],
    "ignore": [],
    "execute": True,
    "execute_ignore": [],
    "execute_include": [],
    "theme": "",
    "kernel_name": "",
    "include_source": False,
    "ignore_h1_titles": False,
    "allow_errors": False,
    "show_input": True,
    "no_input": False,
    "no_prompt": False,
    "remove_tag_config": {},
    "highlight_extra_classes": "",
    "include_requirejs": False,
    "toc_depth": 6,
    "data_files": {},
    "custom_mathjax_url": "",
    "cache": True,
    "cache_dir": ".cache/lessons",
}
# Seconds that one cell may run; the most that a page may weigh, in kB gzipped, with its figures, 0 for no limit; and
# whether an exercise offers its solution.
_OURS: dict[str, Any] = {"timeout": 120, "page_weight": 0, "solutions": True}


def plugin_options() -> tuple[tuple[str, Any], ...]:
    """Return the options in the form that MkDocs reads."""
    options = _OF_MKDOCS_JUPYTER | _OURS
    return tuple((name, config_options.Type(type(default), default=default)) for name, default in options.items())


def root_of(config: MkDocsConfig) -> Path:
    """Return the folder that a site is built in, where `mkdocs.yml` is."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def has_code(file: File, options: Mapping[str, Any], store: Store) -> bool:
    """Tell whether a file is a page with code: by its name, and for Markdown by the kernel in its front matter."""
    path = Path(str(file.abs_src_path))
    if path.suffix not in _SUFFIXES or not path.exists() or any(map(path.match, options["ignore"])):
        return False
    if not any(map(path.match, options["include"])):
        return False
    return path.suffix != ".md" or has_python_kernel(path, file.src_uri, store)


def is_executed(lesson: Lesson, options: Mapping[str, Any]) -> bool:
    """Tell whether a page is to be run, or to be shown as it is."""
    included = options["execute_include"]
    if not options["execute"] or any(map(lesson.path.match, options["execute_ignore"])):
        return False
    return not included or any(map(lesson.path.match, included))


def pages_of(config: MkDocsConfig, *, serving: bool = False) -> Iterator[File]:
    """Find the files that are not excluded; a draft is one of them while it is served."""
    files = get_files(config)
    set_exclusions(files, config)
    least = InclusionLevel.DRAFT if serving else InclusionLevel.NOT_IN_NAV
    return (file for file in files if file.inclusion.value >= least.value)


class CodeFile(File):
    """A notebook or a script as a page, though it is no Markdown."""

    @classmethod
    def of(cls, file: File, config: MkDocsConfig) -> File:
        """Make a page of a file; Markdown is one already."""
        if PurePath(file.src_uri).suffix == ".md":
            return file
        return cls(file.src_uri, config.docs_dir, config.site_dir, config.use_directory_urls, inclusion=file.inclusion)

    def is_documentation_page(self) -> bool:
        """Tell MkDocs to render it."""
        return True


class StagedFile(File):
    """A file that is copied as it is, whatever its name ends with: the source of a page, for one."""

    @classmethod
    def of(cls, name: str, content: bytes | Path, config: MkDocsConfig) -> File:
        """Make a file of a content, or of where that lies, at a place below the site.

        MkDocs knows files by their names below `docs`, and one there may be a page of the same name.
        """
        name = posixpath.normpath(name)
        taken = (Path(config.docs_dir) / name).exists()
        given: dict[str, Any] = {"abs_src_path": str(content)} if isinstance(content, Path) else {"content": content}
        file = cls.generated(config, f"staged/{name}" if taken else name, **given)
        file.dest_uri = name
        return file

    def is_documentation_page(self) -> bool:
        """Tell MkDocs not to render it."""
        return False


def limit_depth(items: list[AnchorLink], depth: int) -> None:
    """Drop the headings below a depth from a table of contents, in place."""
    items[:] = [item for item in items if item.level <= depth]
    for item in items:
        limit_depth(item.children, depth)


def shadowed_files(files: Iterable[File], code: Container[str], config: MkDocsConfig) -> set[str]:
    """Name the files that another of the same address is shown in place of: the one that `nav` names.

    `code` are those with code.

    Raises:
        SiteError: if of two files with one address `nav` names both or none.
    """
    named = {name for _, name in entries(config.nav)}
    by_address: dict[str, list[str]] = defaultdict(list)
    for file in files:
        page = CodeFile.of(file, config) if file.src_uri in code else file
        if page.is_documentation_page():
            by_address[page.dest_uri].append(page.src_uri)
    others: set[str] = set()
    for names in by_address.values():
        if len(names) > 1:
            others |= _others(sorted(names), named)
    return others


def _others(names: list[str], named: set[str]) -> set[str]:
    shown = [name for name in names if name in named]
    if len(shown) != 1:
        mend = "Rename one, or name only one of them in `nav` of mkdocs.yml."
        raise SiteError(f"{' and '.join(names)} want the same address. {mend}")
    others = {name for name in names if name != shown[0]}
    log.info(f"{shown[0]} is shown, and {' and '.join(sorted(others))}, which wants the same address, is not")
    return others
