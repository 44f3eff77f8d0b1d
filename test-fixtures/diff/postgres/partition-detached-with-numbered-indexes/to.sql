CREATE TABLE sales (day date NOT NULL, amount int) PARTITION BY RANGE (day);
CREATE TABLE sales_old (day date NOT NULL, amount int);
CREATE INDEX sales_double ON sales ((amount * 2));
CREATE INDEX sales_triple ON sales ((amount * 3));
CREATE INDEX sales_old_expr_idx ON sales_old ((amount * 2));
CREATE INDEX sales_old_expr_idx1 ON sales_old ((amount * 3));
