CREATE FUNCTION is_good(a int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a < 1000';
CREATE FUNCTION fresh() RETURNS int LANGUAGE sql AS 'SELECT 7';
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT fresh() CHECK (is_good(a)));
CREATE INDEX t_good ON t (is_good(a));
