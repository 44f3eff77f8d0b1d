-- since 14
CREATE TYPE span AS RANGE (subtype = int8);
CREATE TABLE t (
    id int8,
    r span DEFAULT span(1, 5),
    rs span[],
    CHECK (r @> id),
    g span GENERATED ALWAYS AS (span(id, id + 1)) STORED
);
CREATE INDEX t_r ON t USING gist (r);
CREATE VIEW v AS SELECT span(id, 300) AS x, span_multirange(r) AS m FROM t;
CREATE FUNCTION f(span) RETURNS span LANGUAGE sql AS 'SELECT $1';
