-- migrate:requires 002
-- migrate:up
CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  amount INTEGER NOT NULL CHECK (amount > 0)
);

-- migrate:down
DROP TABLE payments;
