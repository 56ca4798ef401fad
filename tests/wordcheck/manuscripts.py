"""Manuscripts made by chance: every construct that is read, in six languages, typed as authors type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

from PIL import Image

WORDS: Final = {
    "en-US": "the ferry left harbour before sunrise nobody saw it go she counted seven lights along far shore then there were six he’d said nothing of letters well-known keeper's house winter tide O’Brien café naïve office first affluent",
    "fr": "le bac quitta port avant aube personne ne vit partir elle compta sept lumières rive lointaine puis six l’homme n’avait rien dit aujourd’hui lettres maison hiver marée cœur œuvre où déjà peut-être été garçon",
    "de": "die Fähre verließ den Hafen vor Sonnenaufgang niemand sah sie fahren zählte sieben Lichter am fernen Ufer dann waren es sechs er hatte nichts von Briefen gesagt Straße größer Haus Winter Flut E-Mail Süßwasser",
    "es": "el barco salió del puerto antes amanecer nadie lo vio partir ella contó siete luces orilla lejana luego eran seis él no había dicho nada cartas casa invierno marea mañana pingüino corazón teórico-práctico",
    "ru": "паром ушёл из гавани до рассвета никто не видел как он уходил она насчитала семь огней далёком берегу потом шесть человек ничего сказал письмах дом зима прилив кто-то всё-таки сло\u0301во ёлка",
    "pl": "prom odpłynął z portu przed świtem nikt nie widział jak odpływał naliczyła siedem świateł dalekim brzegu potem było sześć człowiek nic powiedział listach dom zima przypływ biało-czerwony żółć źródło",
}
"""Words of a few sentences in each language, for texts that mean nothing."""

Say = Callable[[], str]
"""Gives a sentence, another one each time."""


def sentence(random: Random, language: str) -> str:
    """Some words with the marks that belong among them."""
    words = random.choices(WORDS[language].split(), k=random.randint(3, 12))
    words[0] = words[0][0].upper() + words[0][1:]
    at = random.randrange(len(words))
    words[at] = random.choice(
        ["{}", "{}", "{},", "{};", "*{}*", "**{}**", "_{}_", '"{}"', "({})", "{} 1914", "{} --", "`{}`"]
    ).format(words[at])
    return " ".join(words) + random.choice([".", ".", ".", "!", "?", "..."])


def quoted(random: Random, say: Say) -> str:
    opening, closing = random.choice([('"', '"'), ("“", "”"), ("«", "»"), ("„", "“"), ("'", "'")])
    return f"{opening}{say()}{closing} {say()}"


def _lines(say: Say, count: int, before: str = "", after: str = "") -> str:
    return "\n".join(f"{before}{say()}{after}" for _ in range(count))


CONSTRUCTS: Final[dict[str, Callable[[Random, Say], str]]] = {
    "paragraph": lambda random, say: " ".join(say() for _ in range(random.randint(1, 5))),
    "wrapped paragraph": lambda random, say: _lines(say, random.randint(2, 4)),
    "dialogue": quoted,
    "head": lambda random, say: f"{random.choice(['##', '###'])} {say()}",
    "head with attributes": lambda _, say: f"## {say()} {{#name .page-break}}",
    "chapter": lambda _, say: f"# {say()}",
    "setext head": lambda random, _: f"{random.choice(['Storm', 'Le Bac', 'Дом'])}\n{random.choice(['===', '------'])}",
    "scene break": lambda random, _: random.choice(["***", "---", "* * *", "#", "⁂", "◊◊◊", "•", "\\* \\* \\*", "~~~"]),
    "quotation": lambda random, say: _lines(say, random.randint(1, 3), "> "),
    "nested quotation": lambda _, say: f"> {say()}\n>\n> > {say()}\n>\n> {say()}",
    "bullets": lambda random, say: _lines(say, random.randint(2, 4), random.choice(["- ", "* ", "+ "])),
    "numbers": lambda _, say: f"1. {say()}\n2. {say()}\n3. {say()}",
    "nested list": lambda _, say: f"- {say()}\n  - {say()}\n  - {say()}\n- {say()}",
    "list with paragraphs": lambda _, say: f"1. {say()}\n\n   {say()}\n\n2. {say()}",
    "tasks": lambda _, say: f"- [ ] {say()}\n- [x] {say()}",
    "code": lambda random, _: (
        f'{(mark := random.choice(["```", "~~~"]))}python\nif a > 3:\n    print("x &amp; y")  # <b>\n{mark}'
    ),
    "code in a line": lambda _, say: f"{say()} `a[0] * <b> {{x}}` {say()}",
    "verse": lambda _, say: "::: verse\n" + _lines(say, 4) + "\n:::",
    "line block": lambda _, say: f"| {say()}\n|   {say()}\n| {say()}",
    "letter": lambda _, say: f"::: letter\n{say()}\n\n{say()}\n:::",
    "hard breaks": lambda _, say: f"{say()}\\\n{say()}  \n{say()}",
    "link": lambda _, say: f"{say()} [a link](http://example.org/a_(b)?c=d 'its title') {say()}",
    "reference": lambda random, say: (
        f"{say()} [here][ref{(number := random.randint(1, 10**6))}].\n\n[ref{number}]: http://example.org/{number}"
    ),
    "address": lambda _, say: f"{say()} <https://example.org/path/to?a=b&c=d> {say()}",
    "entities": lambda _, say: f"{say()} caf&eacute; &mdash; a&nbsp;b &#8220;q&#8221; &lt;x&gt; {say()}",
    "escapes": lambda _, say: f"{say()} 3 \\* 4 \\_ \\# \\[a\\] {say()}",
    "table": lambda _, say: f"| one | two |\n| --- | ---: |\n| {say()} | 12 |\n| {say()} | 345 |",
    "note": lambda _, say: f"{say()}[^1]\n\n[^1]: {say()}",
    "inline note": lambda _, say: f"{say()}^[{say()}] {say()}",
    "comment": lambda _, say: f"{say()} <!-- {say()} --> {say()}",
    "tags": lambda _, say: f'{say()} <i>{say()}</i> <span class="x">{say()}</span><br>{say()}',
    "block of HTML": lambda _, say: f'<p align="center">{say()}</p>\n\n{say()}',
    "table in HTML": lambda _, say: f"<table><tr><td>{say()}</td><td>{say()}</td></tr></table>",
    "struck": lambda _, say: f"~~{say()}~~ x^2^ H~2~O =={say()}==",
    "LaTeX": lambda _, say: f"\\noindent {say()} \\emph{{{say()}}} \\ldots\n\n\\newpage\n\n{say()}",
    "Markua": lambda _, say: f"{{frontmatter}}\n\nA> {say()}\n\n{{blurb}}\n{say()}\n{{/blurb}}",
    "Quarto": lambda _, say: (
        f'::: {{.callout-note}}\n{say()}\n:::\n\n::: {{.content-visible when-format="html"}}\n{say()}\n:::'
    ),
    "shortcode": lambda _, say: f"{say()}\n\n{{{{< pagebreak >}}}}\n\n{say()}",
    "alert": lambda _, say: f"> [!NOTE]\n> {say()}",
    "wiki": lambda _, say: f"{say()} [[Some page|a name]] %%hidden words%% {say()} ^block-1",
    "definition": lambda _, say: f"Ferry\n: {say()}\n\nTide\n: {say()}",
    "citation": lambda _, say: f"{say()} [@smith2020, p. 5] {say()}",
    "attributes": lambda _, say: f"{say()} {{.keep}}\n\n{{.keep-with-next}}\n{say()}",
    "span": lambda _, say: f"{say()} [some words]{{.x}} {say()}",
    "picture": lambda _, say: f'{say()} ![A map](a.png "{say()}") {say()}',
    "Hebrew and Arabic": lambda _, say: f"{say()} שלום, עולם 123 {say()} (سلام) {say()}",
    "marks": lambda _, say: f"{say()} 5'10\" 'tis 'bus ’90s 10 % § 5 1914--18 a---b {say()}",
    "mistyped": lambda random, say: (
        f"{say()} {random.choice(['*lost', '_lost', '[lost', '`lost', '<lost', '&lost', '{lost', 'lost*'])} {say()}"
    ),
}
"""Each construct as Markdown, from a random source and sentences."""


def manuscript(seed: int, folder: Path) -> Path:
    """A book's folder with about a dozen constructs, the same for the same seed."""
    random = Random(seed)
    language = list(WORDS)[seed % len(WORDS)]

    def say() -> str:
        return sentence(random, language)

    names = list(CONSTRUCTS)
    chosen = [names[seed % len(names)], *random.choices(names, k=11)]
    blocks: list[str] = []
    for name in chosen:
        blocks += [CONSTRUCTS[name](random, say), CONSTRUCTS["paragraph"](random, say)]
    front = random.choice(
        ["", "", f"---\nsubtitle: {WORDS[language].split()[3]}\nnumber: 4\nepigraph: Nobody 7\n---\n"]
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "book.yaml").write_text(
        f"title: Book {seed}\nlanguage: {language}\nmatter: {{half_title: no, title_page: no, copyright: no}}\n",
        encoding="utf-8",
    )
    text = f"{front}# {say()}\n\n" + "\n\n".join(blocks) + "\n"
    Image.new("L", (60, 40), 200).save(folder / "a.png")
    ends = random.choice(["\n", "\n", "\r\n"])
    (folder / "01.md").write_bytes(text.replace("\n", ends).encode())
    return folder
