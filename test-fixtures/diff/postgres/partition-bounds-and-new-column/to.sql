CREATE TABLE visits (day date NOT NULL, shop int NOT NULL, note text DEFAULT '-') PARTITION BY RANGE (shop);
CREATE TABLE visits_few PARTITION OF visits FOR VALUES FROM (0) TO (20);
CREATE VIEW few AS SELECT day, note FROM visits_few;
