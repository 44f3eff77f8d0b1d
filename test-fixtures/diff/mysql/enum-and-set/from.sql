CREATE TABLE t (id int PRIMARY KEY, e enum('a','b') NOT NULL DEFAULT 'a', s set('x','y'));
