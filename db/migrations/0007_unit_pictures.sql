-- A unit's pictures are asked for with every picture of it that is taken: found without looking through the delivery's
-- three thousand.
DROP INDEX picture_delivery;

CREATE INDEX picture_delivery ON picture (delivery, unit) WHERE delivery <> '';
