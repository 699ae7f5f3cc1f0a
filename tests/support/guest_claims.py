"""What the READMEs of some guest cases say must be seen: by night of each on a site of its own, by day on one."""

from guest_reading import Article


def dollar_blanks(article: Article) -> None:
    assert article.formulas == 4 and article.on_display == 1
    assert "costs $5, the ticket $10 and the coffee $3." in article.text and article.text.count("$") == 3


def list_joins_cells(article: Article) -> None:
    assert article.all("<(ul|ol)>") == ["ul", "ol", "ul"]
    assert [part.count("<li>") for part in article.all("<[uo]l>(.*?)</[uo]l>")] == [2, 3, 1]
    assert article.count("<pre") == 1


def lists(article: Article) -> None:
    assert article.count("<[uo]l") == 7 and article.formulas == 3 and article.count('type="checkbox"') == 2
    assert article.count("<del>struck</del>") == 1 and article.count('href="https://example.org/"') == 1
    assert article.count("<pre") == 2


def math_blocks(article: Article) -> None:
    assert article.on_display == 9 and article.formulas == 15 and "$" not in article.text and "\\" not in article.text


def order(article: Article) -> None:
    shown = article.html.partition("om-output")[2]
    places = [shown.index(part) for part in (">a<", "<strong>B</strong>", ">c<", "<strong>D</strong>")]
    assert places == sorted(places)
    assert article.count("<h2") == 1


def streams(article: Article) -> None:
    outputs = article.all('class="om-output"><pre[^>]*><code>(.*?)</code>')
    assert outputs[0] == "0\n1\n2\n3\n4\n5" and len(outputs) == 3
    assert outputs[2] == "no newline at the end\nnext same line"


CLAIMS = (dollar_blanks, list_joins_cells, lists, math_blocks, order, streams)
