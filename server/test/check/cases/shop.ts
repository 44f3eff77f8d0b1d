import type { Case } from './case.ts';

/** On the shop, written so that every database understands them. */
export const shopCases: readonly Case[] = [
  {
    title: 'an address book with two foreign keys and rows taken from another table',
    up: `CREATE TABLE countries (code CHAR(2) NOT NULL PRIMARY KEY, title VARCHAR(60) NOT NULL);
INSERT INTO countries (code, title) VALUES ('de', 'Germany'), ('fr', 'France');
CREATE TABLE addresses (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER NOT NULL, country CHAR(2), street VARCHAR(200), CONSTRAINT addresses_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE, CONSTRAINT addresses_country FOREIGN KEY (country) REFERENCES countries (code));
INSERT INTO addresses (id, customer_id, country) SELECT id, id, country FROM customers;
CREATE INDEX addresses_street ON addresses (street);`,
    down: 'DROP TABLE addresses;\nDROP TABLE countries;',
  },
  {
    title: 'a view with sums over two joins, and one on top of it',
    up: `CREATE VIEW invoice_totals AS SELECT i.id, i.customer_id, SUM(l.quantity * l.unit_price) AS total FROM invoices i JOIN invoice_lines l ON l.invoice_id = i.id GROUP BY i.id, i.customer_id;
CREATE VIEW best_customers AS SELECT c.full_name, SUM(t.total) AS turnover FROM customers c JOIN invoice_totals t ON t.customer_id = c.id GROUP BY c.full_name HAVING SUM(t.total) > 10;`,
    down: 'DROP VIEW best_customers;\nDROP VIEW invoice_totals;',
  },
  {
    title: 'a column that is filled from another table',
    up: `ALTER TABLE invoices ADD COLUMN email VARCHAR(190);
UPDATE invoices SET email = (SELECT email FROM customers WHERE customers.id = invoices.customer_id);
CREATE INDEX invoices_email ON invoices (email);`,
    down: 'SELECT 1;',
    finding: { code: 'down-differs', at: 'SELECT 1', says: 'invoices.email' },
  },
  {
    title: 'words that become rows of a table',
    up: `CREATE TABLE invoice_states (code VARCHAR(20) NOT NULL PRIMARY KEY, title VARCHAR(60) NOT NULL, is_final INTEGER NOT NULL DEFAULT 0);
INSERT INTO invoice_states (code, title) SELECT DISTINCT state, UPPER(state) FROM invoices;
UPDATE invoice_states SET is_final = 1 WHERE code = 'paid';`,
    down: 'DROP TABLE invoice_states;',
  },
  {
    title: 'a tree with rows',
    up: `CREATE TABLE categories (id INTEGER NOT NULL PRIMARY KEY, parent_id INTEGER, title VARCHAR(80) NOT NULL, CONSTRAINT categories_parent FOREIGN KEY (parent_id) REFERENCES categories (id));
INSERT INTO categories (id, parent_id, title) VALUES (1, NULL, 'All');
INSERT INTO categories (id, parent_id, title) VALUES (2, 1, 'Tea'), (3, 1, 'Cups');
CREATE UNIQUE INDEX categories_title ON categories (parent_id, title);`,
    down: 'DROP TABLE categories;',
  },
  {
    title: 'a table between two others, filled by a join',
    up: `CREATE TABLE favourites (customer_id INTEGER NOT NULL, product_id INTEGER NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (customer_id, product_id), CONSTRAINT favourites_customer FOREIGN KEY (customer_id) REFERENCES customers (id), CONSTRAINT favourites_product FOREIGN KEY (product_id) REFERENCES products (id));
INSERT INTO favourites (customer_id, product_id, times) SELECT i.customer_id, l.product_id, SUM(l.quantity) FROM invoices i JOIN invoice_lines l ON l.invoice_id = i.id GROUP BY i.customer_id, l.product_id;`,
    down: 'DROP TABLE favourites;',
  },
  {
    title: 'a check that the rows keep',
    up: `CREATE TABLE discounts (id INTEGER NOT NULL PRIMARY KEY, product_id INTEGER NOT NULL, percent INTEGER NOT NULL, CONSTRAINT discounts_range CHECK (percent > 0 AND percent <= 90), CONSTRAINT discounts_product FOREIGN KEY (product_id) REFERENCES products (id));
INSERT INTO discounts (id, product_id, percent) SELECT id, id, 10 FROM products WHERE stock = 0;`,
    down: 'DROP TABLE discounts;',
  },
  {
    title: 'rows put right by a CASE, and a flag for it',
    up: `ALTER TABLE products ADD COLUMN availability VARCHAR(10) NOT NULL DEFAULT 'unknown';
UPDATE products SET availability = CASE WHEN stock = 0 THEN 'none' WHEN stock < 5 THEN 'few' ELSE 'many' END;`,
    down: 'ALTER TABLE products DROP COLUMN availability;',
  },
  {
    title: 'an index that becomes unique, once the rows are',
    up: `UPDATE invoices SET issued_on = '2026-03-01' WHERE issued_on IS NULL;
CREATE UNIQUE INDEX invoices_once ON invoices (customer_id, issued_on);`,
    down: 'SELECT 1;',
    finding: { code: 'down-differs', at: 'SELECT 1', says: 'invoices_once' },
  },
  {
    title: 'a view that reads a column of the wrong table',
    up: 'CREATE VIEW recent AS SELECT i.id, i.email, c.full_name FROM invoices i JOIN customers c ON c.id = i.customer_id;',
    down: 'DROP VIEW recent;',
    finding: { code: 'check-failed', at: 'email', says: 'email' },
  },
  {
    title: 'a name that two tables have',
    up: 'CREATE TABLE report (invoice INTEGER);\nINSERT INTO report (invoice) SELECT id FROM invoices i JOIN customers c ON c.id = i.customer_id;',
    down: 'DROP TABLE report;',
    finding: { code: 'check-failed', at: 'id', says: 'ambiguous' },
  },
  {
    title: 'rows with a key of another that is there',
    up: "INSERT INTO products (id, sku, title, price) VALUES (10, 'CAN-1', 'Can', 12.00);\nINSERT INTO products (id, sku, title, price) VALUES (11, 'TEA-1', 'White tea', 6.00);",
    down: 'DELETE FROM products WHERE id > 9;',
    finding: {
      code: 'check-failed',
      within: "INSERT INTO products (id, sku, title, price) VALUES (11, 'TEA-1', 'White tea', 6.00)",
    },
  },
  {
    title: 'a row that refers to none',
    up: "INSERT INTO invoices (id, customer_id, state) VALUES (9, 77, 'draft');",
    down: 'DELETE FROM invoices WHERE id = 9;',
    finding: {
      code: 'check-failed',
      within: "INSERT INTO invoices (id, customer_id, state) VALUES (9, 77, 'draft')",
    },
  },
  {
    title: 'a table that others refer to goes',
    up: 'CREATE TABLE clients (id INTEGER NOT NULL PRIMARY KEY);\nDROP TABLE customers;',
    down: 'DROP TABLE clients;',
    finding: { code: 'check-failed', within: 'DROP TABLE customers' },
  },
  {
    title: 'a column that comes back with another default',
    up: 'ALTER TABLE products DROP COLUMN stock;',
    down: 'ALTER TABLE products ADD COLUMN stock INTEGER NOT NULL DEFAULT 1;',
    finding: {
      code: 'down-differs',
      at: 'ALTER TABLE products ADD COLUMN stock INTEGER NOT NULL DEFAULT 1',
      says: 'stock',
    },
  },
  {
    title: 'more columns than values',
    up: "INSERT INTO products (id, sku, title, price) VALUES (8, 'POT-1', 'Pot');",
    down: 'DELETE FROM products WHERE id = 8;',
    finding: {
      code: 'check-failed',
      within: "INSERT INTO products (id, sku, title, price) VALUES (8, 'POT-1', 'Pot')",
    },
  },
  {
    title: 'a value that must be there',
    up: 'INSERT INTO customers (id, email, full_name) SELECT 100 + id, sku, NULL FROM products WHERE id = 1;',
    down: 'DELETE FROM customers WHERE id > 99;',
    finding: {
      code: 'check-failed',
      within:
        'INSERT INTO customers (id, email, full_name) SELECT 100 + id, sku, NULL FROM products WHERE id = 1',
    },
  },
  {
    title: 'a down in the wrong order',
    up: `CREATE TABLE shelves (id INTEGER NOT NULL PRIMARY KEY);
CREATE TABLE boxes (id INTEGER NOT NULL PRIMARY KEY, shelf_id INTEGER NOT NULL, CONSTRAINT boxes_shelf FOREIGN KEY (shelf_id) REFERENCES shelves (id));
INSERT INTO shelves (id) VALUES (1);
INSERT INTO boxes (id, shelf_id) VALUES (1, 1);`,
    down: 'DROP TABLE shelves;\nDROP TABLE boxes;',
    finding: { code: 'down-failed', within: 'DROP TABLE shelves' },
  },
];
