CREATE TABLE t (id int PRIMARY KEY, a jsonb, b int);
CREATE INDEX t_a ON t USING gin (a);
CREATE INDEX t_b ON t (b);
