import fc from 'fast-check';
import { expect, test } from 'vitest';
import { postgresSyntax } from '../sql/index.ts';
import { orderByNames } from './order.ts';
import { scriptStatements } from './scriptStatements.ts';

const read = (...files: readonly string[]) =>
  files.map((text, index) =>
    scriptStatements({ path: `${index}.sql`, text }, postgresSyntax, { namespaces: true, database: 'd' }),
  );
const order = (...files: readonly string[]) =>
  orderByNames(read(...files), postgresSyntax).map(({ text }) => text);

test('S2 what a statement names comes before it, also inside strings and quotes', () => {
  expect(
    order(
      'CREATE VIEW v AS SELECT * FROM "Users"',
      "CREATE TABLE orders (id int DEFAULT nextval('orders_seq'), u int REFERENCES users)",
      'CREATE SEQUENCE orders_seq',
      'CREATE TABLE users (id int)',
    ),
  ).toEqual([
    'CREATE SEQUENCE orders_seq',
    'CREATE TABLE users (id int)',
    "CREATE TABLE orders (id int DEFAULT nextval('orders_seq'), u int REFERENCES users)",
    'CREATE VIEW v AS SELECT * FROM "Users"',
  ]);
});

test('S2 the order inside a file stays, and a circle between files is cut', () => {
  const a = 'CREATE TABLE a (id int); ALTER TABLE a ADD FOREIGN KEY (id) REFERENCES b';
  const b = 'CREATE TABLE b (id int); ALTER TABLE b ADD FOREIGN KEY (id) REFERENCES a';
  expect(order(a, b)).toEqual([
    ...['CREATE TABLE a (id int)', 'CREATE TABLE b (id int)'],
    ...['ALTER TABLE b ADD FOREIGN KEY (id) REFERENCES a', 'ALTER TABLE a ADD FOREIGN KEY (id) REFERENCES b'],
  ]);
  expect(order('CREATE TABLE a (x int REFERENCES b)', 'CREATE TABLE b (x int REFERENCES a)')).toHaveLength(2);
});

test('S2 every statement comes once, whatever the files say of each other', () => {
  const name = fc.constantFrom('aa', 'bb', 'cc', 'dd');
  const statement = fc
    .tuple(name, name)
    .map(([own, other]) => `CREATE TABLE ${own} (x int REFERENCES ${other})`);
  const file = fc.array(statement, { maxLength: 4 }).map((list) => list.join(';\n'));
  fc.assert(
    fc.property(fc.array(file, { maxLength: 5 }), (files) => {
      const flat = read(...files)
        .flat()
        .map(({ text }) => text);
      expect([...order(...files)].sort()).toEqual(flat.sort());
    }),
  );
});
