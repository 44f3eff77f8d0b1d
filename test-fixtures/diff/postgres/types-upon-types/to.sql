CREATE TYPE kind AS ENUM ('1');
CREATE DOMAIN few AS kind;
CREATE TYPE pair AS (kind kind, n int);
CREATE DOMAIN small AS bigint CHECK (VALUE > -5);
CREATE DOMAIN smaller AS small CHECK (VALUE < 1000);
CREATE TABLE t (id int PRIMARY KEY, few few, pair pair, smaller smaller);
