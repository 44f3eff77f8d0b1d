CREATE TYPE place AS (street text, city text);
CREATE TYPE span AS RANGE (subtype = float8);
CREATE TABLE t (id int PRIMARY KEY, p place);
