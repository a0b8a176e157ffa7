"""The user's language: English in the sources, Korean from Qt Linguist's file."""

from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from mashstudio.core.errors import message_of
from mashstudio.core.files import PROJECT_FOLDER
from mashstudio.core.messages import Message

_QT_TRANSLATIONS: Final = QLibraryInfo.LibraryPath.TranslationsPath
_HANGUL_FONTS: Final = ("Noto Sans CJK KR", "Noto Sans KR", "NanumBarunGothic", "NanumGothic")
_FOLDER: Final = PROJECT_FOLDER / "resources" / "translations"


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name that Qt's lupdate looks for
    """Marks `text` as one to be translated later, in `context`."""
    return text


# Qt's own Korean button beside “Save” says “Ignore”: whoever presses that loses work unawares.
QT_TRANSLATE_NOOP("QPlatformTheme", "Discard")


class Marked(Message):
    """A Message whose template `QT_TRANSLATE_NOOP` marks, in the context of its class."""

    context: ClassVar[str]


def translate(message: Message | str | None) -> str:
    """Return a message in the user's language; other texts as they are, and "" for None."""
    if not isinstance(message, Message):
        return message or ""
    context = message.context if isinstance(message, Marked) else "Message"
    fields = {name: translate(field) if isinstance(field, Message) else field for name, field in message.fields.items()}
    return QCoreApplication.translate(context, message.template).format_map(fields)


def translate_error(error: Exception) -> str:
    """Return what to tell the user of `error`, in their language."""
    return translate(message_of(error))


class Translated:
    """Follows the language: comes before a QWidget among the bases of a class that says its words in `retranslate`."""

    def retranslate(self) -> None:
        """Shows its words in the user's language."""
        raise NotImplementedError

    @override
    def changeEvent(self, event: QEvent) -> None:  # type: ignore[misc]  # the QWidget's
        """Says everything anew in another language."""
        super().changeEvent(event)  # type: ignore[misc]  # the QWidget's
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def apply_language(application: QApplication, choice: str) -> None:
    """Speaks `choice`: "en", "ko" or "" (the system's language, where there is a translation)."""
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    language = choice or QLocale.system().name().partition("_")[0]
    QLocale.setDefault(QLocale(language) if choice else QLocale.system())
    # The system's file dialogs speak the system's language, whatever was chosen here.
    system = QLocale.system().name().partition("_")[0]
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, language != system)
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
