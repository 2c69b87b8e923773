-- Alarms of the air, one row an alarm: what the climate page draws and lists, and what the alarm service starts with.
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
