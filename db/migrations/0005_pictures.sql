-- The pictures of the goods by what they show: gallery, export, forecast and the search for copies ask here.
-- Rows of the entries that are there already are made as station/store/projections.py would.
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

CREATE INDEX picture_sha256 ON picture (sha256);

CREATE INDEX picture_delivery ON picture (delivery) WHERE delivery <> '';

CREATE INDEX picture_visit ON picture (visit) WHERE visit <> '';

CREATE INDEX picture_at ON picture (at);

INSERT INTO picture
SELECT idx, said ->> '$.sha256', at,
    CASE WHEN kind LIKE 'unit.%' THEN substr(name, 1, instr(name, '/') - 1) ELSE '' END,
    CASE WHEN kind LIKE 'unit.%' THEN substr(name, instr(name, '/') + 1) ELSE '' END,
    CASE WHEN kind LIKE 'visit.%' THEN name ELSE '' END,
    CASE kind WHEN 'unit.face_taken' THEN face WHEN 'unit.damage_marked' THEN 'damage'
        WHEN 'unit.reclosed' THEN 'tamper_seal' WHEN 'visit.manifest_photographed' THEN 'manifest' ELSE 'seal' END,
    said ->> '$.camera', said ->> '$.size'
FROM (
    SELECT idx, at, kind, substr(stream, instr(stream, '/') + 1) AS name,
        CAST(entry AS TEXT) ->> '$.data.face' AS face,
        CAST(entry AS TEXT) -> (CASE kind WHEN 'unit.damage_marked' THEN '$.data.close_up' ELSE '$.data.picture' END)
            AS said
    FROM log
    WHERE kind IN ('unit.face_taken', 'unit.damage_marked', 'unit.reclosed', 'visit.manifest_photographed',
        'visit.seal_checked')
);
