"""Prints a PDF through the system's own dialog. A printer that fails never holds a truck: it is said, nothing more."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

MOST_DPI = 300


def print_pdf(pdf: bytes, parent: QWidget | None) -> bool:
    """Asks where to, and prints. False where the person or the printer did not want to."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    return paint(pdf, printer)


def paint(pdf: bytes, printer: QPrinter) -> bool:
    """Every page of the PDF onto a page of the printer."""
    data, buffer, document = QByteArray(pdf), QBuffer(), QPdfDocument()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    painter = QPainter()
    if document.pageCount() == 0 or not painter.begin(printer):
        return False
    for number in range(document.pageCount()):
        if number:
            printer.newPage()
        _page(document, number, printer, painter)
    return painter.end()


def _page(document: QPdfDocument, number: int, printer: QPrinter, painter: QPainter) -> None:
    scale = min(printer.resolution(), MOST_DPI) / 72
    size = (document.pagePointSize(number) * scale).toSize()
    image = document.render(number, size)
    page = printer.pageRect(QPrinter.Unit.DevicePixel)
    shrunk = min(page.width() / size.width(), page.height() / size.height())
    painter.drawImage(QRectF(0, 0, size.width() * shrunk, size.height() * shrunk), image)
