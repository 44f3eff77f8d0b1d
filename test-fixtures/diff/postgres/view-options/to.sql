CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE VIEW v WITH (security_barrier = true) AS SELECT id, a FROM t WHERE a > 0 WITH LOCAL CHECK OPTION;
