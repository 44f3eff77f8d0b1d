CREATE TABLE visits (day date NOT NULL, shop int NOT NULL) PARTITION BY RANGE (shop);
CREATE TABLE visits_few PARTITION OF visits FOR VALUES FROM (0) TO (10);
CREATE VIEW few AS SELECT day FROM visits_few;
