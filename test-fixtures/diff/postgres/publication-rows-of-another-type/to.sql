CREATE TABLE t (id int PRIMARY KEY, a numeric(12,0));
CREATE PUBLICATION p FOR TABLE t (id, a) WHERE (a > 1) WITH (publish = 'insert');
