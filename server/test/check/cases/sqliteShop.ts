import type { Case } from './case.ts';

/** On the shop, in SQLite's own words. */
export const sqliteShopCases: readonly Case[] = [
  {
    title: 'a rebuild that gives a column its check, with view and index made anew',
    up: `PRAGMA foreign_keys = off;
DROP VIEW open_invoices;
CREATE TABLE invoices_new (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER NOT NULL, state VARCHAR(20) NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sent', 'paid')), issued_on DATE, CONSTRAINT invoices_customer FOREIGN KEY (customer_id) REFERENCES customers (id));
INSERT INTO invoices_new SELECT id, customer_id, state, issued_on FROM invoices;
DROP TABLE invoices;
ALTER TABLE invoices_new RENAME TO invoices;
CREATE INDEX invoices_issued ON invoices (issued_on);
CREATE VIEW open_invoices AS SELECT i.id, i.state, c.email FROM invoices i JOIN customers c ON c.id = i.customer_id WHERE i.state <> 'paid';`,
    down: `PRAGMA foreign_keys = off;
DROP VIEW open_invoices;
CREATE TABLE invoices_old (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER NOT NULL, state VARCHAR(20) NOT NULL DEFAULT 'draft', issued_on DATE, CONSTRAINT invoices_customer FOREIGN KEY (customer_id) REFERENCES customers (id));
INSERT INTO invoices_old SELECT id, customer_id, state, issued_on FROM invoices;
DROP TABLE invoices;
ALTER TABLE invoices_old RENAME TO invoices;
CREATE INDEX invoices_issued ON invoices (issued_on);
CREATE VIEW open_invoices AS SELECT i.id, i.state, c.email FROM invoices i JOIN customers c ON c.id = i.customer_id WHERE i.state <> 'paid';`,
  },
  {
    title: 'a search table that triggers keep, filled at once',
    up: `CREATE VIRTUAL TABLE product_search USING fts5(title, content='products', content_rowid='id');
INSERT INTO product_search (rowid, title) SELECT id, title FROM products;
CREATE TRIGGER products_searched AFTER INSERT ON products BEGIN INSERT INTO product_search (rowid, title) VALUES (NEW.id, NEW.title); END;
CREATE TRIGGER products_forgotten AFTER DELETE ON products BEGIN INSERT INTO product_search (product_search, rowid, title) VALUES ('delete', OLD.id, OLD.title); END;`,
    down: 'DROP TRIGGER products_forgotten;\nDROP TRIGGER products_searched;\nDROP TABLE product_search;',
  },
  {
    title: 'a column that is worked out, with an index',
    up: 'ALTER TABLE invoice_lines ADD COLUMN total REAL GENERATED ALWAYS AS (quantity * unit_price) VIRTUAL;\nCREATE INDEX lines_total ON invoice_lines (total) WHERE total > 5;',
    down: 'DROP INDEX lines_total;\nALTER TABLE invoice_lines DROP COLUMN total;',
  },
  {
    title: 'a view that can be written through a trigger, tried out at once',
    up: `CREATE VIEW prices AS SELECT id, sku, price FROM products;
CREATE TRIGGER prices_written INSTEAD OF UPDATE ON prices BEGIN UPDATE products SET price = NEW.price WHERE id = OLD.id; END;
UPDATE prices SET price = price + 1 WHERE sku = 'CUP-1';`,
    down: "UPDATE prices SET price = price - 1 WHERE sku = 'CUP-1';\nDROP VIEW prices;",
  },
  {
    title: 'a log that a trigger writes, tried out at once',
    up: `CREATE TABLE changes (id INTEGER PRIMARY KEY AUTOINCREMENT, product_id INTEGER NOT NULL, was INTEGER, is_now INTEGER, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE TRIGGER products_log AFTER UPDATE OF stock ON products WHEN NEW.stock <> OLD.stock BEGIN
  INSERT INTO changes (product_id, was, is_now) VALUES (NEW.id, OLD.stock, NEW.stock);
END;
UPDATE products SET stock = stock + 1;`,
    down: 'DROP TRIGGER products_log;\nDROP TABLE changes;',
  },
  {
    title: 'days that a recursion makes',
    up: `CREATE TABLE days (day TEXT NOT NULL PRIMARY KEY, is_weekend INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO days WITH RECURSIVE d(day) AS (SELECT '2026-01-01' UNION ALL SELECT date(day, '+1 day') FROM d WHERE day < '2026-01-31') SELECT day, strftime('%w', day) IN ('0', '6') FROM d;`,
    down: 'DROP TABLE days;',
  },
  {
    title: 'rows out of a JSON text',
    up: `CREATE TABLE tags (product_id INTEGER NOT NULL REFERENCES products (id), tag TEXT NOT NULL, PRIMARY KEY (product_id, tag)) STRICT;
INSERT INTO tags SELECT p.id, j.value FROM products p, json_each('["new", "hot"]') j;`,
    down: 'DROP TABLE tags;',
  },
  {
    title: 'an upsert on a key that is there',
    up: "INSERT INTO products (id, sku, title, price) VALUES (1, 'TEA-1', 'Green tea, loose', 5.00) ON CONFLICT (sku) DO UPDATE SET title = excluded.title, price = excluded.price;",
    down: "UPDATE products SET title = 'Green tea', price = 4.50 WHERE sku = 'TEA-1';",
  },
  {
    title: 'rows changed from another table',
    up: "UPDATE invoices SET state = 'sent' FROM customers c WHERE c.id = invoices.customer_id AND c.country IS NULL AND invoices.state = 'draft';",
    down: 'SELECT 1;',
  },
  {
    title: 'a column with a new name, which the view follows',
    up: 'ALTER TABLE customers RENAME COLUMN email TO mail;',
    down: 'ALTER TABLE customers RENAME COLUMN mail TO email;',
  },
  {
    title: 'an index on an expression, and one without letters of case',
    up: 'CREATE INDEX customers_lower ON customers (lower(full_name));\nCREATE UNIQUE INDEX customers_mail ON customers (email COLLATE NOCASE);',
    down: 'DROP INDEX customers_mail;\nDROP INDEX customers_lower;',
  },
  {
    title: 'a foreign key that cascades, tried out at once',
    up: `CREATE TABLE notes (id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE, body TEXT NOT NULL);
INSERT INTO notes (invoice_id, body) SELECT id, 'from the old system' FROM invoices;
DELETE FROM invoice_lines WHERE invoice_id = 2;
DELETE FROM invoices WHERE id = 2;`,
    down: `DROP TABLE notes;
INSERT INTO invoices (id, customer_id, state) VALUES (2, 1, 'draft');
INSERT INTO invoice_lines (invoice_id, line_no, product_id, quantity, unit_price) VALUES (2, 1, 2, 5, 3.90);`,
  },
  {
    title: 'a table without rowid takes the place of another',
    up: `CREATE TABLE stock_by_sku (sku TEXT PRIMARY KEY, stock INTEGER NOT NULL CHECK (stock >= 0)) WITHOUT ROWID;
INSERT INTO stock_by_sku SELECT sku, stock FROM products;
CREATE VIEW empty_shelves AS SELECT p.title FROM products p JOIN stock_by_sku s USING (sku) WHERE s.stock = 0;`,
    down: 'DROP VIEW empty_shelves;\nDROP TABLE stock_by_sku;',
  },
  {
    title: 'windows over rows, kept in a table',
    up: 'CREATE TABLE ranks AS SELECT id, title, rank() OVER (ORDER BY price DESC) AS place FROM products;\nCREATE UNIQUE INDEX ranks_id ON ranks (id);',
    down: 'DROP TABLE ranks;',
  },
  {
    title: 'a column goes that a view reads',
    up: 'ALTER TABLE invoices DROP COLUMN state;',
    down: "ALTER TABLE invoices ADD COLUMN state VARCHAR(20) NOT NULL DEFAULT 'draft';",
    finding: { code: 'check-failed', at: 'state', says: 'open_invoices' },
  },
  {
    title: 'a table goes that a view reads',
    before: 'CREATE TABLE extras (id INTEGER PRIMARY KEY);\nCREATE VIEW extra_ids AS SELECT id FROM extras;',
    up: 'DROP TABLE extras;',
    down: 'CREATE TABLE extras (id INTEGER PRIMARY KEY);',
    finding: { code: 'check-failed', at: 'extras', says: 'view extra_ids cannot be used' },
  },
  {
    title: 'a view on a table that is not there',
    up: 'CREATE VIEW late AS SELECT id FROM invoces WHERE issued_on IS NULL;',
    down: 'DROP VIEW late;',
    finding: { code: 'check-failed', at: 'invoces', says: 'view late cannot be used' },
  },
  {
    title: 'a trigger that reads a column which is not there',
    up: "CREATE TRIGGER products_stamp AFTER UPDATE ON products BEGIN UPDATE products SET changed_at = 'now' WHERE id = NEW.id; END;",
    down: 'DROP TRIGGER products_stamp;',
    finding: { code: 'check-failed', at: 'changed_at', says: 'trigger products_stamp cannot be used' },
  },
  {
    title: 'a value for a column that is worked out',
    up: 'CREATE TABLE boxes (w INTEGER NOT NULL, h INTEGER NOT NULL, area INTEGER AS (w * h) STORED);\nINSERT INTO boxes (w, h, area) VALUES (2, 3, 6);',
    down: 'DROP TABLE boxes;',
    finding: { code: 'check-failed', at: 'area', says: 'generated column' },
  },
  {
    title: 'a word in a strict column of numbers',
    up: "CREATE TABLE limits (id INTEGER PRIMARY KEY, most INTEGER NOT NULL) STRICT;\nINSERT INTO limits (id, most) VALUES (1, 'many');",
    down: 'DROP TABLE limits;',
    finding: { code: 'check-failed', at: 'most', says: 'cannot store TEXT' },
  },
  {
    title: 'a unique index on rows that are not',
    up: 'CREATE UNIQUE INDEX one_per_customer ON invoices (customer_id);',
    down: 'DROP INDEX one_per_customer;',
    finding: { code: 'check-failed', at: 'customer_id', says: 'UNIQUE' },
  },
  {
    title: 'an upsert on what is not unique',
    up: "INSERT INTO customers (id, email, full_name, country) VALUES (9, 'x@example.org', 'X', 'de') ON CONFLICT (country) DO NOTHING;",
    down: 'DELETE FROM customers WHERE id = 9;',
    finding: {
      code: 'check-failed',
      within:
        "INSERT INTO customers (id, email, full_name, country) VALUES (9, 'x@example.org', 'X', 'de') ON CONFLICT (country) DO NOTHING",
      says: 'ON CONFLICT',
    },
  },
  {
    title: 'a rebuild that copies one column too many',
    up: `CREATE TABLE products_new (id INTEGER PRIMARY KEY, sku TEXT NOT NULL, title TEXT NOT NULL, price NUMERIC NOT NULL);
INSERT INTO products_new SELECT * FROM products;`,
    down: 'DROP TABLE products_new;',
    finding: {
      code: 'check-failed',
      within: 'INSERT INTO products_new SELECT * FROM products',
      says: '4 columns but 5 values',
    },
  },
  {
    title: 'a check that a row does not keep',
    up: 'CREATE TABLE offers (id INTEGER PRIMARY KEY, percent INTEGER NOT NULL CHECK (percent < 100));\nINSERT INTO offers (id, percent) VALUES (1, 120);',
    down: 'DROP TABLE offers;',
    finding: {
      code: 'check-failed',
      within: 'INSERT INTO offers (id, percent) VALUES (1, 120)',
      says: 'CHECK constraint failed',
    },
  },
  {
    title: 'a function that is called with too much',
    up: "UPDATE products SET title = trim(title, ' ', '-') WHERE id = 1;",
    down: 'SELECT 1;',
    finding: { code: 'check-failed', at: 'trim', says: 'wrong number of arguments' },
  },
  {
    title: 'a worked out column of what is another each time',
    up: 'ALTER TABLE products ADD COLUMN lucky INTEGER GENERATED ALWAYS AS (random()) VIRTUAL;',
    down: 'ALTER TABLE products DROP COLUMN lucky;',
    finding: {
      code: 'check-failed',
      within: 'ALTER TABLE products ADD COLUMN lucky INTEGER GENERATED ALWAYS AS (random()) VIRTUAL',
    },
  },
  {
    title: 'a down that brings a view back with less in it',
    up: 'DROP VIEW open_invoices;',
    down: "CREATE VIEW open_invoices AS SELECT i.id, i.state FROM invoices i WHERE i.state <> 'paid';",
    finding: {
      code: 'down-differs',
      at: "CREATE VIEW open_invoices AS SELECT i.id, i.state FROM invoices i WHERE i.state <> 'paid'",
      says: 'open_invoices',
    },
  },
];
