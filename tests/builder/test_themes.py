"""What MkDocs is told of a theme's files."""

from pathlib import Path

from courses import ROOT
from mkdocs.config import load_config
from mkdocs.structure.files import Files

from ordermatters_site.shell.themes import leave_hidden_files_unlisted

ICON = ".icons/material/menu.svg"


def test_a_build_lists_no_icons_and_has_the_same_files() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    whole, fewer = Files([]), Files([])
    env = config.theme.get_env()
    assert ICON in env.list_templates()
    whole.add_files_from_theme(env, config)
    leave_hidden_files_unlisted(config.theme)
    env = config.theme.get_env()
    assert not [name for name in env.list_templates() if name.startswith(".")]
    fewer.add_files_from_theme(env, config)
    assert {file.src_uri for file in fewer} == {file.src_uri for file in whole}
    assert {Path(file.abs_src_path or "") for file in fewer} == {Path(file.abs_src_path or "") for file in whole}
    assert "<svg" in env.get_template(ICON).render()
