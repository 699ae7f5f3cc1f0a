"""Keeps notices about the end of MkDocs and of its theme out of every start: a maintainer sees what a build says.

`mkdocs.yml` names `NOTICES`, and so this module is imported before the theme, which looks at the environment.
"""

import os

NOTICES = None
"""None are shown; what they say stands in CONTRIBUTING.md."""

for _name in ("NO_MKDOCS_2_WARNING", "DISABLE_MKDOCS_2_WARNING"):
    os.environ.setdefault(_name, "true")
