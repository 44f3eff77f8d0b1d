SET restrict_fk_on_non_standard_key = OFF;
CREATE TABLE p (id int PRIMARY KEY, a int, b int, KEY a (a), UNIQUE KEY ab (b, a));
CREATE TABLE c (id int PRIMARY KEY, a int);
CREATE TABLE d (id int PRIMARY KEY, a int, CONSTRAINT d_p FOREIGN KEY (a) REFERENCES p (b));
