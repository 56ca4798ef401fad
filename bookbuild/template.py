"""What `bookbuild new` writes: a book that explains itself when it is built."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from bookbuild.output import require_new_folder, write_all

BOOK_YAML: Final = """\
# A book. Only the title is needed; take the # away from what you want to say.
title: {title}
author: Your Name
language: en-US            # en-GB, fr, de, es, it ...: hyphenation and wording follow it
# subtitle: A Novel
# year: 2026
# publisher: Your Press
# place: Your Town
# isbn: 978-0-00-000000-2
# rights: All rights reserved.
# dedication: For someone
# epigraph: {{text: A line you like., source: Whoever said it}}
# acknowledgements: |
#   Thank those who helped. A long text goes on indented lines like these.
# about_the_author: A sentence or two about you.
# cover:
#   text: What stands on the back.
#   price: $14.95

style: classic             # see `bookbuild styles`; or a file of your own that changes a few lines of one
trim: 5.5x8.5              # the page after cutting; see `bookbuild trims`

# The chapters are all the .md files beside this one, in the order of their names. Or list them:
# chapters:
#   - 01-first.md
#   - part: The Second Part
#     chapters: [02-second.md, 03-third.md]
"""

FIRST_CHAPTER: Final = """\
# How This Book Works

You are looking at a book that explains itself. Its words stand in a file named 01-first.md, which any editor opens; write your own words over them, build again, and the book is yours. Paragraphs are parted by an empty line, and where lines end inside a paragraph does not matter, because the typesetter breaks them anew for the page you chose.

A line that begins with a hash mark and a space, like the first one of the file, is a chapter’s title. One file is one chapter; the next one might be called 02-second.md. The letter that opens the chapter, the small capitals after it, the lines at the head of each page and the numbers at the foot come by themselves.

“And dialogue?” you may ask.

“It is simply typed,” says the book, “each speaker in a paragraph of his own.”

* * *

Three stars on a line of their own, as there were just now, make a break between two scenes. Words between stars are *emphasised*, and words between two pairs of stars are **strong**, which a novel hardly ever needs.

> A paragraph that begins with a greater-than sign is a quotation, a letter perhaps, and is set in from both sides.

A chapter may have heads of its own: lines that begin with two hash marks. A picture is placed with its file’s name, `![what it shows](picture.png)`, on a line by itself, and lines of verse keep their ends when each ends in a backslash.

> A line of verse goes only so far,\\
> and then the next one begins.

What the title page says, and the page after it, is written in book.yaml. There you also choose the design and the size of the page. When something is wrong, the message names the file and the line; when nothing is, every word you wrote is in the PDF, because the program reads its own pages back and compares.
"""


def make_book(folder: Path) -> list[Path]:
    """Write a new book into a folder that does not exist yet or is empty; return the files made.

    Raises BookError C001 when something is there already, C002 when the folder can't be made.
    """
    require_new_folder(folder, "Name a folder that does not exist yet.")
    title = folder.resolve().name.replace("-", " ").replace("_", " ").strip().title() or "My Book"
    texts = {"book.yaml": BOOK_YAML.format(title=json.dumps(title, ensure_ascii=False)), "01-first.md": FIRST_CHAPTER}
    files = ((folder / name, text.encode("utf-8", "replace")) for name, text in texts.items())
    return write_all(files, folder, "Name another folder.")
