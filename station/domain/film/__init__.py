"""The file of a film: Matroska that is only ever appended to (docs/filming.md)."""
