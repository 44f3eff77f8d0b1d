CREATE TABLE sales (day date NOT NULL, amount int) PARTITION BY RANGE (day);
CREATE TABLE sales_old PARTITION OF sales FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX sales_double ON sales ((amount * 2));
CREATE INDEX sales_triple ON sales ((amount * 3));
