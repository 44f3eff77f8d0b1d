CREATE TABLE stop (
  id INT PRIMARY KEY,
  place POINT NOT NULL SRID 3857,
  area GEOMETRY NOT NULL SRID 4326,
  SPATIAL KEY stop_place (place),
  SPATIAL KEY by_area (area) COMMENT 'new'
);
