CREATE TABLE visits (day date NOT NULL, shop int NOT NULL, note text) PARTITION BY RANGE (day);
CREATE TABLE visits_old PARTITION OF visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (shop);
CREATE TABLE visits_old_first PARTITION OF visits_old FOR VALUES IN (1, 2);
CREATE INDEX visits_note ON visits (note);
