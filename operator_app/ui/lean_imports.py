"""What is imported after Qt's binding costs no more than before it."""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401 - what asks is there from here on

_BINDING, _QUESTION = "shibokensupport.feature", "_mod_uses_pyside"


def spare_sources() -> None:
    """Keep Qt's binding from reading the source of every module imported from here on.

    WORKAROUND After an import the binding looks for its own name in the module's source, to know
    whether `from __feature__ import …` may concern it: hundreds of files are read, cut into lines
    and kept in memory (https://github.com/napari/napari/issues/8584). Nothing in this program uses
    those features. A binding that asks no more is left as it is.
    """
    feature = sys.modules.get(_BINDING)
    if hasattr(feature, _QUESTION):
        vars(feature)[_QUESTION] = lambda _module: False
