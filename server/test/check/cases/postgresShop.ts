import type { Case } from './case.ts';

const stateType = "CREATE TYPE invoice_state AS ENUM ('draft', 'sent', 'paid');";
const typed = `${stateType}
DROP VIEW open_invoices;
ALTER TABLE invoices ALTER COLUMN state DROP DEFAULT;
ALTER TABLE invoices ALTER COLUMN state TYPE invoice_state USING state::invoice_state;
ALTER TABLE invoices ALTER COLUMN state SET DEFAULT 'draft';`;

/** On the shop, in PostgreSQL's own words. */
export const postgresShopCases: readonly Case[] = [
  {
    title: 'a word becomes an enum, with the view on it made anew',
    up: `${typed}
CREATE VIEW open_invoices AS SELECT i.id, i.state, c.email FROM invoices i JOIN customers c ON c.id = i.customer_id WHERE i.state <> 'paid';`,
    down: `DROP VIEW open_invoices;
ALTER TABLE invoices ALTER COLUMN state DROP DEFAULT;
ALTER TABLE invoices ALTER COLUMN state TYPE varchar(20) USING state::text;
ALTER TABLE invoices ALTER COLUMN state SET DEFAULT 'draft';
DROP TYPE invoice_state;
CREATE VIEW open_invoices AS SELECT i.id, i.state, c.email FROM invoices i JOIN customers c ON c.id = i.customer_id WHERE i.state <> 'paid';`,
  },
  {
    title: 'a table in partitions, with rows in two of them',
    up: `CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, what jsonb NOT NULL DEFAULT '{}', PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
CREATE INDEX events_what ON events USING gin (what);
INSERT INTO events (at, what) VALUES ('2026-03-01', '{"a": 1}'), ('2030-01-01', '{}');`,
    down: 'DROP TABLE events;',
  },
  {
    title: 'a generated column with a text search index',
    up: `ALTER TABLE products ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || sku)) STORED;
CREATE INDEX products_search ON products USING gin (search);`,
    down: 'ALTER TABLE products DROP COLUMN search;',
  },
  {
    title: 'a materialized view that can be refreshed beside its readers',
    up: `CREATE MATERIALIZED VIEW turnover AS SELECT i.customer_id, sum(l.quantity * l.unit_price) AS total FROM invoices i JOIN invoice_lines l ON l.invoice_id = i.id GROUP BY 1;
CREATE UNIQUE INDEX turnover_customer ON turnover (customer_id);
REFRESH MATERIALIZED VIEW turnover;`,
    down: 'DROP MATERIALIZED VIEW turnover;',
  },
  {
    title: 'a log that a trigger writes, tried out at once',
    up: `CREATE TABLE changes (id bigserial PRIMARY KEY, tbl text NOT NULL, before jsonb, after jsonb, at timestamptz NOT NULL DEFAULT now());
CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO changes (tbl, before, after) VALUES (TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW));
  RETURN NEW;
END $body$;
CREATE TRIGGER products_log AFTER UPDATE ON products FOR EACH ROW EXECUTE FUNCTION log_change();
UPDATE products SET stock = stock + 1;`,
    down: 'DROP TRIGGER products_log ON products;\nDROP FUNCTION log_change();\nDROP TABLE changes;',
  },
  {
    title: 'a domain with a rule, used by a table with rows',
    up: `CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 0 AND 100);
ALTER TABLE products ADD COLUMN discount percent NOT NULL DEFAULT 0;
UPDATE products SET discount = 10 WHERE stock = 0;`,
    down: 'ALTER TABLE products DROP COLUMN discount;\nDROP DOMAIN percent;',
  },
  {
    title: 'times that must not overlap',
    up: `CREATE TABLE bookings (id integer PRIMARY KEY, during tsrange NOT NULL, EXCLUDE USING gist (during WITH &&));
INSERT INTO bookings VALUES (1, '[2026-01-01, 2026-01-02)'), (2, '[2026-01-02, 2026-01-03)');`,
    down: 'DROP TABLE bookings;',
  },
  {
    title: 'rows brought over in a block of code',
    up: `CREATE TABLE skus (sku text PRIMARY KEY, family text NOT NULL);
DO $$
DECLARE p record;
BEGIN
  FOR p IN SELECT sku FROM products ORDER BY id LOOP
    INSERT INTO skus VALUES (p.sku, split_part(p.sku, '-', 1));
  END LOOP;
END $$;`,
    down: 'DROP TABLE skus;',
  },
  {
    title: 'an upsert on a key that is there',
    up: `INSERT INTO products (id, sku, title, price) VALUES (1, 'TEA-1', 'Green tea, loose', 5.00)
ON CONFLICT (sku) DO UPDATE SET title = excluded.title, price = excluded.price;`,
    down: "UPDATE products SET title = 'Green tea', price = 4.50 WHERE sku = 'TEA-1';",
  },
  {
    title: 'a key that is checked at the end',
    up: `ALTER TABLE invoices DROP CONSTRAINT invoices_customer;
ALTER TABLE invoices ADD CONSTRAINT invoices_customer FOREIGN KEY (customer_id) REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED;
INSERT INTO invoices (id, customer_id) VALUES (50, 50);
INSERT INTO customers (id, email, full_name) VALUES (50, 'late@example.org', 'Late');`,
    down: `DELETE FROM invoices WHERE id = 50;
DELETE FROM customers WHERE id = 50;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE invoices DROP CONSTRAINT invoices_customer;
ALTER TABLE invoices ADD CONSTRAINT invoices_customer FOREIGN KEY (customer_id) REFERENCES customers (id);`,
  },
  {
    title: 'a function, its comment, and a view that calls it',
    up: `CREATE FUNCTION gross(net numeric, rate numeric DEFAULT 0.19) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT round(net * (1 + rate), 2) $$;
COMMENT ON FUNCTION gross(numeric, numeric) IS 'with tax';
CREATE VIEW prices AS SELECT id, gross(price) AS gross FROM products;`,
    down: 'DROP VIEW prices;\nDROP FUNCTION gross(numeric, numeric);',
  },
  {
    title: 'a sequence that goes on where the rows end',
    up: `CREATE SEQUENCE customers_id_seq OWNED BY customers.id;
SELECT setval('customers_id_seq', (SELECT max(id) FROM customers));
ALTER TABLE customers ALTER COLUMN id SET DEFAULT nextval('customers_id_seq');
INSERT INTO customers (email, full_name) VALUES ('dee@example.org', 'Dee');`,
    down: `DELETE FROM customers WHERE email = 'dee@example.org';
ALTER TABLE customers ALTER COLUMN id DROP DEFAULT;
DROP SEQUENCE customers_id_seq;`,
  },
  {
    title: 'statistics, storage and an index that covers',
    up: `CREATE STATISTICS invoices_stats (dependencies) ON customer_id, state FROM invoices;
CREATE INDEX invoices_cover ON invoices (customer_id) INCLUDE (state) WHERE state <> 'paid';
CREATE INDEX customers_lower ON customers (lower(email) text_pattern_ops);`,
    down: 'DROP INDEX customers_lower;\nDROP INDEX invoices_cover;\nDROP STATISTICS invoices_stats;',
  },
  {
    title: 'an array that becomes rows, and a composite type',
    up: `CREATE TYPE money_amount AS (currency char(3), amount numeric(12, 2));
CREATE TABLE price_list (product_id integer PRIMARY KEY REFERENCES products, price money_amount NOT NULL, tags text[] NOT NULL DEFAULT '{}');
INSERT INTO price_list (product_id, price, tags) SELECT id, ROW('EUR', price)::money_amount, string_to_array(title, ' ') FROM products;`,
    down: 'DROP TABLE price_list;\nDROP TYPE money_amount;',
  },
  {
    title: 'a value of an enum that is used in the transaction that adds it',
    before: `${typed}`,
    up: "ALTER TYPE invoice_state ADD VALUE 'archived';\nUPDATE invoices SET state = 'archived' WHERE id = 1;",
    down: 'SELECT 1;',
    finding: { code: 'check-failed', at: "'archived'", says: '55P04' },
  },
  {
    title: 'a word that the enum does not have',
    before: `${typed}`,
    up: "UPDATE invoices SET state = 'payed' WHERE id = 1;",
    down: 'SELECT 1;',
    finding: { code: 'check-failed', at: "'payed'", says: 'invoice_state' },
  },
  {
    title: 'a column goes that a view reads',
    up: 'ALTER TABLE invoices DROP COLUMN state;',
    down: "ALTER TABLE invoices ADD COLUMN state varchar(20) NOT NULL DEFAULT 'draft';",
    finding: { code: 'check-failed', at: 'state', says: '2BP01' },
  },
  {
    title: 'the type of a column that a view reads',
    up: 'ALTER TABLE invoices ALTER COLUMN state TYPE text;',
    down: 'ALTER TABLE invoices ALTER COLUMN state TYPE varchar(20);',
    finding: { code: 'check-failed', at: 'state', says: 'used by a view' },
  },
  {
    title: 'a type that does not follow by itself',
    up: 'ALTER TABLE products ALTER COLUMN sku TYPE integer;',
    down: 'ALTER TABLE products ALTER COLUMN sku TYPE varchar(40);',
    finding: { code: 'check-failed', at: 'sku', says: '42804' },
  },
  {
    title: 'a function that is called with another type',
    up: 'CREATE VIEW shouts AS SELECT upper(id) AS loud FROM products;',
    down: 'DROP VIEW shouts;',
    finding: { code: 'check-failed', at: 'upper', says: 'upper(integer)' },
  },
  {
    title: 'a value for a generated column',
    up: `CREATE TABLE boxes (w integer NOT NULL, h integer NOT NULL, area integer GENERATED ALWAYS AS (w * h) STORED);
INSERT INTO boxes (w, h, area) VALUES (2, 3, 6);`,
    down: 'DROP TABLE boxes;',
    finding: { code: 'check-failed', at: 'area', says: 'area' },
  },
  {
    title: 'a generated column that is another one every day',
    up: 'ALTER TABLE customers ADD COLUMN age_days integer GENERATED ALWAYS AS (extract(day FROM now() - created_at)::integer) STORED;',
    down: 'ALTER TABLE customers DROP COLUMN age_days;',
    finding: {
      code: 'check-failed',
      within:
        'ALTER TABLE customers ADD COLUMN age_days integer GENERATED ALWAYS AS (extract(day FROM now() - created_at)::integer) STORED',
      says: 'not immutable',
    },
  },
  {
    title: 'a unique constraint on rows that are not',
    up: 'ALTER TABLE invoices ADD CONSTRAINT one_per_customer UNIQUE (customer_id);',
    down: 'ALTER TABLE invoices DROP CONSTRAINT one_per_customer;',
    finding: { code: 'check-failed', at: 'one_per_customer', says: '(customer_id)=(1)' },
  },
  {
    title: 'a check that some rows do not keep',
    up: 'ALTER TABLE products ADD CONSTRAINT in_stock CHECK (stock > 0);',
    down: 'ALTER TABLE products DROP CONSTRAINT in_stock;',
    finding: { code: 'check-failed', at: 'in_stock', says: 'in_stock' },
  },
  {
    title: 'an upsert on what is not unique',
    up: "INSERT INTO customers (id, email, full_name, country) VALUES (9, 'x@example.org', 'X', 'de') ON CONFLICT (country) DO NOTHING;",
    down: 'DELETE FROM customers WHERE id = 9;',
    finding: {
      code: 'check-failed',
      within:
        "INSERT INTO customers (id, email, full_name, country) VALUES (9, 'x@example.org', 'X', 'de') ON CONFLICT (country) DO NOTHING",
      says: '42P10',
    },
  },
  {
    title: 'a partition that overlaps another',
    up: `CREATE TABLE logs (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE logs_a PARTITION OF logs FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');
CREATE TABLE logs_b PARTITION OF logs FOR VALUES FROM ('2026-06-01') TO ('2027-01-01');`,
    down: 'DROP TABLE logs;',
    finding: {
      code: 'check-failed',
      within: "CREATE TABLE logs_b PARTITION OF logs FOR VALUES FROM ('2026-06-01') TO ('2027-01-01')",
      says: 'overlap',
    },
  },
  {
    title: 'a trigger that reads a column which is not there, met by the rows that follow',
    up: `CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed_at := now(); RETURN NEW; END $$;
CREATE TRIGGER products_stamp BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION stamp();
UPDATE products SET stock = 1 WHERE id = 2;`,
    down: 'DROP TRIGGER products_stamp ON products;\nDROP FUNCTION stamp();',
    finding: {
      code: 'check-failed',
      within: 'UPDATE products SET stock = 1 WHERE id = 2',
      says: 'changed_at',
    },
  },
  {
    title: 'a function that gives another type than it says',
    up: 'CREATE FUNCTION first_mail() RETURNS integer LANGUAGE sql AS $$ SELECT email FROM customers $$;',
    down: 'DROP FUNCTION first_mail();',
    finding: {
      code: 'check-failed',
      within:
        'CREATE FUNCTION first_mail() RETURNS integer LANGUAGE sql AS $$ SELECT email FROM customers $$',
      says: 'return type',
    },
  },
  {
    title: 'columns that are not grouped',
    up: 'CREATE VIEW states AS SELECT customer_id, state, count(*) FROM invoices GROUP BY customer_id;',
    down: 'DROP VIEW states;',
    finding: { code: 'check-failed', at: 'state', says: '42803' },
  },
  {
    title: 'a down that drops a function which was there before',
    before: 'CREATE FUNCTION rate() RETURNS numeric LANGUAGE sql AS $$ SELECT 0.19 $$;',
    up: 'CREATE OR REPLACE FUNCTION rate() RETURNS numeric LANGUAGE sql AS $$ SELECT 0.20 $$;',
    down: 'DROP FUNCTION rate();',
    finding: { code: 'down-differs', at: 'DROP FUNCTION rate()', says: 'rate' },
  },
  {
    title: 'a down that brings a constraint back without its action',
    before:
      'ALTER TABLE invoice_lines DROP CONSTRAINT lines_invoice;\nALTER TABLE invoice_lines ADD CONSTRAINT lines_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id) ON DELETE CASCADE;',
    up: 'ALTER TABLE invoice_lines DROP CONSTRAINT lines_invoice;',
    down: 'ALTER TABLE invoice_lines ADD CONSTRAINT lines_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id);',
    finding: {
      code: 'down-differs',
      at: 'ALTER TABLE invoice_lines ADD CONSTRAINT lines_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id)',
      says: 'lines_invoice',
    },
  },
];
