CREATE TABLE places (id int PRIMARY KEY);
CREATE TABLE t (
    id int PRIMARY KEY,
    a text CHECK (a <> 'never'),
    place int REFERENCES places
) PARTITION BY RANGE (id);
CREATE INDEX t_a ON t (a);
CREATE TABLE t_low (
    id int PRIMARY KEY,
    a text CONSTRAINT t_a_check CHECK (a <> 'never'),
    place int CONSTRAINT place_of_low REFERENCES places,
    more int
);
CREATE TABLE t_high PARTITION OF t FOR VALUES FROM (2) TO (10);
