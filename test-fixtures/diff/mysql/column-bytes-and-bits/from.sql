CREATE TABLE t (id int PRIMARY KEY, a binary(6), b binary(4), c bit(4), d bit(8), e bit(3), KEY a (a), KEY c (c));
