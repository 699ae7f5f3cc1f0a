"""What control characters leave of a text: what a terminal shows in the end."""

import pytest

from ordermatters_site.stage.terminal import shown


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("plain\ttext\n\n  kept\n", "plain\ttext\n\n  kept\n"),
        ("  0%|\r 50%|\r100%|", "100%|"),
        ("\rstep 0\rstep 1\rstep 2\n", "step 2\n"),
        ("long line\rshort", "shortline"),
        ("long line\r\x1b[Kshort", "short"),
        ("abc\b\b\bxyz", "xyz"),
        ("abc\b", "abc"),
        ("\b\bx", "x"),
        ("windows\r\nlines\r\n", "windows\nlines\n"),
        ("\x1b[1;31mred\x1b[0m plain \x1b[38;5;34mgreen\x1b[0m", "red plain green"),
        ("\x1b]8;;https://example.org/\x07link\x1b]8;;\x07", "link"),
        ("\x1b]0;title\x1b\\text", "text"),
        ("kept\x1b[K \x1b[2Jcleared \x1b[1Aup", "kept cleared up"),
        ("one\ntwo: 0%\n\x1b[A\rtwo: 99%\n", "one\ntwo: 99%\n"),
        ("outer\n\x1b[Ainner", "inner\n"),
        ("\x1b[?25lhidden cursor\x1b[?25h", "hidden cursor"),
        ("a\x1b[3Cb\x1b[2Dc", "a  cb"),
        ("gone\x1b[2K\rnew", "new "),
        ("a\x00b\x07c\x1b", "abc"),
        ("", ""),
    ],
)
def test_only_what_is_left_is_shown(text: str, left: str) -> None:
    assert shown(text) == left


def test_no_control_character_is_left_of_any_text() -> None:
    every = "".join(chr(code) for code in range(128)) * 2
    assert not set(shown(every)) & {chr(code) for code in [*range(9), *range(11, 32), 127]}
