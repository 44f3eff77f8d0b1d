CREATE TABLE t (id int, s date NOT NULL, e date NOT NULL, CONSTRAINT c CHECK (s < e));
CREATE TABLE u (id int, s date NOT NULL, e date NOT NULL, PERIOD FOR p (s, e), UNIQUE KEY u (id, p WITHOUT OVERLAPS));
