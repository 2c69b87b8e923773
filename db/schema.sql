-- Made by `python -m station.store.migrate > db/schema.sql`.

CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,
    note BLOB NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TRIGGER checkpoint_delete BEFORE DELETE ON checkpoint
BEGIN
    SELECT raise(ABORT, 'checkpoints are only appended');
END;

CREATE TRIGGER checkpoint_insert BEFORE INSERT ON checkpoint
WHEN NEW.size <= (SELECT max(size) FROM checkpoint)
BEGIN
    SELECT raise(ABORT, 'checkpoints are only appended');
END;

CREATE TRIGGER checkpoint_update BEFORE UPDATE ON checkpoint
BEGIN
    SELECT raise(ABORT, 'checkpoints are only appended');
END;

CREATE TABLE climate_alarm (
    device TEXT NOT NULL,
    number INTEGER NOT NULL,
    idx INTEGER NOT NULL, -- of the entry that raised it
    cause TEXT NOT NULL,
    limits TEXT NOT NULL, -- '' the site's, else customer/version of the agreement whose they are
    since TEXT NOT NULL,
    raised_at TEXT NOT NULL,
    bound TEXT NOT NULL, -- the limit that was passed, '' for a lost sensor
    value TEXT NOT NULL, -- the reading that raised it
    worst TEXT NOT NULL, -- '' until it is over
    until TEXT NOT NULL, -- '' while it is on
    ended TEXT NOT NULL,
    acknowledged_at TEXT NOT NULL,
    acknowledged_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (device, number)
) STRICT;

CREATE INDEX climate_alarm_open ON climate_alarm (device) WHERE until = '' OR acknowledged_at = '';

CREATE TABLE climate_minute (
    device TEXT NOT NULL,
    minute TEXT NOT NULL, -- UTC, 2026-11-24T01:00
    at TEXT NOT NULL,
    idx INTEGER NOT NULL,
    samples INTEGER NOT NULL,
    temperature_mean TEXT NOT NULL,
    temperature_min TEXT NOT NULL,
    temperature_max TEXT NOT NULL,
    humidity_mean TEXT NOT NULL,
    humidity_min TEXT NOT NULL,
    humidity_max TEXT NOT NULL,
    PRIMARY KEY (device, idx)
) STRICT;

CREATE INDEX climate_minute_window ON climate_minute (device, minute);

CREATE TABLE credential (
    person TEXT PRIMARY KEY,
    pin_hash TEXT NOT NULL
) STRICT;

CREATE TABLE customer (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    industry TEXT NOT NULL,
    agreement INTEGER NOT NULL
) STRICT;

CREATE TABLE delivery (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    reference TEXT NOT NULL,
    content TEXT NOT NULL,
    revision INTEGER NOT NULL,
    carrier TEXT NOT NULL,
    slot TEXT NOT NULL,
    plate TEXT NOT NULL,
    trailer TEXT NOT NULL,
    declared INTEGER NOT NULL,
    stage TEXT NOT NULL,
    blind INTEGER NOT NULL,
    visit TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    counted INTEGER,
    outcome TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    receipt TEXT NOT NULL,
    receipt_sha256 TEXT NOT NULL,
    stamped_by TEXT NOT NULL
) STRICT;

CREATE INDEX delivery_reference ON delivery (customer, reference);

CREATE INDEX delivery_stage ON delivery (stage);

CREATE INDEX delivery_visit ON delivery (visit);

CREATE TABLE device (
    id TEXT PRIMARY KEY,
    lost INTEGER NOT NULL,
    reason TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT;

CREATE TABLE draft (
    name TEXT PRIMARY KEY,
    ciphertext BLOB NOT NULL
) STRICT;

CREATE TABLE exception (
    delivery TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    at TEXT NOT NULL,
    raised_by TEXT NOT NULL,
    notice_by TEXT NOT NULL,
    countersigned TEXT NOT NULL,
    PRIMARY KEY (delivery, number)
) STRICT;

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

CREATE INDEX log_actor ON log (actor);

CREATE INDEX log_kind ON log (kind);

CREATE INDEX log_second_actor ON log (second_actor) WHERE second_actor IS NOT NULL;

CREATE TRIGGER log_delete BEFORE DELETE ON log
BEGIN
    SELECT raise(ABORT, 'the operation log is only appended to');
END;

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

CREATE TABLE log_subject (
    idx INTEGER PRIMARY KEY,
    delivery TEXT NOT NULL,
    visit TEXT NOT NULL,
    flag TEXT NOT NULL,
    reason TEXT NOT NULL -- of a refusal
) STRICT;

CREATE INDEX log_subject_delivery ON log_subject (delivery) WHERE delivery <> '';

CREATE INDEX log_subject_flag ON log_subject (flag) WHERE flag <> '';

CREATE INDEX log_subject_visit ON log_subject (visit) WHERE visit <> '';

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    badge TEXT NOT NULL,
    name_record TEXT NOT NULL,
    roles TEXT NOT NULL,
    has_pin INTEGER NOT NULL,
    signed_in INTEGER NOT NULL
) STRICT;

CREATE INDEX person_badge ON person (badge);

CREATE TABLE picture (
    idx INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL,
    delivery TEXT NOT NULL,
    unit TEXT NOT NULL,
    visit TEXT NOT NULL,
    shows TEXT NOT NULL,
    camera TEXT NOT NULL,
    size INTEGER NOT NULL
) STRICT;

CREATE INDEX picture_at ON picture (at);

CREATE INDEX picture_delivery ON picture (delivery, unit) WHERE delivery <> '';

CREATE INDEX picture_sha256 ON picture (sha256);

CREATE INDEX picture_visit ON picture (visit) WHERE visit <> '';

CREATE TABLE sealed_file (
    record TEXT PRIMARY KEY,
    stream TEXT NOT NULL,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    idx INTEGER NOT NULL,
    at TEXT NOT NULL,
    keep_until TEXT NOT NULL, -- the last day, 2026-11-24
    purged_at TEXT NOT NULL
) STRICT;

CREATE INDEX sealed_file_due ON sealed_file (keep_until) WHERE purged_at = '';

CREATE TABLE tile (
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hashes BLOB NOT NULL CHECK (length(hashes) = 8192),
    PRIMARY KEY (level, number)
) STRICT;

CREATE TRIGGER tile_delete BEFORE DELETE ON tile
BEGIN
    SELECT raise(ABORT, 'a tile is written once');
END;

CREATE TRIGGER tile_insert BEFORE INSERT ON tile
WHEN EXISTS (SELECT 1 FROM tile WHERE level = NEW.level AND number = NEW.number)
BEGIN
    SELECT raise(ABORT, 'a tile is written once');
END;

CREATE TRIGGER tile_update BEFORE UPDATE ON tile
BEGIN
    SELECT raise(ABORT, 'a tile is written once');
END;

CREATE TABLE unit (
    delivery TEXT NOT NULL,
    id TEXT NOT NULL,
    code TEXT NOT NULL,
    scanned_at TEXT NOT NULL,
    faces INTEGER NOT NULL,
    gross TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    damaged INTEGER NOT NULL,
    rejected TEXT NOT NULL,
    sampled INTEGER NOT NULL,
    isolated TEXT NOT NULL,
    tamper_seal TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    PRIMARY KEY (delivery, id)
) STRICT;

CREATE TABLE vault (
    record TEXT PRIMARY KEY,
    month TEXT NOT NULL,
    wrapped_key BLOB,
    ciphertext BLOB
) STRICT;

CREATE TABLE visit (
    id TEXT PRIMARY KEY,
    plate TEXT NOT NULL,
    trailer TEXT NOT NULL,
    carrier TEXT NOT NULL,
    arrived_at TEXT NOT NULL,
    identity TEXT NOT NULL,
    stopped TEXT NOT NULL,
    door_opened_at TEXT NOT NULL,
    departed_at TEXT NOT NULL
) STRICT;

CREATE INDEX visit_open ON visit (id) WHERE departed_at = '';
