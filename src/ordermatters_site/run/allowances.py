"""What a page lets through on purpose: typed numbers, a weight, figures without alt text; one setting for each page."""

from collections.abc import Mapping
from typing import Any

from ordermatters_site.run.lessons import Lesson, LessonError

NUMBERS, WEIGHT, ALT_TEXT = "numbers", "weight", "alt text"
_KNOWN = (NUMBERS, WEIGHT, ALT_TEXT)


def allowances(meta: Mapping[str, Any]) -> list[str]:
    """List what a page lets through, by its setting `allow`."""
    listed = meta.get("allow") or []
    return [str(name) for name in listed] if isinstance(listed, list) else [str(listed)]


def check_allowances(lesson: Lesson) -> None:
    """Refuse a page that lets through what there is not.

    Raises:
        LessonError: if a name is unknown; the message lists the known ones.
    """
    for name in allowances(lesson.meta):
        if name not in _KNOWN:
            mend = f"It can let through {', '.join(_KNOWN[:-1])} and {_KNOWN[-1]}."
            raise LessonError(lesson.name, f"`allow: [{name}]` names no kind of fault", mend=mend)


def how_to_allow(lesson: Lesson, name: str) -> str:
    """Say how a page lets something through on purpose, in the way of its kind of file."""
    if lesson.path.suffix == ".ipynb":
        return f'Or let it through: `allow: [{name}]` between two lines `---` in a first cell of the kind "Raw".'
    return f"Or let it through: `allow: [{name}]` in the front matter."
