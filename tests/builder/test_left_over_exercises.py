"""An exercise whose lesson is not in the course: the build goes on, and says where it still is."""

from pathlib import Path

from stores import browser_library

from ordermatters import exercises
from ordermatters_site.stage.course import Course, CoursePage
from ordermatters_site.stage.pages import PageOptions
from ordermatters_site.stage.parts import PartContext
from ordermatters_site.stage.site_markdown import SiteMarkdown
from ordermatters_site.stage.staging import Stage
from ordermatters_site.store import Store


def notes_of(lessons: set[str], folder: Path, shown: str = "<div data-exercises-all></div>") -> list[str]:
    """Return what is said of a course that has these lessons and a page of all exercises."""
    pages = []
    for name in ["exercises.md", *(f"lessons/{lesson}.md" for lesson in sorted(lessons))]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# A page\n\n{shown if name == 'exercises.md' else ''}\n", encoding="utf-8")
        pages.append(CoursePage(name, path, f"{name[:-3]}/", name[:-3]))
    context = PartContext(browser_library(), Store(), SiteMarkdown([], {}))
    stage = Stage(Course("", "", tuple(pages)), context, PageOptions(), live=False, serving=False)
    stage.write(folder / "stage")
    return stage.notes


NAMED = {exercises.load(name).lesson for name in exercises.names()}


def test_a_course_with_all_lessons_is_told_nothing(tmp_path: Path) -> None:
    assert notes_of(NAMED, tmp_path) == []


def test_a_lesson_that_has_left_is_told_with_where_its_exercise_still_is(tmp_path: Path) -> None:
    name = exercises.names()[-1]
    lesson = exercises.load(name).lesson
    note = notes_of(NAMED - {lesson}, tmp_path)[-1]
    assert note.startswith(f"the exercise {name} names the lesson {lesson!r}, which the course has not.")
    assert "exercises.md and in marks.csv" in note and "`_NAMES` in ordermatters/exercises/__init__.py" in note


def test_a_lesson_of_nearly_that_name_is_asked_for(tmp_path: Path) -> None:
    lesson = exercises.load(exercises.names()[-1]).lesson
    note = notes_of(NAMED - {lesson} | {f"{lesson}-2"}, tmp_path)[-1]
    assert f"; is it '{lesson}-2'? " in note


def test_a_course_without_that_page_is_told_nothing(tmp_path: Path) -> None:
    assert notes_of(set(), tmp_path, "") == []
