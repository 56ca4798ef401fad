"""The cover: what goes round the book, from the press's numbers and the author's words."""
