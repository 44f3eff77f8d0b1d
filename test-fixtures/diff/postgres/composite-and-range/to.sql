CREATE TYPE place AS (street text, city varchar(50), zip int);
CREATE TYPE period AS RANGE (subtype = timestamp);
CREATE TABLE t (id int PRIMARY KEY, p place, s period);
