"""What other programs make of Markdown: LaTeX, HTML, Markua, Quarto, mdBook, Obsidian."""
