"""Fixtures that several test modules share."""

from pathlib import Path

import pytest

from courses import Course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)
