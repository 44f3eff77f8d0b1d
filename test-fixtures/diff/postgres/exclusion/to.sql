CREATE TABLE t (id int PRIMARY KEY, during int4range, CONSTRAINT apart EXCLUDE USING gist (during WITH &&) WHERE (id > 0));
