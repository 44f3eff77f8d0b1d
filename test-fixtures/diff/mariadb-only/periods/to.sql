CREATE TABLE t (id int, s date NOT NULL, e date NOT NULL, PERIOD FOR p (s, e), CONSTRAINT c CHECK (s < e));
CREATE TABLE u (id int, s date NOT NULL, e date NOT NULL, x int NOT NULL, PERIOD FOR p (s, e), UNIQUE KEY u (id, x, p WITHOUT OVERLAPS), PRIMARY KEY (x, p WITHOUT OVERLAPS));
