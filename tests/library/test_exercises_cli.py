import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ordermatters.exercises import load, names
from ordermatters.exercises.__main__ import main

OPENING_A_FOLDER = errno.EACCES if os.name == "nt" else errno.EISDIR


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_lists_the_exercises(capsys):
    assert main([]) == main(["list"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown and load(name).title in shown for name in names())


def test_a_starter_is_written_and_nothing_is_lost(here, capsys):
    assert main(["start", "matmul-cost"]) == 0
    written = (here / "matmul_cost.py").read_text("utf-8")
    assert load("matmul-cost").statement in written and load("matmul-cost").starter in written
    (here / "matmul_cost.py").write_text("my own work")
    assert main(["start", "matmul-cost"]) == 2
    assert (here / "matmul_cost.py").read_text() == "my own work"
    assert capsys.readouterr().err == "matmul_cost.py is there already and stays as it is; name another file\n"
    assert main(["start", "matmul-cost", "second.py"]) == 0
    nowhere = Path("nowhere/second.py")
    assert main(["start", "matmul-cost", str(nowhere)]) == 2
    assert capsys.readouterr().err == f"{nowhere} cannot be written: No such file or directory\n"


@pytest.mark.parametrize("name", names())
def test_every_starter_is_a_program_to_be_checked(here, capsys, name):
    main(["start", name, "answer.py"])
    source = (here / "answer.py").read_text("utf-8")
    compile(source, "answer.py", "exec")
    assert source.startswith(f'"""{load(name).title}.')


def test_it_checks_a_file_in_a_process_of_its_own(here, capsys):
    (here / "right.py").write_text(load("counted-matmul").solution, "utf-8-sig")
    assert main(["check", "counted-matmul", "right.py"]) == 0
    assert capsys.readouterr().out.startswith("Right, for all ")
    (here / "wrong.py").write_text("print('hello')\ndef counted_matmul(A, B):\n    retrun R", "utf-8")
    assert main(["check", "counted-matmul", "wrong.py", "--attempt", "3"]) == 1
    assert capsys.readouterr().out.startswith("Line 3 is not Python yet: invalid syntax")


def test_code_that_never_ends_is_stopped(here, capsys):
    (here / "endless.py").write_text("while True:\n    try:\n        pass\n    except:\n        pass\n")
    assert main(["check", "rows", "endless.py", "--seconds", "1"]) == 1
    assert capsys.readouterr().out.startswith("Your program was stopped after 1 seconds. It never ends")


def test_code_that_ends_python_is_survived(here, capsys):
    (here / "ending.py").write_text("import os\nos.write(1, b'[1, 2, 3]')\nos._exit(3)")
    assert main(["check", "rows", "ending.py"]) == 1
    assert capsys.readouterr().out == "Your program ended Python itself, with status 3.\n"


def test_code_that_asks_for_input_is_not_waited_for(here, capsys):
    (here / "asking.py").write_text("input('m? ')")
    assert main(["check", "rows", "asking.py"]) == 1
    assert "EOFError: EOF when reading a line. Nobody types while a program is checked" in capsys.readouterr().out


def test_hints_come_one_at_a_time_and_the_solution_last(capsys):
    assert main(["hint", "rows"]) == main(["hint", "rows", "2"]) == main(["solution", "rows"]) == 0
    exercise = load("rows")
    assert capsys.readouterr().out == f"{exercise.hints[0]}\n{exercise.hints[1]}\n{exercise.solution}"


def test_all_solutions_come_as_one_program(capsys):
    assert main(["solution"]) == 0
    shown = capsys.readouterr().out
    compile(shown, "solutions.py", "exec")
    for name in names():
        assert f"# {name}: {load(name).title} ({load(name).lesson})\n\n{load(name).solution}" in shown
    assert main(["hint", "rows", "4"]) == 2
    assert capsys.readouterr().err == "rows has the hints 1 to 3, no hint 4\n"


def test_what_cannot_be_checked_is_said_in_a_sentence(here, capsys):
    (here / "latin.py").write_bytes("# größer".encode("latin-1"))
    for arguments, sentence in [
        (["check", "rose", "latin.py"], "no exercise is called 'rose'; did you mean rows?\n"),
        (["check", "rows", "missing.py"], "missing.py cannot be read: No such file or directory\n"),
        (["check", "rows", "."], f". cannot be read: {os.strerror(OPENING_A_FOLDER)}\n"),
        (["check", "rows", "latin.py"], "latin.py is no text in UTF-8; save it as UTF-8 in your editor\n"),
        (["start", "rose"], "no exercise is called 'rose'; did you mean rows?\n"),
    ]:
        assert main(arguments) == 2
        assert capsys.readouterr() == ("", sentence)


def test_it_runs_as_a_module(here):
    command = [sys.executable, "-m", "ordermatters.exercises"]
    assert b"matmul-cost" in subprocess.run(command, capture_output=True, check=True).stdout
    assert subprocess.run([*command, "check", "rows"], capture_output=True).returncode == 2
