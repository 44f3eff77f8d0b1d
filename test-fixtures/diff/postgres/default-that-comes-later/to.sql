CREATE TABLE z (id int);
CREATE TABLE counted (n int);
CREATE FUNCTION next_one() RETURNS int LANGUAGE sql AS 'SELECT count(*)::int FROM counted';
ALTER TABLE counted ALTER n SET DEFAULT next_one();
CREATE TABLE later (id serial PRIMARY KEY);
CREATE TABLE borrows (id int DEFAULT nextval('later_id_seq'), PRIMARY KEY (id));
