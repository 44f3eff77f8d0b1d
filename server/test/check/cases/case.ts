/** A migration on the base schema, and what a check must say of it. */
export interface Case {
  readonly title: string;
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
