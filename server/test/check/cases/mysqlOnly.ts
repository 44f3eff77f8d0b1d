import type { Case } from './case.ts';

/** What MySQL has and MariaDB has not. */
export const mysqlOnlyCases: readonly Case[] = [
  {
    title: 'an index on an expression, and one that nobody sees',
    up: 'CREATE INDEX customers_lower ON customers ((LOWER(full_name)));\nCREATE INDEX customers_country ON customers (country) INVISIBLE;',
    down: 'DROP INDEX customers_country ON customers;\nDROP INDEX customers_lower ON customers;',
  },
  {
    title: 'an index over the elements of a JSON array',
    up: `CREATE TABLE labels (id INT PRIMARY KEY, names JSON NOT NULL);
INSERT INTO labels VALUES (1, '[1, 2]');
ALTER TABLE labels ADD INDEX labels_names ((CAST(names AS UNSIGNED ARRAY)));`,
    down: 'DROP TABLE labels;',
  },
  {
    title: 'rows out of a JSON text',
    up: `CREATE TABLE tags (product_id INT NOT NULL, tag VARCHAR(20) NOT NULL, PRIMARY KEY (product_id, tag));
INSERT INTO tags SELECT p.id, j.tag FROM products p, JSON_TABLE('["new", "hot"]', '$[*]' COLUMNS (tag VARCHAR(20) PATH '$')) j;`,
    down: 'DROP TABLE tags;',
  },
  {
    title: 'a text with a plain default',
    up: "ALTER TABLE products ADD COLUMN body TEXT NOT NULL DEFAULT 'none';",
    down: 'ALTER TABLE products DROP COLUMN body;',
    finding: { code: 'check-failed', at: 'body', says: "can't have a default value" },
  },
];
