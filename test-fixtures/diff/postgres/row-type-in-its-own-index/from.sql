CREATE TABLE shelves (id int PRIMARY KEY, width int, height int);
CREATE FUNCTION area(shelf shelves) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT shelf.width * shelf.height';
CREATE INDEX shelves_by_area ON shelves (area(shelves));
