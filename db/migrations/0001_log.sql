-- The operation log, its tree, its signed heads, and what must not stand in it.

PRAGMA application_id = 1381192782; -- "RSTN"

CREATE TABLE log (
    idx INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    second_actor TEXT,
    key TEXT NOT NULL,
    entry BLOB NOT NULL,
    leaf BLOB NOT NULL CHECK (length(leaf) = 32),
    UNIQUE (stream, version),
    UNIQUE (key)
) STRICT;

-- Every index ends in the rowid, which is idx: a page of the log, newest first, is one range of one index.
CREATE INDEX log_kind ON log (kind);
CREATE INDEX log_actor ON log (actor);
CREATE INDEX log_second_actor ON log (second_actor) WHERE second_actor IS NOT NULL;

-- The next index and no other: no gap, and no INSERT OR REPLACE over an entry.
CREATE TRIGGER log_insert BEFORE INSERT ON log
WHEN NEW.idx IS NOT (SELECT coalesce(max(idx) + 1, 0) FROM log)
    OR EXISTS (SELECT 1 FROM log WHERE key = NEW.key)
    OR EXISTS (SELECT 1 FROM log WHERE stream = NEW.stream AND version = NEW.version)
BEGIN
    SELECT raise(ABORT, 'the operation log is only appended to');
END;

CREATE TRIGGER log_update BEFORE UPDATE ON log
BEGIN
    SELECT raise(ABORT, 'the operation log is only appended to');
END;

CREATE TRIGGER log_delete BEFORE DELETE ON log
BEGIN
    SELECT raise(ABORT, 'the operation log is only appended to');
END;

-- Complete tiles of 256 hashes (C2SP tlog-tiles), written with the entry that completes them.
CREATE TABLE tile (
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hashes BLOB NOT NULL CHECK (length(hashes) = 8192),
    PRIMARY KEY (level, number)
) STRICT;

CREATE TRIGGER tile_insert BEFORE INSERT ON tile
WHEN EXISTS (SELECT 1 FROM tile WHERE level = NEW.level AND number = NEW.number)
BEGIN
    SELECT raise(ABORT, 'a tile is written once');
END;

CREATE TRIGGER tile_update BEFORE UPDATE ON tile
BEGIN
    SELECT raise(ABORT, 'a tile is written once');
END;

CREATE TRIGGER tile_delete BEFORE DELETE ON tile
BEGIN
    SELECT raise(ABORT, 'a tile is written once');
END;

-- Signed heads (C2SP checkpoints), the whole note.
CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,
    note BLOB NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TRIGGER checkpoint_insert BEFORE INSERT ON checkpoint
WHEN NEW.size <= (SELECT max(size) FROM checkpoint)
BEGIN
    SELECT raise(ABORT, 'checkpoints are only appended');
END;

CREATE TRIGGER checkpoint_update BEFORE UPDATE ON checkpoint
BEGIN
    SELECT raise(ABORT, 'checkpoints are only appended');
END;

CREATE TRIGGER checkpoint_delete BEFORE DELETE ON checkpoint
BEGIN
    SELECT raise(ABORT, 'checkpoints are only appended');
END;

-- Personal values. The record's own key is wrapped by the key of its month, which lies outside the database.
-- A purged record keeps its row without key and text.
CREATE TABLE vault (
    record TEXT PRIMARY KEY,
    month TEXT NOT NULL,
    wrapped_key BLOB,
    ciphertext BLOB
) STRICT;

-- argon2id hashes; no fact of the log.
CREATE TABLE credential (
    person TEXT PRIMARY KEY,
    pin_hash TEXT NOT NULL
) STRICT;

-- What was typed and not confirmed yet, sealed (AES-256-GCM under the draft key outside the database).
CREATE TABLE draft (
    name TEXT PRIMARY KEY,
    ciphertext BLOB NOT NULL
) STRICT;
