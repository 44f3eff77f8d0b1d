CREATE TYPE person AS (id bigint, name text, born date);
CREATE TABLE members OF person (PRIMARY KEY (id), name WITH OPTIONS DEFAULT 'nobody' NOT NULL);
CREATE TABLE guests OF person;
