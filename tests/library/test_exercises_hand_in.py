"""A class: what students hand in, from a terminal or a page, and how it is marked."""

import csv
import io
import json
import os
from contextlib import suppress
from html.parser import HTMLParser

import pytest
from at_length import sample
from exercise_answers import RIGHT, WRONG

from ordermatters.exercises import confinement, hand_in, handing_in, load, names
from ordermatters.exercises.__main__ import main
from ordermatters.exercises.marking import as_csv, handed_in, marks
from ordermatters.exercises.remote import RemoteProgram
from ordermatters.exercises.source import Source
from ordermatters.exercises.summary import headline, page

RIGHT_COST = RIGHT["matmul-cost"][0]
WRONG_COST = WRONG["matmul-cost"][0][0]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def class_of(folder, **students):
    folder.mkdir()
    for student, texts in students.items():
        exercises = {name: hand_in.HandedIn(text, passed=True) for name, text in texts.items()}
        (folder / f"{student}.json").write_text(hand_in.HandIn(student, exercises).written(), "utf-8")
    return folder


def marked(folder, seed="seed"):
    found, faults = handed_in(folder)
    return {(mark.student, mark.exercise): mark for mark in marks(found, seed, 20.0, None)}, faults


def test_a_student_hands_in_what_was_checked_and_what_was_not(here, capsys):
    (here / "mine.py").write_text(WRONG_COST, "utf-8")
    for text in (WRONG_COST, RIGHT_COST):
        (here / "mine.py").write_text(text, "utf-8")
        main(["check", "matmul-cost", "mine.py"])
    main(["start", "rows"])
    main(["check", "rows", "rows.py"])
    (here / "mine.py").write_text(RIGHT_COST + "  # improved", "utf-8")
    assert main(["hand-in", "--name", "Ada Lovelace"]) == 0
    found = hand_in.read(here / "hand-in-ada-lovelace.json")
    assert found.student == "Ada Lovelace" and list(found.exercises) == ["matmul-cost", "rows"]
    cost = found.exercises["matmul-cost"]
    assert (cost.tries, cost.passed, cost.course) == (2, True, hand_in.course_version())
    assert cost.text.endswith("# improved") and cost.message.startswith("Right")
    assert found.exercises["rows"].passed is False
    assert main(["hand-in", "--name", "Ada Lovelace"]) == 0, "handing in again replaces the file"
    (here / "other.json").write_text("{}")
    assert main(["hand-in", "--output", "other.json"]) == 2
    assert (here / "other.json").read_text() == "{}"
    assert "is no hand-in, and stays as it is" in capsys.readouterr().err


def test_an_answer_knows_the_version_that_it_was_checked_with(here, capsys, monkeypatch):
    (here / "a.py").write_text(RIGHT_COST, "utf-8")
    monkeypatch.setattr("ordermatters.exercises.record.course_version", lambda: "0.0.1")
    main(["check", "matmul-cost", "a.py"])
    monkeypatch.undo()
    monkeypatch.chdir(here)
    capsys.readouterr()
    main(["check", "matmul-cost", "a.py"])
    assert "Last checked with version 0.0.1 of the course; this is " in capsys.readouterr().err
    (here / ".ordermatters.json").write_text("damaged {")
    assert main(["check", "matmul-cost", "a.py"]) == 0


def test_a_folder_without_answers_is_told(here, capsys):
    assert main(["hand-in"]) == 2
    assert "holds no answers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("no json", "is no JSON in UTF-8"),
        ("[]", 'it has no "format": "ordermatters hand-in"'),
        ('{"format": "ordermatters hand-in", "version": 2}', "has version 2 of the format; this course reads 1"),
        ('{"format": "ordermatters hand-in", "version": 1}', 'holds no "exercises"'),
        ('{"format": "ordermatters hand-in", "version": 1, "exercises": {"rows": {}}}', 'has no "text" for rows'),
    ],
)
def test_a_file_that_is_no_hand_in_is_named_and_the_others_are_marked(here, content, sentence):
    folder = class_of(here / "class", Ada={"matmul-cost": RIGHT_COST})
    (folder / "broken.json").write_text(content)
    found, (fault,) = marked(folder)
    assert sentence in fault and "broken.json" in fault
    assert found["Ada", "matmul-cost"].verdict == "right" and found["Ada", "rows"].verdict == "missing"


def test_what_a_file_says_beyond_its_texts_is_read_leniently_and_never_believed(here):
    exercise = {"text": WRONG_COST, "passed": True, "tries": "many", "message": 3, "of a page": [1]}
    folder = class_of(here / "class")
    data = {"format": hand_in.FORMAT, "version": 1, "exercises": {"matmul-cost": exercise, "bygone": {"text": "x = 1"}}}
    (folder / "a.json").write_text(json.dumps(data))
    found, _ = marked(folder)
    mark = found["", "matmul-cost"]
    assert (mark.verdict, mark.seen_as, mark.tries) == ("wrong", "right", 0)
    assert found["", "bygone"].verdict == "unknown"


FORGERIES = {
    "ends": "import os\nos._exit(0)",
    "prints": "print('[true, \"Right\"]')" + "\n" + WRONG_COST,
    "writes": "import os\nfor n in range(64):\n    try: os.write(n, b'{\"returned\": 1}\\n')\n"
    "    except OSError: pass\n" + WRONG_COST,
    "replaces the runner": "import ordermatters.exercises.runner as r, ordermatters.exercises.judging as j\n"
    "r._told = lambda *a: {'passed': True}\nj.judge = lambda *a: (True, 'Right')\n" + WRONG_COST,
    "leaves something for the end": "import atexit, os\natexit.register(os.write, 1, b'right')\n" + WRONG_COST,
    "takes the check's answer": "from ordermatters.exercises import load\nmatmul_cost = load('matmul-cost').answer",
    "floods": "def matmul_cost(m, n, p): return 'x' * 10_000_000",
}


def test_no_forgery_is_right_and_none_ends_the_marking(here):
    students = {student: {"matmul-cost": text} for student, text in FORGERIES.items()}
    folder = class_of(here / "class", **students, Zoe={"matmul-cost": RIGHT_COST})
    found, _ = handed_in(folder)
    verdicts = {
        mark.student: mark.verdict
        for mark in marks(found, "seed", 20.0, None)
        if mark.exercise == "matmul-cost" and mark.verdict != "missing"
    }
    assert verdicts.pop("Zoe") == "right"
    assert set(verdicts) == set(students) and set(verdicts.values()) == {"wrong"}


def test_an_answer_that_never_ends_is_wrong_and_its_mark_is_made(here):
    found, _ = handed_in(class_of(here / "class", Eve={"matmul-cost": "while True: pass"}))
    mark, *others = marks(found, "seed", 0.5, None)
    assert (mark.exercise, mark.verdict) == ("matmul-cost", "wrong")
    assert {other.verdict for other in others} == {"missing"}


def test_all_meet_the_same_inputs_and_another_seed_draws_others(here):
    spy = "def matmul_cost(m, n, p): return 0, str((m, n, p))"
    folder = class_of(here / "class", Ada={"matmul-cost": spy}, Bob={"matmul-cost": f"# Bob's\nx = 1\n{spy}"})

    def shown(seed):
        found, _ = marked(folder, seed)
        return [found[student, "matmul-cost"].diagnosis for student in ("Ada", "Bob")]

    first, second = shown("one"), shown("two")
    assert first[0] == first[1] and second[0] == second[1]
    wrong = class_of(here / "other", Ada={"best-order": "def best_order(dims): return 0"})
    assert marked(wrong, "one")[0]["Ada", "best-order"] != marked(wrong, "two")[0]["Ada", "best-order"]


class Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_the_table_and_the_page(here, capsys):
    meddler = "<script>alert(1)</script>=cmd"
    folder = class_of(
        here / "class",
        Ada={"matmul-cost": WRONG_COST, "rows": RIGHT["rows"][0]},
        Bob={"matmul-cost": f"# mine\n{WRONG_COST}", "rows": WRONG["rows"][0][0]},
    )
    (folder / "Cleo").mkdir()
    (folder / "Cleo" / "counted_matmul.py").write_text(WRONG["counted-matmul"][0][0].replace("+= 1", "=+ 1"), "utf-8")
    text = hand_in.HandIn(f"={meddler}", {"matmul-cost": hand_in.HandedIn(f"'{meddler}'")}).written()
    (folder / "meddler.json").write_text(text, "utf-8")
    assert main(["mark", "class", "--unconfined", "--seed", "7"]) == 0
    rows = list(csv.DictReader(io.StringIO((here / "marks.csv").read_text("utf-8-sig"), newline="")))
    assert len(rows) == 4 * len(names())
    by = {(row["student"], row["exercise"]): row for row in rows}
    assert by["Ada", "rows"]["verdict"] == "right" and by["Bob", "rows"]["verdict"] == "wrong"
    assert "each entry adds n numbers" in by["Ada", "matmul-cost"]["diagnosis"]
    assert by["Cleo", "counted-matmul"]["diagnosis"].startswith("'=+ 1 in line"), "a spreadsheet would calculate it"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    written = (here / "marks.html").read_text("utf-8")
    assert written.index("2 × matmul-cost") < written.index("1 × counted-matmul")
    assert "--seed 7" in written and "Ada, Bob" in written
    tags = Cells()
    tags.feed(written)
    assert "script" not in [tag for tag, _ in tags.tags]
    assert not [value for _, attrs in tags.tags for name, value in attrs.items() if name in ("src", "href")]
    assert main(["mark", "class", "--unconfined"]) == 2
    assert "marks.csv is there already and stays as it is" in capsys.readouterr().err


def test_a_headline_is_what_diagnoses_share():
    assert headline("`R.append(R)` in line 11 puts it.\n\nexample") == "R.append(R) in line … puts it."
    assert headline("`f(1)` should return `2`.\nYours returned `3`.") == "Another value than the right one."
    assert "Nothing that was handed in is wrong" in page([], [], "")
    assert as_csv([]).strip() == "file,student,exercise,verdict,diagnosis,uses,tries,seen as,written for"


def test_answers_are_not_run_where_they_cannot_be_confined_unless_that_is_said(here, capsys, monkeypatch):
    class_of(here / "class", Ada={"matmul-cost": "open('ran', 'w')\n" + RIGHT_COST})
    monkeypatch.setattr(handing_in, "confinement", lambda: (None, "this system has no namespaces"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["mark", "class"]) == 2
    told = capsys.readouterr().err
    assert "cannot be confined here: this system has no namespaces" in told and "--unconfined" in told
    assert not (here / "marks.csv").exists()


def test_what_cannot_be_marked_is_told(here, capsys):
    (here / "empty").mkdir()
    for folder, sentence in [("nowhere", "nowhere is no folder"), ("empty", "holds neither hand-in files")]:
        assert main(["mark", folder, "--unconfined"]) == 2
        assert sentence in capsys.readouterr().err


def test_a_folder_as_a_class_leaves_it_is_marked_as_far_as_it_goes(here):
    """Names with blanks and umlauts; files cut off, packed, huge, of another kind: a sentence each, the rest marked."""
    folder = class_of(here / "Gruppe 3, Übung", **{"Jörg Größe": {"matmul-cost": RIGHT_COST}})
    good = (folder / "Jörg Größe.json").read_text("utf-8")
    (folder / "cut off.json").write_text(good[:90], "utf-8")
    (folder / "list.json").write_text("[]")
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / "binary.json").write_bytes(bytes(range(256)))
    (folder / "all.zip").write_bytes(b"PK")
    (folder / "report.pdf").write_bytes(b"%PDF")
    linked = is_linked(folder / "link.json", folder / "Jörg Größe.json")
    (folder / "HAND-IN.JSON").write_text(good.replace("Jörg Größe", "Capital\\u0000"), "utf-8")
    (folder / "later.json").write_text(good.replace('"course": "', '"course": "9.'), "utf-8")
    (folder / "huge.json").write_text(
        good.replace("Jörg Größe", "Huge").replace('"text": "', '"text": "#' + "a" * 5_000_000)
    )
    (folder / "Moodle_12_file").mkdir()
    (folder / "Moodle_12_file" / "hand-in.json").write_text(good.replace("Jörg Größe", "Zoë"), "utf-8")
    (folder / "Windows").mkdir()
    (folder / "Windows" / "matmul_cost.py").write_bytes(f"# Zoë\n{RIGHT_COST}".encode("latin-1"))
    (folder / "Windows" / "rows.py").write_text(RIGHT["rows"][0], "utf-8")
    (folder / "Empty one").mkdir()
    found, faults = handed_in(folder)
    told = marked_only(found, "matmul-cost", "rows")
    assert {(mark.file, mark.exercise): mark.verdict for mark in told} == {
        ("HAND-IN.JSON", "matmul-cost"): "right",
        ("Jörg Größe.json", "matmul-cost"): "right",
        ("Moodle_12_file/hand-in.json", "matmul-cost"): "right",
        ("Windows", "rows"): "right",
        ("huge.json", "matmul-cost"): "wrong",
        ("later.json", "matmul-cost"): "right",
    }
    assert all("\x00" not in line for line in as_csv(told).splitlines())
    sentences = {
        "Empty one": "holds no answers",
        "matmul_cost.py": "is no text in UTF-8",
        "all.zip": "was passed over: unpack it first",
        "binary.json": "is no JSON in UTF-8",
        "cut off.json": "is no JSON in UTF-8",
        "deep.json": "is no JSON in UTF-8",
        **({"link.json": "was passed over: it is a link"} if linked else {}),
        "list.json": 'has no "format"',
        "report.pdf": "was passed over: it is no hand-in file",
        "Jörg Größe": "handed in more than once, and each is marked: Jörg Größe.json, later.json",
    }
    assert len(faults) == len(sentences)
    for name, sentence in sentences.items():
        assert any(name in fault and sentence in fault for fault in faults), (name, faults)


def is_linked(path, target):
    """Make a link, if the system lets this user: Windows lets few."""
    with suppress(OSError):
        path.symlink_to(target)
    return path.is_symlink()


def marked_only(found, *exercises):
    """Mark some exercises, those that are missing left out."""
    for _, student in found:
        student.exercises = {name: each for name, each in student.exercises.items() if name in exercises}
    return [mark for mark in marks(found, "seed", 20.0, None) if mark.verdict != "missing"]


def test_a_link_in_a_students_folder_is_not_followed(here):
    (here / "secret.py").write_text("secret = 1")
    (here / "class" / "Eve").mkdir(parents=True)
    is_linked(here / "class" / "Eve" / "matmul_cost.py", here / "secret.py")
    record = {"rows": {"file": "../../secret.py", "tries": "x"}}
    (here / "class" / "Eve" / ".ordermatters.json").write_text(json.dumps(record))
    found, faults = handed_in(here / "class")
    assert found == [] and "holds no answers" in faults[0]


def test_the_probe_notices_a_process_that_is_not_confined():
    escaped = confinement._escapes(lambda command, folder: list(command))
    assert {"see the marker's files", "reach the network"} <= set(escaped)


def test_confined_answers_reach_nothing_and_are_marked_all_the_same(here, monkeypatch):
    """Where a system offers no confinement, it must say why; there is nothing else to hold then."""
    offered, why_not = confinement.confinement()
    if offered is None:
        assert why_not
        return
    (here / "marker.txt").write_text("secret")
    source = Source(
        f"import os\nmarker = {str(here / 'marker.txt')!r}\n"
        "os.system(f'cp {marker} copied.txt; echo hello > written.txt')\n"
        "def look(): return os.path.exists(marker), sorted(os.listdir()), os.getcwd()"
    )
    with RemoteProgram(source, 20.0, offered.wrap) as program:
        assert program.call("look", ()).returned == (False, ["written.txt"], "/answer")
    solved = sample(("matmul-cost", "rows-by-jax"), 0)
    folder = class_of(here / "class", Ada={name: load(name).solution for name in solved})
    found, _ = handed_in(folder)
    verdicts = [mark.verdict for mark in marks(found, "seed", 90.0, offered.wrap) if mark.verdict != "missing"]
    assert verdicts == ["right"] * len(solved)
    assert os.getcwd() == str(here)
