CREATE TYPE kind AS ENUM ('1', 'none');
CREATE DOMAIN few AS kind;
CREATE TYPE pair AS (kind kind, n int);
CREATE DOMAIN small AS int;
CREATE DOMAIN smaller AS small CHECK (VALUE < 100);
CREATE TABLE t (id int PRIMARY KEY, few few, pair pair, smaller smaller);
