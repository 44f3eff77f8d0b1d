CREATE EXTENSION postgres_fdw;
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'localhost', port '5433');
CREATE SERVER s2 FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE f (a int, b text) SERVER s OPTIONS (table_name 'y');
CREATE FOREIGN TABLE g (a int) SERVER s2;
