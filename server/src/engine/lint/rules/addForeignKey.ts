import { notValidFirst } from '../ownMigration.ts';
import type { StatementRule } from '../rule.ts';

export const addForeignKey: StatementRule = {
  id: 'add-foreign-key',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'A foreign key is added and checked at once.',
  why: 'It takes a SHARE ROW EXCLUSIVE lock on both tables and reads the referring one through: writes to both wait.',
  instead: 'Add it NOT VALID, and VALIDATE CONSTRAINT in a later migration.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind === 'addConstraint' && action.constraint.type === 'foreignKey') {
        const { notValid, name, references, keyword } = action.constraint;
        if (notValid) continue;
        const message = `Writes to ${node.table.name} and ${references?.table.name ?? 'the other table'} wait while every row is checked.`;
        context.report(name === null ? keyword : action, message, {
          fixes: notValidFirst(context, action.end, node.table.text, name?.text ?? null),
        });
      } else if (action.kind === 'addColumn' && action.column.references !== null) {
        const { references, name } = action.column;
        context.report(
          references,
          `Writes to ${node.table.name} and ${references.table.name} wait while ${name.name} is added.`,
          {
            instead:
              'Add the column by itself, then the foreign key NOT VALID, and validate it in a later migration.',
          },
        );
      }
    }
  },
  claim: {
    kind: 'blocks',
    mode: 'SHARE ROW EXCLUSIVE',
    work: 'reads',
    world:
      'CREATE TABLE users (id int PRIMARY KEY);\nCREATE TABLE orders (id int, u int);\nINSERT INTO users VALUES (1);\nINSERT INTO orders VALUES (1, 1);',
  },
  good: [
    { sql: 'ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (u) REFERENCES users (id) NOT VALID;' },
    {
      sql: 'CREATE TABLE orders (u int);\nALTER TABLE orders ADD FOREIGN KEY (u) REFERENCES users (id);',
      world: 'CREATE TABLE users (id int PRIMARY KEY);',
    },
  ],
  bad: [
    { sql: 'ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (u) REFERENCES users (id);' },
    {
      sql: 'ALTER TABLE orders ADD COLUMN u int REFERENCES users (id);',
      world:
        'CREATE TABLE users (id int PRIMARY KEY);\nCREATE TABLE orders (id int);\nINSERT INTO orders VALUES (1);',
      claim: { kind: 'blocks', mode: 'SHARE ROW EXCLUSIVE', tables: 2 },
    },
  ],
};
