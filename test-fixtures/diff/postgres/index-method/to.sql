CREATE TABLE t (id int PRIMARY KEY, a jsonb, b int);
CREATE INDEX t_a ON t USING gin (a jsonb_path_ops);
CREATE INDEX t_b ON t USING hash (b);
CREATE INDEX t_c ON t (b) INCLUDE (id) WITH (fillfactor = 70);
