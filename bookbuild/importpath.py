"""Where modules are looked for: never in the current folder, which is anybody's and may hold a file `json.py`.

What stands here is imported before that folder is off the path. So it imports nothing but what Python has loaded by then,
and `bookbuild/__init__.py` imports nothing at all.
"""

import os
import sys

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib would be looked for
"""The folder in which the package lies: a checkout, or an environment's site-packages."""


def leave_current_folder_out() -> None:
    """Take the current folder off this process's path, and keep it off that of every Python it starts (Python 3.11 and
    later heed PYTHONSAFEPATH; a pool of workers hands its path on besides)."""
    sys.path[:] = import_path()
    os.environ["PYTHONSAFEPATH"] = "1"


def import_path() -> list[str]:
    """This process's path without the current folder; bookbuild's own folder comes last if it is on it no more.

    The current folder stays where Python itself lies in it, and where PYTHONPATH names it in full: that is its user's own
    choice. An empty entry there, which Python takes for the current folder, is none.
    """
    here = _real("")
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    kept = [one for one in sys.path if one and (_real(one) != here or one in named or here in _pythons_own())]
    return kept if HOME in kept else [*kept, HOME]


def _real(folder: str) -> str:
    try:
        return os.path.realpath(folder)
    except OSError:  # the current folder was removed
        return ""


def _pythons_own() -> list[str]:
    """The folders of Python's library and of what is installed beside it."""
    site = sys.modules.get("site")
    installed = [*site.getsitepackages(), site.getusersitepackages()] if site else []
    return [_real(one) for one in (os.path.dirname(os.__file__), *installed)]  # noqa: PTH120
