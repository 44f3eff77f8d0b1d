CREATE TABLE member (id INT PRIMARY KEY, sponsor INT, nick VARCHAR(20));
CREATE VIEW sponsoring AS SELECT id, 'a, (b is not null)' AS note FROM member
  INTERSECT SELECT sponsor, nick FROM member WHERE nick > 'm' OR sponsor IS NOT NULL;
CREATE VIEW lonely AS SELECT sponsor FROM member
  EXCEPT (SELECT id FROM member INTERSECT SELECT sponsor FROM member GROUP BY sponsor HAVING COUNT(*) > 1);
CREATE VIEW newest AS SELECT id FROM member INTERSECT SELECT MAX(sponsor) FROM member LIMIT 3;
CREATE VIEW named AS SELECT id FROM member WHERE id IN (SELECT id FROM member INTERSECT SELECT sponsor FROM member);
