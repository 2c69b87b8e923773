"""Qt's own words (the buttons of a file or print dialog) in the language of the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator


class QtWords:
    """One translator at a time. English is what Qt says without any."""

    def __init__(self) -> None:
        self._translator: QTranslator | None = None
        self._language = "en"

    def speak(self, language: str) -> None:
        """zh_CN or en; cheap where nothing changes."""
        application = QCoreApplication.instance()
        if language == self._language or application is None:
            return
        self._language = language
        if self._translator is not None:
            application.removeTranslator(self._translator)
            self._translator = None
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language != "en" and translator.load(f"qtbase_{language}", folder):
            application.installTranslator(translator)
            self._translator = translator
