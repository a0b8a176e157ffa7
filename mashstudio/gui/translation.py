"""The user's language: English in the sources, Korean from Qt Linguist's file."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

_QT_TRANSLATIONS: Final = QLibraryInfo.LibraryPath.TranslationsPath
_HANGUL_FONTS: Final = ("Noto Sans CJK KR", "Noto Sans KR", "NanumBarunGothic", "NanumGothic")
_FOLDER: Final = Path(__file__).parents[2] / "resources" / "translations"


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name that Qt's lupdate looks for
    """Marks `text` as one to be translated later, in `context`."""
    return text


# Qt's own Korean button beside “Save” says “Ignore”: whoever presses that loses work unawares.
QT_TRANSLATE_NOOP("QPlatformTheme", "Discard")


def apply_language(application: QApplication, choice: str) -> None:
    """Speaks `choice`: "en", "ko" or "" (the system's language, where there is a translation)."""
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    language = choice or QLocale.system().name().partition("_")[0]
    QLocale.setDefault(QLocale(language) if choice else QLocale.system())
    # Ours last: it is asked first.
    for name, folder in (("qtbase", Path(QLibraryInfo.path(_QT_TRANSLATIONS))), ("mashstudio", _FOLDER)):
        translator = QTranslator(application)
        if translator.load(f"{name}_{language}", str(folder)):
            application.installTranslator(translator)
    _apply_font(application)


def _apply_font(application: QApplication) -> None:
    """The system's font, and one for Hangul: left to itself, Qt on Linux takes figures beside Hangul from that one."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setFamilies([QFontInfo(font).family(), *_HANGUL_FONTS])
    if font != application.font():
        application.setFont(font)
