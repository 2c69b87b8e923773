-- The unboxing films: begun, and what has become of each. One without sha256 and lost is taken up at the next start.
CREATE TABLE film (
    film TEXT PRIMARY KEY,
    delivery TEXT NOT NULL,
    unit TEXT NOT NULL,
    camera TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    begun_by TEXT NOT NULL,
    idx INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    lost TEXT NOT NULL,
    begins TEXT NOT NULL,
    ends TEXT NOT NULL,
    size INTEGER NOT NULL,
    ended TEXT NOT NULL
) STRICT;

CREATE INDEX film_delivery ON film (delivery);

CREATE INDEX film_open ON film (film) WHERE sha256 = '' AND lost = '';
