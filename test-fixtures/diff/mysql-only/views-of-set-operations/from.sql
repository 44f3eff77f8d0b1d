CREATE TABLE member (id INT PRIMARY KEY, sponsor INT, nick VARCHAR(20));
CREATE VIEW sponsoring AS SELECT id FROM member INTERSECT SELECT sponsor FROM member;
CREATE VIEW lonely AS SELECT id FROM member EXCEPT SELECT sponsor FROM member WHERE sponsor IS NOT NULL;
