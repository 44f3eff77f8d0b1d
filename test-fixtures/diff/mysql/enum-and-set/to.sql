CREATE TABLE t (id int PRIMARY KEY, e enum('a','b','c''d') NOT NULL DEFAULT 'b', s set('x','y','z'));
