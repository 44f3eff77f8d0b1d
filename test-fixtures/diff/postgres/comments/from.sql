CREATE TABLE t (id int PRIMARY KEY, a int);
COMMENT ON TABLE t IS 'it''s old';
COMMENT ON COLUMN t.a IS 'gone';
CREATE INDEX i ON t (a);
