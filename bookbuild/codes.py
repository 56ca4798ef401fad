"""Every diagnostic's code at length: what it means and how to cure it. `bookbuild explain CODE` prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means, and what to do."""

    title: str
    meaning: str
    cure: str


def _known(*rows: tuple[str, str, str, str]) -> dict[str, Explanation]:
    return {code: Explanation(title, meaning, cure) for code, title, meaning, cure in rows}


CODES: Final = _known(
    # C: files and commands
    ("C001", "The folder is not empty", "`bookbuild new` makes a new book in a new folder and never writes over what is there.", "Name a folder that does not exist yet."),
    ("C002", "The result can't be written", "The PDF's folder can't be made, is read-only, the disk is full, or the file is open in a program that locks it. An earlier PDF there is untouched.", "Close the program that shows the file, or name another with -o."),
    ("C010", "A command that makes no sense", "The command line, or a call from Python, asks for something impossible.", "`bookbuild COMMAND --help` says what it takes."),
    ("C020", "Not a PDF", "`bookbuild report` measures a finished PDF; the file named is none, is damaged, or can't be read.", "Name a PDF, or a book's folder."),
    ("C021", "An encrypted PDF", "The PDF opens only with a password.", "Save it again without one."),
    ("C022", "A PDF without text", "All pages are blank, pictures or outlines: a scan, for example. There are no letters whose places could be measured.", "Take the PDF that the typesetter wrote."),
    ("C023", "A PDF without running text", "There are words, but no paragraphs of several lines: a cover or a leaflet, for example.", "Name a book's PDF."),
    # Y: YAML files
    ("Y001", "Broken YAML", "book.yaml, a style or the lines between --- at a chapter's top can't be parsed.", "Put quotes round texts that hold a colon, a # or a quote; indent with spaces, never tabs."),
    ("Y002", "A key stands twice", "The same setting is given a second time; one of them would be ignored.", "Keep one of the two."),
    ("Y003", "YAML that grows without end", "Aliases (*name) repeat one another until the file would be enormous, or values are nested dozens deep.", "Write the values out."),
    ("Y004", "A YAML tag", "Words that begin with ! would make YAML build program objects. Books need none.", "Remove the tag."),
    ("Y005", "Not a list of settings", "The file must be lines of `key: value`.", "Begin with `title: The Name of Your Book`."),
    ("Y010", "Unknown setting", "There is no setting of this name here; most often it is a slip of the keys.", "Take the name the hint offers, or look the settings up in the manual."),
    ("Y011", "A value of the wrong kind", "The setting is known, but its value is not what it can be.", "Write what the message asks for."),
    # M: the manuscript
    ("M001", "A file can't be read", "The operating system refuses to open it.", "Check its name and who may read it."),
    ("M002", "A file is too large", "A chapter is a text of at most 64 MB.", "Split it."),
    ("M003", "UTF-16", "The file was saved as UTF-16 (“Unicode” in some editors).", "Save it again as UTF-8."),
    ("M004", "Not UTF-8", "Some bytes are no UTF-8 text; the file was probably saved in an older encoding.", "Save it again as UTF-8."),
    ("M005", "Nested too deeply", "Quotations inside quotations beyond reason.", "Remove some of the > at the line's beginning."),
    ("M006", "No chapter", "The book's folder holds no .md file.", "Write a chapter beside book.yaml, or list the files under `chapters:`."),
    ("M007", "No words", "All chapters are empty.", "Write something."),
    ("M008", "No book.yaml", "A book is a folder with a file book.yaml in it.", "Make one with `bookbuild new FOLDER`, or name the right folder."),
    ("M009", "No title", "book.yaml needs a title; nothing else.", "Write `title: The Name of Your Book`."),
    ("M010", "A character that prints nothing", "A control character or one without meaning in Unicode was in the text and was left out.", "Delete it; it often comes from copying out of another program."),
    ("M011", "A file is absent", "book.yaml names a file that is not in the book's folder.", "Check the name; capitals count."),
    ("M012", "A chapter listed twice", "The same file stands twice under `chapters:`.", "Remove one of the lines."),
    ("M013", "A scene break that parts nothing", "A break at the end of a chapter, or before another break, is left out.", "Remove it."),
    ("M014", "Two titles", "The lines between --- give the chapter one title, its # line another; the # line is set.", "Keep one of them."),
    ("M015", "A chapter without text", "Only its title is set.", "Write it, or take the file out."),
    ("M020", "A picture is absent", "The file named in the manuscript is not there.", "Names are relative to the folder of book.yaml; capitals count."),
    ("M021", "Outside the book's folder", "Files of a book lie in its folder, so that the folder alone makes the book.", "Copy the file into the folder."),
    ("M022", "Not a picture", "The file is of a kind that can't be read, or damaged.", "Export it again as PNG or JPEG."),
    ("M023", "Too many pixels", "The picture has more pixels than any page can show.", "Reduce it to at most 600 dots an inch at its printed size."),
    ("M024", "A picture's width", "The width is no length and no share of the measure.", "Write `width=3in` or `width=50%`."),
    ("M030", "HTML", "Tags can't be set; their text is set plainly.", "Use Markdown."),
    ("M031", "An unknown fenced div", "The text between ::: lines is set as ordinary paragraphs.", "Use `::: verse` or `::: letter`."),
    ("M032", "An unknown attribute", "What stands in braces means nothing here and is left out.", "Remove it, or look the known ones up in the manual."),
    ("M033", "A table", "Tables can't be set yet; each row is a line.", "Rewrite the table as text, or insert it as a finished page."),
    ("M034", "A note", "Notes can't be set yet; the text stands as it was typed.", "Work the note into the text."),
    ("M035", "A link", "Nobody can follow a link on paper; its words are set.", "Print the address if the reader needs it."),
    ("M040", "A doubtful quotation mark", "A quotation is never closed, or was never opened, in this paragraph. Dialogue that runs on may drop its closing mark when the next paragraph opens with one.", "Look at the paragraph's marks; nothing else was changed."),
    ("M050", "Not a text", "The file to import is of another kind: a Word file, a PDF, a picture.", "Save the manuscript as plain text (UTF-8) or Markdown."),
    ("M051", "A text without words", "The file to import is empty, or holds only a licence.", "Check that it is the right one."),
    ("M052", "The author is not known", "The text does not say who wrote it; the title page has no author then.", "Write `author: Name` into book.yaml."),
    ("M053", "The title is not known", "The text does not begin with a title; the name of its file is the book's title for now.", "Write `title: The Name of Your Book` into book.yaml."),
    ("M054", "More than one volume", "The text to import has over a million words; no press binds so many pages, and building them takes long. It was imported whole.", "Cut the text into volumes and import each one."),
    ("M055", "No paragraph breaks", "A paragraph of thousands of words: the program the text comes from dropped the ends of its paragraphs. Nothing was cut by guess.", "Export the text again with a blank line between paragraphs."),
    ("M060", "A wrong ISBN", "The last digit of an ISBN follows from the others, so that a slip shows: this number is none. It would be printed on the copyright page and made into a barcode that no shop can read.", "Copy it from the agency's list."),
    # S: styles
    ("S001", "No such style", "There is no shipped design and no file of this name.", "See `bookbuild styles`."),
    ("S002", "No such trim", "The name is not known and is no size.", "See `bookbuild trims`, or write `5.5in x 8.5in`."),
    ("S003", "A page that is no book's", "The size is too small or too large.", "Use between 2.8 and 18 inches."),
    ("S004", "No such face", "There is no shipped face of this name.", "See `bookbuild faces`."),
    ("S005", "A style or press that is its own base", "`base:` leads back to the file itself.", "Name another base."),
    ("S006", "No such lettering", "`lettering:` knows only certain roles.", "Take one the hint names."),
    ("S007", "A style can't be read", "The file is not readable, or not UTF-8.", "Save it as UTF-8."),
    ("S010", "No room for text", "Margins and trim leave too narrow or too short a block.", "Choose a larger trim or smaller margins."),
    ("S012", "A margin too narrow", "Text, heads and folios stay half an inch inside every trim edge; presses refuse or cut off what stands further out.", "Make the margin at least 0.5in."),
    ("S011", "Too many lines", "The lines asked for don't fit between the margins.", "Take lines away, or lower the leading."),
    ("S013", "A page too small for the style", "The style's type is too large for the trim: large print on a small page leaves too few words a line.", "Choose a larger trim, or another style."),
    ("S014", "A face without a roman", "A face of your own names no upright file.", "Give `roman:` its file's name."),
    ("S015", "A lettering too large for its place", "Lead-ins, quotations, heads, folios and the like stand between lines of text or in the margins: type larger than their room would run into its neighbours.", "Make it smaller, or the text's leading larger."),
    ("S016", "Lines on one another", "The leading, baseline to baseline, is so much smaller than the type that letters of one line would touch those of the next.", "Give a larger `leading`, or none: 1.27 of the size is taken."),
    ("S020", "An ornament's file can't be used", "The picture for scene breaks is absent, or is no SVG or PNG that can be read.", "Check the name; export it again."),
    ("S021", "An ornament without ink", "The picture for scene breaks has nothing to print, or has text or pictures where outlines are needed.", "Draw it in filled shapes; turn letters into outlines."),
    ("S022", "An ornament too large", "It is wider than a line of text, or higher than a third of the page: scenes would be torn apart.", "Give a smaller `width` under `scene-break:`, or crop the picture."),
    ("S030", "No such press", "There is no press and no file of this name.", "See `bookbuild presses`."),
    ("S031", "A press can't be read", "The file is not readable, or not UTF-8.", "Save it as UTF-8."),
    ("S032", "A press that contradicts itself", "Two numbers of a press's file can't both be true, or one names something that is not there.", "Correct the one the message names."),
    ("S033", "A trim the press does not print", "The press neither lists the page's size nor cuts sizes like it.", "Choose a trim the hint names, or another press."),
    ("S034", "A paper the press has not", "The press knows no paper of this name.", "See `bookbuild presses NAME`."),
    ("S035", "A paper not had on this trim", "The press has the paper, but not for pages of this size.", "Choose the paper or the trim the hint names."),
    ("S036", "Too few or too many pages", "A binding holds only so many leaves, and needs some to hold; the number depends on press, paper and trim.", "Choose a trim or paper the hint names, or another size of type."),
    ("S037", "A page count that can't be made up", "The press wants blank pages at the end, to make signatures full or for its own barcode, and with them the book has too many pages or too many blank ones.", "Add or remove as many pages as the hint says."),
    # F: fonts
    ("F001", "A font can't be used", "The file is missing, damaged or no font.", "Get it again."),
    ("F002", "A font forbids embedding", "Its licence bits (OS/2 fsType) forbid what every press needs.", "Choose another face."),
    ("F003", "A web font or a collection", "woff, woff2 and ttc files can't be embedded as they are.", "Use the plain .ttf or .otf file."),
    ("F004", "An axis that the face has not", "`axes` pins the axes of a variable face by their tags; this face has no such axis, or the value is beyond its ends.", "Take a tag and a value the hint names."),
    # T: setting
    ("T001", "A very loose line", "No better break was found: the words are long, the measure narrow, or names may not be divided.", "Rephrase, add a hyphenation exception to book.yaml, or allow `hyphenation: {capitalised: yes}`."),
    ("T002", "A word wider than the line", "It is broken where it must be, without a hyphen.", "Put a space or a hyphenation exception into it."),
    ("T003", "A language without patterns", "No word is divided.", "Check `language`; use its tag, such as en-US."),
    ("T004", "A line too full", "Its spaces can't shrink that far.", "Rephrase."),
    ("T010", "A character no face has", "None of the shipped faces has it.", "Replace it."),
    ("T011", "A character from another face", "The text's face lacks it, a shipped face has it.", "Nothing, if the page looks well; else replace the character."),
    ("T012", "No italic small capitals", "The face's italic has none; upright ones are set.", "Nothing: this is what a compositor does."),
    ("T013", "No small capitals", "The face has none; small letters are set, never shrunken capitals.", "Choose a face that has them for this lettering."),
    ("T014", "A style the face lacks", "The face has no bold or italic; its roman is set, never a made-up one.", "Choose a face that has it."),
    ("T020", "A chapter without an initial", "It opens with verse, a picture, a figure, a small letter or something else that no initial can be made of; the design asks for one.", "Nothing, if the page looks well; else rephrase the beginning."),
    ("T021", "No room for the initial", "The page is too shallow or the measure too narrow for an initial of so many lines, or something stands in its accent's way; it is set in fewer lines, or left out. No word is lost.", "Ask for fewer lines under `initial:`, or choose a larger page."),
    # P: pages
    ("P001", "A page rule gave way", "No page end was possible that keeps every rule; the message names page and rule.", "Rephrase nearby, or choose a deeper page."),
    ("P003", "A running head too long", "It would take more than 70 % of the measure.", "Give the chapter a short `running_head:`."),
    ("P020", "A paragraph that can't be a line longer or shorter", "The manuscript asks for it with `{lines=+1}` or `{lines=-1}`, but no decent way to set the paragraph so was found: its last line is too long or too short, or it stands beside an initial. It is set as it is best.", "Take the braces out, or ask it of another paragraph nearby."),
    ("P021", "A page break that does nothing", "`{.page-break}` or `{.recto}` stands where such a page begins by itself. After a change nearby it would leave a short page.", "Take it out."),
    ("P022", "A paragraph that can't be kept together", "`{.keep}` asks for all its lines on one page, but it is longer than a page, or what stands round it leaves no room.", "Take it out, or another correction nearby."),
    ("P023", "A tie to nothing", "`{.keep-with-next}` stands at a chapter's end, before a page break, or where no page could hold both.", "Take it out."),
    ("P030", "Not the number of pages wished for", "`fit:` asks for a number of pages that the book or the chapter can't be set in decently: paragraphs have been set in a line more or fewer and spreads been made a line longer or shorter as far as that goes. It is set in the nearest number that can be had; the message names those.", "Ask for one of the numbers named, choose another trim, or change the text."),
    ("P010", "An inserted file is no PDF", "It can't be read, is encrypted or has no pages.", "Export it again."),
    ("P011", "An inserted page of another size", "Its pages must have the book's trim.", "Export it at the book's trim."),
    ("P012", "An inserted page without its fonts", "A press needs every font embedded.", "Export it with fonts embedded."),
    # J: the cover
    ("J001", "The book is not built yet", "The cover goes round a finished book: its spine follows from the page count. No built book was found, or it can't be read.", "Build the book first, or say how many pages it has with `--pages`."),
    ("J002", "The book changed after it was built", "A chapter's file is younger than the built book. One page more makes another spine.", "Build the book again, then the cover."),
    ("J003", "The built book is of another size", "Its pages have not the trim that book.yaml names now.", "Build the book again."),
    ("J004", "How wide is the spine?", "The press does not publish how thick its paper is: only its calculator or its template tells. The number is never guessed, since letters on the spine would stray round the corner.", "Ask the press, and give the width with `--spine`."),
    ("J005", "Another spine than the press publishes", "The width given with `--spine` is not what follows from the press's own numbers. The width given was taken.", "Leave `--spine` out, unless the press told you this width for this very book."),
    ("J006", "A number the press does not publish", "Bleed, boards, hinges or papers of this press's covers are not known, or it prints none.", "Ask the press, and write a press file with the numbers it tells you."),
    ("J007", "Dust jackets are not made yet", "A jacket has flaps, whose folds follow from boards and cloth.", "Take a paperback or a printed case, or let the press make the jacket."),
    ("J010", "A picture with far too few dots", "At the size at which it is printed on the cover its dots would be seen one by one.", "Take a larger file. Enlarging the picture in a program adds no dots."),
    ("J011", "A picture with few dots", "At the size at which it is printed on the cover it has fewer dots an inch than the press asks for.", "Take a larger file, if there is one."),
    ("J012", "Art of the wrong shape", "Too much of the picture would have to be cut off to fill its place, or too much of its place would stay empty.", "Crop the picture to the size that the message names, or choose another `layout`."),
    ("J014", "Lettering that can't be read", "Under some line of the front the art is as light, or as dark, as the line's ink.", "Choose another `ink` or `accent`, another picture, or `layout: label`."),
    ("J020", "Too much text for the back", "The text has no room on the back, even in the smallest size that is still read with pleasure.", "Take away as many words as the message says."),
    ("J021", "A title too long for the front", "It would have to be set too small for a cover.", "Part it into `title` and `subtitle`."),
    ("J022", "A title too long for the spine", "Author and title don't stand on the spine together, even in small type.", "Give a shorter `spine_title` under `cover:`."),
    ("J030", "A barcode larger than its box", "The press leaves a box of a certain size for the barcode; what is beyond it may be covered.", "Take a smaller `barcode`; at 80 % it fits every press's box."),
    ("J031", "No ISBN", "Without one there is no barcode. Some presses give the book a number of their own, and print its barcode.", "Write `isbn:` into book.yaml when you have one."),
    ("J040", "The press's own template", "The press takes covers only on a page that it makes for the book. This cover is the right size to be laid on it.", "Place the PDF on the template's page without scaling it, and see that the spines agree."),
    ("J041", "Too much ink", "All four inks together are more than the press's paper holds: they would not dry.", "Take less of each; black replaces the other three."),
    ("J042", "A cover's file that is too large", "The press wants smaller ones.", "Take art with fewer dots."),
    # W: the proof of the words
    ("W001", "A head or folio is wrong", "The finished PDF does not read as it was made.", "Report it: this is a fault of bookbuild."),
    ("W002", "A word is wrong", "The words on the pages are not the manuscript's. Nothing was written.", "Report it with the chapter: this is a fault of bookbuild."),
    ("W003", "A font is not embedded", "The finished PDF refers to a font that is not in it.", "Report it: this is a fault of bookbuild."),
    ("W004", "A page is of the wrong size", "The finished PDF's boxes or page count are not what was made.", "Report it: this is a fault of bookbuild."),
    ("W005", "Hyphens don't add up", "More or fewer hyphens are on the pages than words were divided.", "Report it: this is a fault of bookbuild."),
    ("W007", "A line leaves the page", "Something was placed outside the trim. Nothing was written.", "Report it: this is a fault of bookbuild."),
    ("W008", "Letters on the cover are wrong", "The finished cover does not read as it was set. Nothing was written.", "Report it: this is a fault of bookbuild."),
    ("W006", "Words of book.yaml are missing", "Something book.yaml says is on no page of the front matter.", "Report it: this is a fault of bookbuild."),
)  # fmt: skip
"""All codes."""
