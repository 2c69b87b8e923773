-- The minutes of a sensor by the time that they were measured in: what the climate chart reads, one window at a time.
-- Entries that do not tell their minute were written as the next one began (station/store/projections.py).
ALTER TABLE climate_minute RENAME TO climate_minute_before;

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

INSERT INTO climate_minute
SELECT device, substr(at, 1, 16), at, idx, samples, temperature_mean, temperature_min, temperature_max, humidity_mean,
    humidity_min, humidity_max
FROM climate_minute_before;

DROP TABLE climate_minute_before;

CREATE INDEX climate_minute_window ON climate_minute (device, minute);
