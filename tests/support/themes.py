"""The theme of all windows at once, as the program sets it before its first window."""

from PySide6.QtWidgets import QApplication

from mashstudio.gui.theme import apply_colours, apply_style


def apply_theme(application: QApplication, choice: str) -> None:
    """Apply "dark", "light" or "" (the system's theme)."""
    apply_colours(application, choice)
    # Qt restyles all widgets only for another sheet.
    application.setStyleSheet("")
    apply_style(application)
