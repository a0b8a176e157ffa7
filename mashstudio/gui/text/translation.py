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
    """Mark `text` for translation in `context`; return it unchanged."""
    return text


# Qt's own Korean button beside “Save” says “Ignore”, and would lose work by misunderstanding.
QT_TRANSLATE_NOOP("QPlatformTheme", "Discard")
# Qt's Korean lacks these.
QT_TRANSLATE_NOOP("QFileDialog", "&Look in:")
QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:")
QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder")


class Marked(Message):
    """A Message whose template is marked by `QT_TRANSLATE_NOOP`, in the context of its class."""

    context: ClassVar[str]


def translate(message: Message | str | None) -> str:
    """Return a message in the user's language; other texts unchanged, and "" for None."""
    if not isinstance(message, Message):
        return message or ""
    context = message.context if isinstance(message, Marked) else "Message"
    fields = {name: translate(field) if isinstance(field, Message) else field for name, field in message.fields.items()}
    return QCoreApplication.translate(context, message.template).format_map(fields)


def translate_error(error: Exception) -> str:
    """Return the text of `error` for the user, in their language."""
    return translate(message_of(error))


class Translated:
    """A mixin that follows the language, before a QWidget among the bases; texts are set in `retranslate`."""

    def retranslate(self) -> None:
        """Show all text in the user's language."""
        raise NotImplementedError

    @override
    def changeEvent(self, event: QEvent) -> None:  # type: ignore[misc]  # the QWidget's
        """Update the texts on a change of language."""
        super().changeEvent(event)  # type: ignore[misc]  # the QWidget's
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def apply_language(application: QApplication, choice: str) -> None:
    """Install the translation for `choice`: "en", "ko" or "" (the system's language, if available)."""
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    language = choice or QLocale.system().name().partition("_")[0]
    QLocale.setDefault(QLocale(language) if choice else QLocale.system())
    # The system's file dialogs use the system's language, whatever was chosen here.
    system = QLocale.system().name().partition("_")[0]
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, language != system)
    # The one installed last is asked first.
    for name, folder in (("qtbase", Path(QLibraryInfo.path(_QT_TRANSLATIONS))), ("mashstudio", _FOLDER)):
        translator = QTranslator(application)
        if translator.load(f"{name}_{language}", str(folder)):
            application.installTranslator(translator)
    _apply_font(application)


def _apply_font(application: QApplication) -> None:
    """Set the system's font, then one for Hangul; by itself, Qt on Linux would also take digits from the latter."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setFamilies([QFontInfo(font).family(), *_HANGUL_FONTS])
    if font != application.font():
        application.setFont(font)
