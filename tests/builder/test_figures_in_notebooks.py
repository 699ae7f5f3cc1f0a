"""What a kernel shows of the library's figures."""

import nbformat
from nbclient import NotebookClient


def test_a_notebook_shows_the_svg_with_its_alt_text_and_nothing_else() -> None:
    code = (
        "get_ipython().run_line_magic('matplotlib', 'inline'); import matplotlib.pyplot as plt\n"
        "from ordermatters.figures import Figure\n"
        "figure = Figure('a line'); axes = figure.subplots(); lines = axes.plot([1, 2])\n"
        "assert not plt.get_fignums()\n"
    )
    cells = [nbformat.v4.new_code_cell(source) for source in (code + "figure", "display(figure)")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3").execute()
    for cell in cells:
        [output] = cell.outputs
        assert set(output.data) == {"image/svg+xml", "text/plain"}
        assert output.data["text/plain"] == "a line"
        assert output.metadata["image/svg+xml"] == {"alt": "a line"}
        assert output.data["image/svg+xml"].startswith("<svg")
