-- Second places for pictures, and which picture was copied to which of them. Whether it is still here as well is told by
-- the disk.
CREATE TABLE archive_place (
    place TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    idx INTEGER NOT NULL
) STRICT;

CREATE TABLE archived_picture (
    sha256 TEXT PRIMARY KEY,
    place TEXT NOT NULL,
    delivery TEXT NOT NULL,
    idx INTEGER NOT NULL,
    keep_until TEXT NOT NULL -- the last day, 2029-11-24
) STRICT;

-- The same by entry: what the pictures that moved came to, without looking at each.
CREATE TABLE archived_lot (
    idx INTEGER PRIMARY KEY,
    delivery TEXT NOT NULL,
    place TEXT NOT NULL,
    pictures INTEGER NOT NULL,
    size INTEGER NOT NULL
) STRICT;
