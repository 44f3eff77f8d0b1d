import type { Case } from './case.ts';

/** On the shop, in the words of MySQL and MariaDB. */
export const mysqlShopCases: readonly Case[] = [
  {
    title: 'a word becomes an enum',
    up: "ALTER TABLE invoices MODIFY state ENUM('draft', 'sent', 'paid') NOT NULL DEFAULT 'draft';",
    down: "ALTER TABLE invoices MODIFY state VARCHAR(20) NOT NULL DEFAULT 'draft';",
  },
  {
    title: 'a stored column that is worked out, with an index',
    up: 'ALTER TABLE invoice_lines ADD COLUMN total DECIMAL(12, 2) AS (quantity * unit_price) STORED, ADD INDEX lines_total (total);',
    down: 'ALTER TABLE invoice_lines DROP INDEX lines_total, DROP COLUMN total;',
  },
  {
    title: 'a table in partitions, with rows',
    up: `CREATE TABLE events (id BIGINT NOT NULL AUTO_INCREMENT, at DATE NOT NULL, what JSON, PRIMARY KEY (id, at)) PARTITION BY RANGE (YEAR(at)) (PARTITION p2026 VALUES LESS THAN (2027), PARTITION rest VALUES LESS THAN MAXVALUE);
INSERT INTO events (at, what) VALUES ('2026-03-01', '{"a": 1}'), ('2030-01-01', NULL);
ALTER TABLE events REORGANIZE PARTITION rest INTO (PARTITION p2030 VALUES LESS THAN (2031), PARTITION rest VALUES LESS THAN MAXVALUE);`,
    down: 'DROP TABLE events;',
  },
  {
    title: 'a log that a trigger of several statements writes, tried out at once',
    up: `CREATE TABLE changes (id INT AUTO_INCREMENT PRIMARY KEY, product_id INT NOT NULL, was INT, now_is INT, at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);
DELIMITER //
CREATE TRIGGER products_log AFTER UPDATE ON products FOR EACH ROW
BEGIN
  IF NEW.stock <> OLD.stock THEN
    INSERT INTO changes (product_id, was, now_is) VALUES (NEW.id, OLD.stock, NEW.stock);
  END IF;
END //
DELIMITER ;
UPDATE products SET stock = stock + 1;`,
    down: 'DROP TRIGGER products_log;\nDROP TABLE changes;',
  },
  {
    title: 'a procedure with a cursor, called at once',
    up: `CREATE TABLE skus (sku VARCHAR(40) NOT NULL PRIMARY KEY, family VARCHAR(20) NOT NULL);
DELIMITER //
CREATE PROCEDURE fill_skus()
BEGIN
  DECLARE done INT DEFAULT 0;
  DECLARE one VARCHAR(40);
  DECLARE all_of_them CURSOR FOR SELECT sku FROM products ORDER BY id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
  OPEN all_of_them;
  walk: LOOP
    FETCH all_of_them INTO one;
    IF done THEN LEAVE walk; END IF;
    INSERT INTO skus VALUES (one, SUBSTRING_INDEX(one, '-', 1));
  END LOOP;
  CLOSE all_of_them;
END //
DELIMITER ;
CALL fill_skus();
DROP PROCEDURE fill_skus;`,
    down: 'DROP TABLE skus;',
  },
  {
    title: 'a function and a view that calls it',
    up: `CREATE FUNCTION gross(net DECIMAL(10, 2)) RETURNS DECIMAL(10, 2) DETERMINISTIC NO SQL RETURN ROUND(net * 1.19, 2);
CREATE VIEW prices AS SELECT id, gross(price) AS gross FROM products;`,
    down: 'DROP VIEW prices;\nDROP FUNCTION gross;',
  },
  {
    title: 'a check that the rows keep, by its name',
    up: 'ALTER TABLE products ADD CONSTRAINT price_is_positive CHECK (price > 0);',
    down: 'ALTER TABLE products DROP CONSTRAINT price_is_positive;',
  },
  {
    title: 'an upsert on a key that is there',
    up: "INSERT INTO products (id, sku, title, price) VALUES (1, 'TEA-1', 'Green tea, loose', 5.00) ON DUPLICATE KEY UPDATE title = VALUES(title), price = VALUES(price);",
    down: "UPDATE products SET title = 'Green tea', price = 4.50 WHERE sku = 'TEA-1';",
  },
  {
    title: 'a copy of a table with its rows',
    up: 'CREATE TABLE products_2026 LIKE products;\nINSERT INTO products_2026 SELECT * FROM products;\nALTER TABLE products_2026 ADD COLUMN closed_on DATE NULL AFTER title, DROP INDEX products_sku;',
    down: 'DROP TABLE products_2026;',
  },
  {
    title: 'letters of another kind, and back',
    up: 'CREATE TABLE notes (id INT PRIMARY KEY, body TEXT) DEFAULT CHARSET = latin1;\nALTER TABLE notes CONVERT TO CHARACTER SET utf8mb4;\nALTER TABLE notes ADD FULLTEXT INDEX notes_body (body);',
    down: 'DROP TABLE notes;',
  },
  {
    title: 'a view that is replaced, and put back as it was',
    up: "CREATE OR REPLACE VIEW open_invoices AS SELECT i.id, i.state, c.email, c.full_name FROM invoices i JOIN customers c ON c.id = i.customer_id WHERE i.state <> 'paid';",
    down: "CREATE OR REPLACE VIEW open_invoices AS SELECT i.id, i.state, c.email FROM invoices i JOIN customers c ON c.id = i.customer_id WHERE i.state <> 'paid';",
  },
  {
    title: 'rows changed through a join',
    up: "UPDATE invoices i JOIN customers c ON c.id = i.customer_id SET i.state = 'sent' WHERE c.country IS NULL AND i.state = 'draft';",
    down: 'SELECT 1;',
  },
  {
    title: 'a key of two columns that another table refers to',
    up: `CREATE TABLE shipments (id INT AUTO_INCREMENT PRIMARY KEY, invoice_id INT NOT NULL, line_no INT NOT NULL, shipped DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), CONSTRAINT shipments_line FOREIGN KEY (invoice_id, line_no) REFERENCES invoice_lines (invoice_id, line_no) ON DELETE CASCADE);
INSERT INTO shipments (invoice_id, line_no) SELECT invoice_id, line_no FROM invoice_lines WHERE quantity > 1;`,
    down: 'DROP TABLE shipments;',
  },
  {
    title: 'an event that sweeps',
    up: 'CREATE EVENT sweep ON SCHEDULE EVERY 1 DAY DO DELETE FROM invoices WHERE issued_on < NOW() - INTERVAL 10 YEAR;',
    down: 'DROP EVENT sweep;',
  },
  {
    title: 'a column goes that a view reads',
    up: 'ALTER TABLE invoices DROP COLUMN state;',
    down: "ALTER TABLE invoices ADD COLUMN state VARCHAR(20) NOT NULL DEFAULT 'draft' AFTER customer_id;",
    finding: {
      code: 'check-failed',
      at: 'ALTER TABLE invoices DROP COLUMN state',
      says: 'view open_invoices cannot be used',
    },
  },
  {
    title: 'a word that the enum does not have',
    before: "ALTER TABLE invoices MODIFY state ENUM('draft', 'sent', 'paid') NOT NULL DEFAULT 'draft';",
    up: "UPDATE invoices SET state = 'payed' WHERE id = 1;",
    down: 'SELECT 1;',
    finding: { code: 'check-failed', at: 'state', says: 'truncated' },
  },
  {
    title: 'an enum without a word that rows have',
    up: "ALTER TABLE invoices MODIFY state ENUM('draft', 'paid') NOT NULL DEFAULT 'draft';",
    down: "ALTER TABLE invoices MODIFY state VARCHAR(20) NOT NULL DEFAULT 'draft';",
    finding: { code: 'check-failed', at: 'state', says: 'truncated' },
  },
  {
    title: 'a value for a column that is worked out',
    up: 'CREATE TABLE boxes (w INT NOT NULL, h INT NOT NULL, area INT AS (w * h) STORED);\nINSERT INTO boxes (w, h, area) VALUES (2, 3, 6);',
    down: 'DROP TABLE boxes;',
    finding: { code: 'check-failed', at: 'area', says: 'area' },
  },
  {
    title: 'an index that a foreign key needs',
    before: 'CREATE INDEX lines_of_product ON invoice_lines (product_id);',
    up: 'ALTER TABLE invoice_lines DROP FOREIGN KEY lines_invoice;\nALTER TABLE invoice_lines DROP INDEX lines_of_product;',
    down: 'SELECT 1;',
    finding: { code: 'check-failed', at: 'lines_of_product', says: 'needed in a foreign key' },
  },
  {
    title: 'a unique index on rows that are not',
    up: 'ALTER TABLE invoices ADD UNIQUE INDEX one_per_customer (customer_id);',
    down: 'ALTER TABLE invoices DROP INDEX one_per_customer;',
    finding: {
      code: 'check-failed',
      within: 'ALTER TABLE invoices ADD UNIQUE INDEX one_per_customer (customer_id)',
      says: 'Duplicate entry',
    },
  },
  {
    title: 'a check that some rows do not keep',
    up: 'ALTER TABLE products ADD CONSTRAINT in_stock CHECK (stock > 0);',
    down: 'ALTER TABLE products DROP CONSTRAINT in_stock;',
    finding: { code: 'check-failed', at: 'in_stock', says: 'in_stock' },
  },
  {
    title: 'partitions that leave the key out',
    up: 'CREATE TABLE logs (id INT PRIMARY KEY, at DATE NOT NULL) PARTITION BY RANGE (YEAR(at)) (PARTITION rest VALUES LESS THAN MAXVALUE);',
    down: 'DROP TABLE logs;',
    finding: {
      code: 'check-failed',
      within:
        'CREATE TABLE logs (id INT PRIMARY KEY, at DATE NOT NULL) PARTITION BY RANGE (YEAR(at)) (PARTITION rest VALUES LESS THAN MAXVALUE)',
      says: 'PRIMARY KEY',
    },
  },
  {
    title: 'a procedure that is called with too much',
    up: 'CREATE PROCEDURE nothing() SELECT 1;\nCALL nothing(1);',
    down: 'DROP PROCEDURE nothing;',
    finding: { code: 'check-failed', within: 'CALL nothing(1)', says: 'expected 0, got 1' },
  },
  {
    title: 'a trigger that reads a column which is not there',
    up: 'CREATE TRIGGER products_stamp BEFORE UPDATE ON products FOR EACH ROW SET NEW.changed_at = NOW();',
    down: 'DROP TRIGGER products_stamp;',
    finding: { code: 'check-failed', at: 'changed_at', says: 'changed_at' },
  },
  {
    title: 'a day that no month has',
    up: "ALTER TABLE invoices ADD COLUMN due DATE NOT NULL DEFAULT '2026-02-30';",
    down: 'ALTER TABLE invoices DROP COLUMN due;',
    finding: { code: 'check-failed', at: 'due', says: 'Invalid default' },
  },
  {
    title: 'a foreign key to what nothing makes unique',
    up: 'ALTER TABLE invoices ADD COLUMN country CHAR(2), ADD CONSTRAINT invoices_country FOREIGN KEY (country) REFERENCES customers (country);',
    down: 'ALTER TABLE invoices DROP FOREIGN KEY invoices_country, DROP COLUMN country;',
    finding: {
      code: 'check-failed',
      within:
        'ALTER TABLE invoices ADD COLUMN country CHAR(2), ADD CONSTRAINT invoices_country FOREIGN KEY (country) REFERENCES customers (country)',
    },
  },
  {
    title: 'a down that forgets what a MODIFY took away',
    before: "ALTER TABLE customers MODIFY full_name VARCHAR(200) NOT NULL COMMENT 'as on the passport';",
    up: 'ALTER TABLE customers MODIFY full_name VARCHAR(300) NOT NULL;',
    down: 'ALTER TABLE customers MODIFY full_name VARCHAR(200) NOT NULL;',
    finding: {
      code: 'down-differs',
      at: 'ALTER TABLE customers MODIFY full_name VARCHAR(200) NOT NULL',
      says: 'full_name',
    },
  },
  {
    title: 'a view on a function that is not there',
    up: 'CREATE VIEW loud AS SELECT shout(title) AS title FROM products;',
    down: 'DROP VIEW loud;',
    finding: { code: 'check-failed', at: 'shout', says: 'shout' },
  },
];
