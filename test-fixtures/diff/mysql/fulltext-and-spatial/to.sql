CREATE TABLE t (id int PRIMARY KEY, a text, p point NOT NULL, b varchar(100), SPATIAL KEY sp (p));
CREATE FULLTEXT INDEX ft ON t (a, b);
