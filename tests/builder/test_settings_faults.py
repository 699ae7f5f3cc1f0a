"""What is wrong with mkdocs.yml is told in one sentence, with the line that is at fault."""

import pytest
import yaml
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load

from ordermatters_site.plugin import LessonsPlugin
from ordermatters_site.shell.served_site import described


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb:\n  - x\n - y\nc: 2\n", "line 4: an indent that does not fit the lines above. "),
        ("a: 1\n b: 2\n", "line 2: mapping values are not allowed here. "),
        ("a: one: two\nb: 2\n", "line 1: mapping values are not allowed here. "),
        ("a: 1\nb: 'two\nc: 3\nd: 4\n", "line 2: found unexpected end of stream. "),
        ("a: 1\nb: [1, 2\nc: 3\n", "line 2: expected ',' or ']', but got ':'. "),
        ("a: 1\nb:\n\t- 1\n", "line 3: found character '\\t' that cannot start any token. "),
    ],
)
def test_settings_that_are_no_yaml_are_told_by_their_line(text: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        yaml_load(text, yaml.Loader)
    (line,) = described(error.value).splitlines()
    assert said in line and "column 1" not in line and line.endswith("is quoted.")


def test_a_misspelt_option_is_refused_and_another_program_s_is_not() -> None:
    errors, warnings = LessonsPlugin().load_config({"page_wieght": 30, "of_a_later_release": 1, "timeout": 20})
    assert [(name, str(error)) for name, error in errors] == [
        ("page_wieght", "there is no such option; is it `page_weight`?")
    ]
    assert any("of_a_later_release" in str(warning) for warning in warnings)
