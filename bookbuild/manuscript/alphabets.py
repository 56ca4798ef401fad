"""What tells one written language from another: its letters beyond ASCII, and its commonest words within."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_RUSSIAN: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"

ALPHABETS: Final[Mapping[str, str]] = {
    "en": "éèêëàâäçïîôöûüñæœ", "fr": "éèàêçâîôùûëïœæÿ", "de": "äöüß", "es": "áéíóúñü", "pt": "ãáàâçéêíóôõúü",
    "it": "àèéìòùî", "nl": "éëïöüèêáóíç", "sv": "åäöéà", "fi": "äöå", "da": "æøåé", "nb": "æøåéòôó",
    "is": "ðþáéíóúýæö", "ca": "àèéíïòóúüç·", "ga": "áéíóú", "et": "äõöüšž", "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű", "ro": "ăâîşţșț", "hr": "čćđšž",
    "sl": "čšž", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "tr": "çğıöşüâîû", "ru": _RUSSIAN,
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя", "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш", "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "he": "אבגדהוזחטיךכלםמןנסעףפץצקרשת", "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأؤإئ",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیيكىةءآأؤئ",
}  # fmt: skip
"""The letters beyond ASCII that a language is written with, by its tag; small ones stand for the large ones too."""

FREQUENT: Final = frozenset("оеаинтсрвл")
"""The letters of which half of any Cyrillic text consists."""

ALONE: Final = frozenset("àèéêòôóáíåæøöÀÈÉÊÒÔÓÁÍÅÆØÖивсоуакяієИВСОУАКЯІЄηοΗΟ")
"""Letters beyond ASCII that are words by themselves in some language."""

WORDS: Final[Mapping[str, str]] = {
    "en": "the and of to was that his her with had she you for not said were which",
    "fr": "le les et des une est dans qui que pas elle avec vous nous sur pour",
    "de": "der die und das nicht ein eine war ich sie mit auf dem den sich von ist",
    "es": "el los las una del con por que como pero estaba lo para",
    "pt": "os uma da que com para ele ela mas estava era dos das seu em",
    "it": "il che di gli una non della per era con sono anche nel alla lo",
    "nl": "het een van en niet dat hij zij was met zijn haar voor maar op aan",
    "sv": "och det som inte han hon en ett med var den av att",
    "fi": "ja on ei se oli joka mutta kun niin sen kuin",
    "da": "og det som ikke han hun en et med var den af at jeg til",
    "nb": "og det som ikke han hun en et med var den av at jeg til",
    "is": "og ekki sem hann var hafi til um en hennar",
    "ca": "els amb una que per del les va dels aquest com",
    "ga": "an na agus go ar is le bhi do",
    "et": "ja on ei et see oli ning kui aga ta",
    "pl": "nie na jest do to jak co za od po ale tak tym przez",
    "cs": "se na je to si ale jak jsem od po tak jako byl nebo",
    "sk": "sa na je to si ale ako som od po tak bol alebo",
    "hu": "az egy hogy nem is meg ez volt de csak mint ha",
    "ro": "cu un nu care este din pe mai sau pentru fost ca",
    "hr": "je se na da su za od koji ali kao bio sam",
    "sl": "je se na da so za od ki ali kot bil sem",
    "tr": "bir ve bu da de ne ama gibi daha olan ile olarak",
    "lt": "ir kad su buvo tai kaip bet yra jo",
    "lv": "un ir ka no ar bija tas bet par",
}
"""Words in ASCII letters that a language can't do without."""
