"""The import rules of docs/architecture.md in plain words, and how one is checked on the graph of imports."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass

import grimp

ROOMS = ("ui", "store", "devices", "exchange", "documents")
# Who stands above whom; a module may import from its own layer's module and from any layer below.
LAYERS = (
    ("__main__", "commands"),
    ("app",),
    ROOMS,
    ("workflow",),
    ("domain",),
    ("config",),
    ("texts",),
    ("platform", "assets", "clock", "fault_points", "program_log"),
    ("errors",),
)


@dataclass(frozen=True)
class Only:
    """Only these modules (with what is below them) may name those."""

    says: str
    allowed: tuple[str, ...]
    named: tuple[str, ...]

    def broken(self, graph: grimp.ImportGraph) -> Iterator[str]:
        """Every import that the rule forbids."""
        for named in self.named:
            for target in sorted(_and_below(graph, named)):
                for importer in sorted(graph.find_modules_that_directly_import(target)):
                    if not _below(importer, (*self.allowed, named)):
                        yield f"{importer} imports {target}"


@dataclass(frozen=True)
class Never:
    """These modules never reach those, not even through others."""

    says: str
    importers: tuple[str, ...]
    reached: tuple[str, ...]

    def broken(self, graph: grimp.ImportGraph) -> Iterator[str]:
        """For every forbidden pair the shortest way from one to the other."""
        for importer in self.importers:
            sources = _matching(graph, importer)
            for reached in self.reached:
                for target in _and_below(graph, reached):
                    yield from _ways(graph, sources, target)


def _ways(graph: grimp.ImportGraph, sources: set[str], target: str) -> Iterator[str]:
    for source in sorted(sources - {target}):
        chain = graph.find_shortest_chain(source, target)
        if chain:
            yield " → ".join(chain)
            return


def _and_below(graph: grimp.ImportGraph, module: str) -> set[str]:
    if module not in graph.modules:
        return set()
    return {module} if graph.is_module_squashed(module) else {module, *graph.find_descendants(module)}


def _matching(graph: grimp.ImportGraph, pattern: str) -> set[str]:
    """The modules of a pattern ("station.devices.sim.robot*" takes robot, robot_eyes …) with all that is below them."""
    return {below for module in fnmatch.filter(graph.modules, pattern) for below in _and_below(graph, module)}


def _below(module: str, tops: tuple[str, ...]) -> bool:
    return any(module == top or module.startswith(f"{top}.") for top in tops)


QT = ("PySide6", "shiboken6")
DATABASES = ("peewee", "playhouse", "apsw", "sqlite3")
DECODERS = ("cv2", "pyzbar")
READERS = ("rapidocr_onnxruntime", "onnxruntime")
DEVICE_LIBRARIES = ("serial", *DECODERS, "zxingcpp")
SYSTEM_CALLS = ("fcntl", "termios", "pty", "tty", "msvcrt", "pwd", "grp", "resource")
# The doors between rooms: what a room may use of another one.
MAY_USE = {
    "ui": ("station.documents.model", "station.devices.api", "station.devices.found", "station.devices.status"),
}

RULES: tuple[Only | Never, ...] = (
    Only(
        "Qt is known only to the screens, the print module and the window's composition",
        ("station.ui", "station.documents.printing", "station.app.window"),
        QT,
    ),
    Only("Only the store speaks to a database", ("station.store",), DATABASES),
    Only("Only the links open a port", ("station.devices.links",), ("serial",)),
    Only("Only the camera's process looks at pixels", ("station.devices.camera", "station.devices.sim"), DECODERS),
    Only(
        "Only the process that reads numbers knows their engine", ("station.devices.camera.numbers_process",), READERS
    ),
    Only(
        "Codes are read by the camera and drawn by documents and simulators",
        ("station.devices.camera", "station.devices.sim", "station.documents"),
        ("zxingcpp",),
    ),
    Only("Only widgets plot", ("station.ui.widgets",), ("pyqtgraph",)),
    Only(
        "What differs between systems is in platform.py; the simulators are for one system",
        ("station.platform", "station.devices.sim"),
        SYSTEM_CALLS,
    ),
    Only(
        "Simulators are started by their own command",
        ("station.devices.sim", "station.__main__"),
        ("station.devices.sim",),
    ),
    Only(
        "Only the command line and the composition root wire things",
        ("station.__main__", "station.commands"),
        ("station.app",),
    ),
    Never(
        "The rules know neither screen, database nor instrument",
        ("station.domain", "station.workflow"),
        (*QT, *DATABASES, *DEVICE_LIBRARIES, *READERS, "pyqtgraph", "typst", "pyhanko", "click"),
    ),
    Never(
        "The robot has only what a clerk has",
        ("station.devices.sim.robot*",),
        ("station.domain", "station.workflow", "station.store", "station.ui", "station.documents", "station.exchange"),
    ),
    Never("The screens know no database", ("station.ui",), ("station.store", *DATABASES)),
    Never(
        "The screens know no driver and no port",
        ("station.ui",),
        ("serial", "station.devices.drivers", "station.devices.links"),
    ),
)
