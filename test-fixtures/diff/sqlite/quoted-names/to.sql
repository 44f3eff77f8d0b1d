CREATE TABLE "order" ("select" int PRIMARY KEY, "Wie geht's?" varchar(20), "a ""b""" int);
