CREATE COLLATION german (provider = icu, locale = 'de');
CREATE TABLE t (id int PRIMARY KEY, a text COLLATE "C", b text COLLATE german);
