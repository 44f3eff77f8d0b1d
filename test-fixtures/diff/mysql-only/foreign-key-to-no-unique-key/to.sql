SET restrict_fk_on_non_standard_key = OFF;
CREATE TABLE p (id int PRIMARY KEY, a int, b int, KEY a (a), UNIQUE KEY ab (b, a));
CREATE TABLE c (id int PRIMARY KEY, a int, CONSTRAINT c_p FOREIGN KEY (a) REFERENCES p (a));
CREATE TABLE e (id int PRIMARY KEY, a int, b int, CONSTRAINT e_p FOREIGN KEY (a) REFERENCES p (b), CONSTRAINT e_u FOREIGN KEY (b, a) REFERENCES p (b, a));
