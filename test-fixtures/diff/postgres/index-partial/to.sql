CREATE TABLE t (id int PRIMARY KEY, a int, b text);
CREATE INDEX t_a ON t (a) WHERE a > 10;
CREATE UNIQUE INDEX t_b ON t (lower(b)) WHERE b IS NOT NULL;
