CREATE DOMAIN stars AS int CHECK (VALUE BETWEEN 1 AND 5 AND VALUE <> 4);
CREATE TABLE rooms (
    floor int,
    beds int CHECK (beds BETWEEN 1 AND 8 AND floor > 0),
    price numeric,
    cheap boolean GENERATED ALWAYS AS (price BETWEEN 1 AND 50 AND beds = 1) STORED
);
CREATE INDEX rooms_low ON rooms (price) WHERE floor BETWEEN 1 AND 3 AND beds > 2;
CREATE POLICY upstairs ON rooms USING (floor BETWEEN 2 AND 9 AND beds > 0);
CREATE VIEW suites AS SELECT floor, price NOT BETWEEN 10 AND 20 OR beds = 2 AS odd FROM rooms WHERE beds BETWEEN 4 AND 8 AND price > 100;
CREATE FUNCTION stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER on_move BEFORE UPDATE ON rooms FOR EACH ROW
    WHEN (new.floor BETWEEN 1 AND 2 AND old.beds = 1) EXECUTE FUNCTION stays_as_it_is();
CREATE FUNCTION is_cheap(price int, known boolean DEFAULT (1 BETWEEN 0 AND 2 AND 3 > 2)) RETURNS boolean LANGUAGE sql
    AS 'SELECT price BETWEEN 1 AND 50 AND known';
CREATE TABLE stays (nights int, guests int) PARTITION BY LIST ((nights BETWEEN 1 AND 2 AND guests > 3));
