"""What `mkdocs.yml` says: the plugin's options, and which pages there are."""

from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions

from ordermatters_site.run.lessons import Lesson
from ordermatters_site.stock import StockPlugin

# A page with code is run, and a cell that fails is a fault: a published number depends on both.
_CHANGED_DEFAULTS = {"execute": True, "allow_errors": False, "cache_dir": ".cache/lessons"}


def plugin_options() -> tuple[tuple[str, Any], ...]:
    """Return the options in the form that MkDocs reads.

    Three are ours: `timeout`, the seconds that one cell may run; `page_weight`, the most that a page may weigh, in kB
    gzipped, with its figures, 0 for no limit; and `solutions`, whether an exercise offers its solution.
    """
    options = dict(StockPlugin.config_scheme)
    for name, default in _CHANGED_DEFAULTS.items():
        options[name] = config_options.Type(type(default), default=default)
    ours = {
        "timeout": config_options.Type(int, default=120),
        "page_weight": config_options.Type(int, default=0),
        "solutions": config_options.Type(bool, default=True),
    }
    return (*options.items(), *ours.items())


def is_executed(lesson: Lesson, options: Mapping[str, Any]) -> bool:
    """Tell whether a page is to be run, or to be shown as it is."""
    included = options.get("execute_include") or []  # an option of mkdocs-jupyter from release 0.27 on
    if not options["execute"] or any(map(lesson.path.match, options["execute_ignore"])):
        return False
    return not included or any(map(lesson.path.match, included))


def pages_of(config: MkDocsConfig, *, serving: bool = False) -> Iterator[File]:
    """Find the files that are not excluded; a draft is one of them while it is served."""
    files = get_files(config)
    set_exclusions(files, config)
    least = InclusionLevel.DRAFT if serving else InclusionLevel.NOT_IN_NAV
    return (file for file in files if file.inclusion.value >= least.value)
