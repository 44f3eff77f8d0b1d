CREATE TABLE visits (person int NOT NULL, day date NOT NULL, PRIMARY KEY (person, day));
CREATE VIEW last_visits AS SELECT person, max(day) AS day FROM visits GROUP BY person;
CREATE VIEW reports AS SELECT l.person, v.day FROM visits v JOIN last_visits l ON v.person = l.person AND v.day = l.day;
