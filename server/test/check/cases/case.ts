/** A migration on the base schema, and what a check must say of it. */
export interface Case {
  readonly title: string;
  /** What an earlier migration of this case has run. */
  readonly before?: string;
  /** With `transaction:false` in front: the section's own. */
  readonly up: string;
  /** Null: it has none. */
  readonly down: string | null;
  /**
   * Absent: nothing may be found. `at` is the text that the finding stands at; where the servers name different things,
   * or nothing, `within` is the statement that it must lie in. `says` is a part of its message.
   */
  readonly finding?: {
    readonly code: string;
    readonly at?: string;
    readonly within?: string;
    readonly says?: string;
  };
}

/** What every case begins with: two tables, one with rows. */
export const base = {
  up: `CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, email VARCHAR(100) NOT NULL, name VARCHAR(100), age INTEGER);
CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, user_id INTEGER NOT NULL, total INTEGER NOT NULL DEFAULT 0);
CREATE INDEX orders_user ON orders (user_id);
INSERT INTO users (id, email, name, age) VALUES (1, 'ann@example.org', 'Ann', 30), (2, 'bob@example.org', NULL, NULL);
INSERT INTO orders (id, user_id, total) VALUES (1, 1, 10), (2, 2, 20);`,
  down: 'DROP TABLE orders;\nDROP TABLE users;',
};

/** A second migration of every case: a small shop, with rows. */
export const shop = {
  up: `CREATE TABLE customers (id INTEGER NOT NULL PRIMARY KEY, email VARCHAR(190) NOT NULL, full_name VARCHAR(200) NOT NULL, country CHAR(2), created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE UNIQUE INDEX customers_email ON customers (email);
CREATE TABLE products (id INTEGER NOT NULL PRIMARY KEY, sku VARCHAR(40) NOT NULL, title VARCHAR(200) NOT NULL, price DECIMAL(10, 2) NOT NULL, stock INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX products_sku ON products (sku);
CREATE TABLE invoices (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER NOT NULL, state VARCHAR(20) NOT NULL DEFAULT 'draft', issued_on DATE, CONSTRAINT invoices_customer FOREIGN KEY (customer_id) REFERENCES customers (id));
CREATE INDEX invoices_issued ON invoices (issued_on);
CREATE TABLE invoice_lines (invoice_id INTEGER NOT NULL, line_no INTEGER NOT NULL, product_id INTEGER NOT NULL, quantity INTEGER NOT NULL, unit_price DECIMAL(10, 2) NOT NULL, PRIMARY KEY (invoice_id, line_no), CONSTRAINT lines_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id), CONSTRAINT lines_product FOREIGN KEY (product_id) REFERENCES products (id));
CREATE VIEW open_invoices AS SELECT i.id, i.state, c.email FROM invoices i JOIN customers c ON c.id = i.customer_id WHERE i.state <> 'paid';
INSERT INTO customers (id, email, full_name, country) VALUES (1, 'ann@example.org', 'Ann Able', 'de'), (2, 'bob@example.org', 'Bob Best', NULL), (3, 'cy@example.org', 'Cy Cold', 'fr');
INSERT INTO products (id, sku, title, price, stock) VALUES (1, 'TEA-1', 'Green tea', 4.50, 10), (2, 'TEA-2', 'Black tea', 3.90, 0), (3, 'CUP-1', 'Cup', 9.00, 4);
INSERT INTO invoices (id, customer_id, state, issued_on) VALUES (1, 1, 'paid', '2026-01-05'), (2, 1, 'draft', NULL), (3, 2, 'sent', '2026-02-01');
INSERT INTO invoice_lines (invoice_id, line_no, product_id, quantity, unit_price) VALUES (1, 1, 1, 2, 4.50), (1, 2, 3, 1, 9.00), (2, 1, 2, 5, 3.90), (3, 1, 1, 1, 4.50);`,
  down: 'DROP VIEW open_invoices;\nDROP TABLE invoice_lines;\nDROP TABLE invoices;\nDROP TABLE products;\nDROP TABLE customers;',
};
