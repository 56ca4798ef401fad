"""The quotation marks and dashes of each language.

Our own rules for the languages that we know, the Unicode CLDR's (48.2, delimiters) for all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from bookbuild.manuscript.language import family

THIN: Final = "\u202f"


@dataclass(frozen=True, slots=True)
class Marks:
    """A language's quotation marks, what stands inside them, and its dash for a parenthesis."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str
    padding: str = ""
    dash: str = "—"
    spaced_dash: str = "–"

    @property
    def singles_first(self) -> bool:
        """Whether single marks stand outside, and double ones inside them."""
        return self.opening in "‘‚‹"


_OWN: Final = {
    "en": Marks("“", "”", "‘", "’", spaced_dash="—"),
    "en-gb": Marks("“", "”", "‘", "’"),
    "fr": Marks("«", "»", "“", "”", padding=THIN),
    "fr-ch": Marks("«", "»", "‹", "›"),
    "de": Marks("„", "“", "‚", "‘"),
    "de-ch": Marks("«", "»", "‹", "›"),
    "de-li": Marks("«", "»", "‹", "›"),
    "es": Marks("«", "»", "“", "”", spaced_dash="—"),
    "it": Marks("«", "»", "“", "”"),
    "da": Marks("»", "«", "›", "‹"),
    "nl": Marks("‘", "’", "“", "”"),
}
"""Where books are set otherwise than letters on a screen. CLDR has “ ” for Danish, whose novels are set in » «
(both are in use); it leaves French and Dutch without marks of their own inside, and its
Spanish is that of the newspapers of America."""

_CLDR: Final = {
    "“ ” ‘ ’": (
        "aa ab af ak an ann apc arn as asa az ba bal bem bew bez bgc bgn bho blt bm-nkoo bn bo bqi brx bss "
        "byn cad cch ccp ce ceb cgg cho chr cic ckb co cop csw cu cy da dav dje doi dv dz ebu ee en es ff-adlm "
        " fil fo frr fy ga gaa gd gez gl gn gu guz gv ha haw hi hnj id ig ii io iu jbo jmc jv kaa kaj kam "
        "kcg kde kea kek ken kgp khq ki kl kln km kn ko kok kpe ks ksb ku kw kxv la lg lkt lmo ln lo lrc ltg "
        "lu luo lv lzz mai mas mdf mer mfe mgh mgo mhn mi mic ml mn mni moh mr ms mt mus mww my myv naq nd ne "
        "nqo nr nso nus nv ny nyn oka om or osa pa pap pcm pi pis ps pt qu quc raj rhg rif rof rwk sa saq sat "
        "sbp scn sd seh ses shn si sid skr sma smj smn sms so sq ss ssy su suz sw ta te teo tg th tig to tok "
        "tpi tr trv trw ts tt twq tzm uz-arab uz-cyrl vai ve vec vi vmw vo vun wa wal wbp wo xh xnr xog yo "
        "yrl za zh zu"
    ),
    "« » “ ”": (
        "ast blo bm br ca cv dyo el es-us eu ewo ie it kab kk lij mg mua nnh pms pt-ao pt-ch pt-cv pt-gq pt-gw "
        " pt-lu pt-mo pt-mz pt-pt pt-st pt-tl sc sg ti"
    ),
    "„ “ ‚ ‘": "bs-cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl",
    "« » ‹ ›": "am az-arab az-cyrl fa fr-ch gsw jgo kkj mzn rm sdh wae",
    "« » „ “": "bas be bua ky os ru sah tyv uk",
    "” ” ’ ’": "fi he lag rn se sn sv yi",
    "« » ‘ ’": "dua el-polyton ksf nb nn no rw",
    "” “ ’ ‘": "ar lld ms-arab syr ur",
    "« » « »": "fr ht hy oc yav",
    "„ “ „ “": "bg lt prg sgs",
    "‘ ’ “ ”": "fur ia ti-er tn",
    "「 」 『 』": "ja yue zh-hant",
    "„ ” « »": "nmg pl ro",
    "„ ” ‚ ’": "agq ff",
    "„ ” » «": "hu szl",
    "» « › ‹": "kk-arab ug",
    "« » „ ”": "shi zgh",
    "„ ” ‘ ’": "bs",
    "“ ” « »": "eo",
    "« » ” “": "fr-ca",
    "„ “ « »": "ka",
    "‘ ’ ‘ ’": "nl",
    "„ ” ’ ’": "sr",
    "“ ” “ ”": "tk",
    "“ ” ’ ‘": "uz",
}
"""Languages by their four marks. Sesotho is left out: CLDR closes its outer marks with a single one."""

_LONG_DASHES: Final = frozenset(["ru", "uk", "be", "bg", "ca", "gl", "eu", "pt"])
"""Languages that part with an em dash between spaces."""


@cache
def marks_of(language: str) -> Marks:
    """The marks of a language tag, of its language, or (for others) English ones."""
    for tag in family(language):
        if tag in _OWN:
            return _OWN[tag]
    for tag in family(language):
        for marks, tags in _CLDR.items():
            if tag in tags.split():
                spaced = "—" if tag.partition("-")[0] in _LONG_DASHES else "–"
                opening, closing, inner_opening, inner_closing = marks.split()
                return Marks(opening, closing, inner_opening, inner_closing, spaced_dash=spaced)
    return _OWN["en"]
