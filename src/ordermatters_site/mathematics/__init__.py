"""TeX as HTML and MathML, and as plain text; KaTeX does it while a site is built."""
