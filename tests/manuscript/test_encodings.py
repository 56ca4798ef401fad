"""Bytes become text: what a file was saved as is told from it, and what can't be told is a doubt."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from bookbuild.diagnostics import BookError, Diagnostic, Findings, Place
from bookbuild.manuscript.encodings import NAMES, decoded, tell_encoding

TEXTS = {
    "en": "“It’s the café at the corner,” she said – the one with the naïve paintings. He hadn’t been there since May… “Well,"
    " don’t wait for me.” They didn’t, and the old man’s dog followed them down to the quay, where nobody spoke.",
    "fr": "« L’été dernier, dit-elle, nous étions à Sète. » Le café n’était pas fermé… Où donc avait-il laissé la clé ? Élise"
    " la trouva près du théâtre – c’était déjà la forêt, et les garçons riaient.",
    "de": "„Die Tür war geschlossen“, sagte Käthe – und über den Dächern lag größere Stille. Später hörten wir die Müllers"
    " draußen lachen. „Natürlich!“ Österreich war weit, und die Straße führte überallhin.",
    "es": "«¿Dónde está el niño?», preguntó la señora. «¡Mañana vendrá!» El corazón le latía con fuerza… Según él, nadie"
    " había cruzado el río después de la medianoche, y él no mentía jamás.",
    "pl": "„Gdzie jesteś?” – zapytała Małgorzata. Łódź odpłynęła już wczoraj, a wiatr wciąż wiał od morza… Nikt nie wiedział,"
    " że świat może być taki piękny. Zażółcić gęślą jaźń.",
    "cs": "„Kde jsi byl?“ zeptala se Růžena. Kůň šel pomalu přes náměstí – a děti běžely za ním… Řeka byla široká, žádný most"
    " přes ni ještě nevedl, tak čekali až do večera.",
    "hu": "„Hol voltál?” – kérdezte Erzsébet. A hűvös szél egész éjjel fújt a folyó felől, és az őrök nem aludtak… Úgy"
    " tűnt, hogy minden ajtó nyitva áll. Később ő is elindult.",
    "ru": "«Где ты был?» – спросила Анна. Снег шёл всю ночь, и утром никто не мог выйти из дома… Только старый почтальон"
    " пришёл, как всегда, и принёс письмо из Москвы.",
    "uk": "«Де ти був?» – запитала Ганна. Сніг ішов цілу ніч, і вранці ніхто не міг вийти з хати… Лише старий листоноша"
    " прийшов, як завжди, і приніс листа з Києва, її єдину надію.",
    "el": "«Πού ήσουν;» ρώτησε η Άννα. Το χιόνι έπεφτε όλη τη νύχτα και το πρωί κανείς δεν μπορούσε να βγει από το σπίτι –"
    " μόνο ο γέρος ταχυδρόμος ήρθε, όπως πάντα.",
    "tr": "“Neredeydin?” diye sordu Ayşe. Kar bütün gece yağdı ve sabah kimse evden çıkamadı… Yalnız yaşlı postacı, her"
    " zamanki gibi, geldi. İstanbul’dan bir mektup getirmişti – küçük, ağır bir zarf.",
}
ENCODINGS = [
    ("en", "cp1252"), ("en", "mac_roman"), ("fr", "cp1252"), ("fr", "mac_roman"), ("de", "cp1252"), ("de", "mac_roman"),
    ("es", "cp1252"), ("es", "mac_roman"), ("pl", "cp1250"), ("pl", "iso8859_2"), ("cs", "cp1250"), ("cs", "iso8859_2"),
    ("hu", "cp1250"), ("ru", "cp1251"), ("ru", "koi8_r"), ("ru", "mac_cyrillic"), ("ru", "iso8859_5"), ("ru", "cp866"),
    ("uk", "cp1251"), ("uk", "koi8_u"), ("el", "cp1253"), ("el", "iso8859_7"), ("tr", "cp1254"), ("tr", "iso8859_9"),
]  # fmt: skip


def as_far_as_it_has(text: str, encoding: str) -> tuple[str, bytes]:
    """The text less what an encoding has no character for, and its bytes."""
    data = text.encode(encoding, "ignore")
    return data.decode(encoding), data


@pytest.mark.parametrize(("language", "encoding"), ENCODINGS)
@pytest.mark.parametrize("known", [True, False])
def test_the_older_encoding_is_told_from_the_text(language: str, encoding: str, known: bool) -> None:
    text, data = as_far_as_it_has(TEXTS[language], encoding)
    assert decoded(data, "a.md", language if known else "").text == text


@pytest.mark.parametrize(
    ("data", "language", "text"),
    [
        pytest.param(b"caf\xe9", "", "café", id="one accent, Windows"),
        pytest.param(b"caf\x8e", "", "café", id="one accent, Mac"),
        pytest.param(b"It\x92s late", "", "It’s late", id="an apostrophe, Windows"),
        pytest.param(b"It\xd5s late", "", "It’s late", id="an apostrophe, Mac"),
        pytest.param(b"He said \x93no\x94.", "", "He said “no”.", id="quotes, Windows"),
        pytest.param(b"He said \xd2no\xd3.", "", "He said “no”.", id="quotes, Mac"),
        pytest.param(b"one \x96 two\x85", "", "one – two…", id="dash and dots, Windows"),
        pytest.param(b"a co\xadop, caf\xe9", "", "a co\u00adop, café", id="a soft hyphen"),
        pytest.param(b"cost 5 \x80", "", "cost 5 €", id="the euro"),
        pytest.param(b"\xb3\xf3d\xbc", "pl", "łódź", id="Latin-2 for Polish"),
        pytest.param(b"\xfeey", "tr", "şey", id="Turkish"),
        pytest.param(b"\xfeey", "is", "þey", id="Icelandic"),
    ],
)
def test_a_word_or_two(data: bytes, language: str, text: str) -> None:
    assert decoded(data, "a.md", language).text == text


PLAIN = "Elle dit : « L’été, c’est ça. »\n"
MARKS = {
    "utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be",
    "utf-32": "utf-32-le", "utf-32-be": "utf-32-be",
}  # fmt: skip


@pytest.mark.parametrize("saved", MARKS)
def test_unicode_with_and_without_its_mark(saved: str) -> None:
    read = decoded(PLAIN.encode(saved), "a.md")
    assert (read.text, read.encoding) == (PLAIN, MARKS[saved])


def test_utf16_of_another_script() -> None:
    text = "Привет, мир. Как дела? Снег шёл всю ночь."
    assert decoded(text.encode("utf-16-be"), "a.md").text == text
    assert decoded(codecs.BOM_UTF16_LE + "日本語".encode("utf-16-le"), "a.md").text == "日本語"


WARNED = {
    # bytes, the text, the warnings: code, place, what the message says
    "UTF-8": ("café".encode(), "café", []),
    "UTF-16": ("one\ntwo".encode("utf-16"), "one\ntwo", [("M003", Place("a.md", 1), "UTF-16")]),
    "Windows-1252": (b"one\ncaf\xe9\ncaf\xe9\n", "one\ncafé\ncafé\n", [("M004", Place("a.md", 2, 4), "Windows-1252")]),
    "Mac Roman": (b"one\ncaf\x8e\n", "one\ncafé\n", [("M004", Place("a.md", 2, 4), "Mac Roman")]),
    "half and half": (
        "été\nété".encode() + "\nété\nplain\nl’été".encode("cp1252"),
        "été\nété\nété\nplain\nl’été",
        [("M004", Place("a.md", 3, 1), "Windows-1252"), ("M004", Place("a.md", 5, 2), "Windows-1252")],
    ),
    "pasted into a line": (
        "un été ".encode() + "après l’été à Sète, déjà".encode("cp1252") + " et l’été".encode(),
        "un été après l’été à Sète, déjà et l’été",
        [("M004", Place("a.md", 1, 11), "Windows-1252")],
    ),
    "zeros at the end": (b"A word.\n" + bytes(300), "A word.\n", [("M010", Place("a.md", 2), "end")]),
    "DOS's end": (b"A word.\n\x1a", "A word.\n", [("M010", Place("a.md", 2), "end")]),
    "remains at the end": (
        b"A long line of words, enough of them.\n\x01\xff\x02\xfe\x00\x03z\x04",
        "A long line of words, enough of them.\n",
        [("M010", Place("a.md", 2), "end")],
    ),
    "cut short": ("L’été… ".encode() + b"\xe2\x80", "L’été… ", [("M010", Place("a.md", 1), "end")]),
}


@pytest.mark.parametrize(("data", "text", "warnings"), WARNED.values(), ids=WARNED)
def test_what_is_told(data: bytes, text: str, warnings: list[tuple[str, Place, str]]) -> None:
    read, findings = decoded(data, "a.md", "fr"), Findings()
    tell_encoding(read, "a.md", findings)
    assert read.text == text
    assert [(one.code, one.place) for one in findings] == [(code, place) for code, place, _ in warnings]
    assert all(says in one.message for one, (_, _, says) in zip(findings, warnings, strict=True))


def test_files_of_one_encoding_are_told_alike() -> None:
    """So that twenty chapters in Windows-1252 are told in one line."""
    findings = Findings()
    for name, data in (("a.md", b"caf\xe9"), ("b.md", b"one\nh\xf4tel")):
        tell_encoding(decoded(data, name, "fr"), name, findings)
    assert len({(one.message, one.hint) for one in findings}) == 1


def test_a_doubt_names_both_encodings_and_the_place() -> None:
    """ą in one, š in the other: a word or two of Central Europe tell nothing."""
    read = decoded(b"plain\nx\xb9x", "a.md")
    findings = Findings()
    tell_encoding(read, "a.md", findings)
    (one,) = findings
    assert (one.code, one.place) == ("M004", Place("a.md", 2, 2))
    assert {read.encoding, read.other} == {"cp1250", "iso8859_2"}
    assert NAMES[read.encoding] in one.message
    assert NAMES[read.other] in one.message


NO_LOSS = {
    "one zero in a text": b"a\0b",
    "controls between words": b"one \x01 two \x02 and three words of text after them",
    "an accent at the end": b"un caf\xe9",
    "a capital before a closing quote": "Un été.\nLIBERTÉ»\nUn café".encode("cp1252"),
}


@pytest.mark.parametrize("data", NO_LOSS.values(), ids=NO_LOSS)
def test_no_letter_is_taken_for_junk(data: bytes) -> None:
    read = decoded(data, "a.md")
    assert read.text == data.decode("cp1252")
    assert read.junk == 0


KINDS = {
    "Word": (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "Word"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "RTF": (b"{\\rtf1\\ansi Words}", "rich-text"),
    "PNG": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture"),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
    "anything": (bytes(range(256)) * 8, "binary"),
    "zeros": (bytes(64), "binary"),
}


@pytest.mark.parametrize(("data", "says"), KINDS.values(), ids=KINDS)
def test_what_is_no_text_is_named(data: bytes, says: str) -> None:
    with pytest.raises(BookError) as caught:
        decoded(data, "01.md")
    one: Diagnostic = caught.value.diagnostics[0]
    assert (one.code, one.place) == ("M050", Place("01.md"))
    assert says in one.message
    assert one.hint


def test_a_name_in_another_form(tmp_path: Path) -> None:
    from bookbuild.manuscript.read import find_by_form

    (tmp_path / "e\u0301te\u0301").mkdir()
    (tmp_path / "e\u0301te\u0301" / "Cafe\u0301.md").write_text("a", "utf-8")
    (tmp_path / "Thé.md").write_text("a", "utf-8")
    assert find_by_form(tmp_path, "été/Café.md") == (tmp_path / "e\u0301te\u0301" / "Cafe\u0301.md").resolve()
    assert find_by_form(tmp_path, "The\u0301.md") == (tmp_path / "Thé.md").resolve()
    assert find_by_form(tmp_path, "The.md") is None
    assert find_by_form(tmp_path, "Thé.md/x.md") is None


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_japanese_in_older_encodings(encoding: str) -> None:
    text = "# 一\n\nこれはとても古い文字コードで保存された文章です。\n"
    read = decoded(text.encode(encoding), "a.md")
    assert (read.text, read.encoding, read.lines) == (text, encoding, ((1, 3),))


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "mac_roman", "koi8_r"])
def test_other_letters_are_not_japanese(encoding: str) -> None:
    text = (
        "Паром ушёл из гавани до рассвета. "
        if encoding in ("cp1251", "koi8_r")
        else "Où est l\u2019été ? Déjà passé, hélas. "
    )
    assert decoded((text * 20).encode(encoding), "a.md").encoding not in ("cp932", "euc_jp")
