CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (id int PRIMARY KEY, m mood DEFAULT 'ok', l mood[]);
CREATE INDEX t_m ON t (m) WHERE m = 'sad';
CREATE VIEW v AS SELECT m FROM t;
