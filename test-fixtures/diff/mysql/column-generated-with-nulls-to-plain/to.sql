CREATE TABLE t (id int PRIMARY KEY, a int, g bigint NOT NULL, s varchar(20) NOT NULL DEFAULT '5', CONSTRAINT ga CHECK (g < 100 OR a > 0), KEY k (g, a), KEY u (s));
