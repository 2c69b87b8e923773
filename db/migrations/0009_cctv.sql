-- The door that a truck stands at; entries from before it was told leave it open.
ALTER TABLE visit ADD COLUMN dock TEXT NOT NULL DEFAULT '';

-- CCTV cameras of the site as they were registered, their recorders' clocks, and the clips that somebody wants.
CREATE TABLE cctv_spell (
    camera TEXT NOT NULL,
    number INTEGER NOT NULL, -- of the camera's registrations, from 0
    name TEXT NOT NULL,
    place TEXT NOT NULL, -- door, staging
    spot TEXT NOT NULL,
    recorder TEXT NOT NULL,
    channel TEXT NOT NULL,
    keep_days INTEGER NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL, -- '' while it is like that
    PRIMARY KEY (camera, number)
) STRICT;

CREATE TABLE cctv_clock (
    idx INTEGER PRIMARY KEY,
    camera TEXT NOT NULL,
    recorder TEXT NOT NULL,
    station_at TEXT NOT NULL,
    offset_s TEXT NOT NULL, -- recorder minus station, seconds
    uncertainty_s TEXT NOT NULL,
    by TEXT NOT NULL
) STRICT;

CREATE INDEX cctv_clock_recorder ON cctv_clock (recorder, station_at);

CREATE TABLE clip (
    delivery TEXT NOT NULL,
    number INTEGER NOT NULL,
    camera TEXT NOT NULL,
    recorder TEXT NOT NULL,
    channel TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    deadline TEXT NOT NULL, -- from then on the recorder overwrites it
    reason TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    overdue_at TEXT NOT NULL,
    sha256 TEXT NOT NULL, -- '' until the file is here
    ext TEXT NOT NULL,
    size INTEGER NOT NULL,
    name TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    finding TEXT NOT NULL,
    reviewed_at TEXT NOT NULL,
    reviewed_by TEXT NOT NULL,
    withdrawn TEXT NOT NULL,
    withdrawn_at TEXT NOT NULL,
    withdrawn_by TEXT NOT NULL,
    PRIMARY KEY (delivery, number)
) STRICT;

CREATE INDEX clip_waiting ON clip (deadline) WHERE sha256 = '' AND withdrawn_at = '';
