CREATE TABLE t (id int PRIMARY KEY, a varchar(40) DEFAULT (uuid()), b varchar(40) NOT NULL DEFAULT (uuid()), gone varchar(60) NOT NULL DEFAULT (concat('it''s ', uuid())));
