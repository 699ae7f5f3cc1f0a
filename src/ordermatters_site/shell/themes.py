"""A site's theme: this package's own, another's, or by mistake that of another copy of this package; and its files."""

from glob import glob
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from ordermatters_site.faults import SiteError
from ordermatters_site.shell.assets import THEME

_PLACE = THEME.parts[-3:]


def has_our_theme(config: MkDocsConfig) -> bool:
    """Tell whether pages look as this project's do; a fork may keep the lessons and take Material as it comes."""
    return THEME in _folders(config)


def refuse_anothers_theme(config: MkDocsConfig) -> None:
    """Refuse a course whose theme lies in another copy of this package than the one that runs.

    The one that runs would write no style sheets for it, and each page would lack all of them.

    Raises:
        SiteError: if it does; the message names both copies, and how to run the right one.
    """
    others = [folder for folder in _folders(config) if folder.parts[-3:] == _PLACE and folder != THEME]
    if others and THEME not in _folders(config):
        theirs, ours = others[0].parents[2], THEME.parents[2]
        raise SiteError(
            f"`custom_dir` in mkdocs.yml names the theme of {theirs}, but the package that runs is the one in {ours}: "
            f"install the course's own, `python -m pip install -e {theirs.parent}`, in the environment that builds it"
        )


def _folders(config: MkDocsConfig) -> list[Path]:
    return [Path(folder).resolve() for folder in config.theme.dirs]


class _VisibleFiles(jinja2.FileSystemLoader):
    """Lists no hidden folders, which `**` passes over; what is in them can be included as before."""

    def list_templates(self) -> list[str]:
        places = ((root, name) for root in self.searchpath for name in glob("**", root_dir=root, recursive=True))
        return sorted({Path(name).as_posix() for root, name in places if Path(root, name).is_file()})


def leave_hidden_files_unlisted(theme: Theme) -> None:
    """Have MkDocs not list the 14,000 icons of Material's at each build, which it drops since their folder is hidden.

    It asks an environment that the theme makes, and no event comes before: one method of this theme is replaced. That
    saves a twentieth of a build where nothing has changed; without it the files are the same.
    """
    make = theme.get_env

    def get_env() -> jinja2.Environment:
        env = make()
        env.loader = _VisibleFiles(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]
