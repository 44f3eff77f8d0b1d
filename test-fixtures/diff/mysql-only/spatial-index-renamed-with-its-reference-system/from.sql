CREATE TABLE stop (
  id INT PRIMARY KEY,
  place POINT NOT NULL SRID 4326,
  area GEOMETRY NOT NULL SRID 0,
  SPATIAL KEY place (place),
  SPATIAL KEY by_area (area) COMMENT 'old'
);
