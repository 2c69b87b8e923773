-- What the pages query. Every table is what the log says: a replay gives the same rows (station verify).
-- No table holds a personal value, only the id of its vault record.

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    badge TEXT NOT NULL,
    name_record TEXT NOT NULL,
    roles TEXT NOT NULL,
    has_pin INTEGER NOT NULL,
    signed_in INTEGER NOT NULL
) STRICT;

CREATE INDEX person_badge ON person (badge);

CREATE TABLE customer (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    industry TEXT NOT NULL,
    agreement INTEGER NOT NULL
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

CREATE INDEX delivery_stage ON delivery (stage);
CREATE INDEX delivery_visit ON delivery (visit);
CREATE INDEX delivery_reference ON delivery (customer, reference);

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

CREATE TABLE device (
    id TEXT PRIMARY KEY,
    lost INTEGER NOT NULL,
    reason TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT;

CREATE TABLE climate_minute (
    device TEXT NOT NULL,
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

-- What an entry is about, for the filters of the log's page.
CREATE TABLE log_subject (
    idx INTEGER PRIMARY KEY,
    delivery TEXT NOT NULL,
    visit TEXT NOT NULL,
    flag TEXT NOT NULL,
    reason TEXT NOT NULL -- of a refusal
) STRICT;

CREATE INDEX log_subject_delivery ON log_subject (delivery) WHERE delivery <> '';
CREATE INDEX log_subject_visit ON log_subject (visit) WHERE visit <> '';
CREATE INDEX log_subject_flag ON log_subject (flag) WHERE flag <> '';
