"""What a page runs in the reader's browser: the library it may import, its cells, exercises and explorers."""
