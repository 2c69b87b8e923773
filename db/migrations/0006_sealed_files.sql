-- Personal pictures and files that lie sealed in the evidence folder: until when they are kept, and when their key was
-- destroyed. The keys themselves are the vault's.
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
