import { actionsOn } from '../ahead.ts';
import { edit, type StatementContext, type StatementRule } from '../rule.ts';

export const addRequiredColumn: StatementRule = {
  id: 'add-required-column',
  category: 'compatibility',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'A NOT NULL column without a default is added to a table that may hold rows.',
  why: 'PostgreSQL refuses it when there are rows, MySQL and MariaDB fill in an empty value; programs that do not know the column can insert no more.',
  instead: 'Add it with a default, or nullable; fill it, and set NOT NULL in a later migration.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind !== 'addColumn') continue;
      const { column } = action;
      const required = column.notNull ?? column.primaryKey;
      const isFilled = column.default !== null && !/^null$/i.test(column.default.text);
      if (required === null || (isFilled && keepsDefault(context, column.name.key))) continue;
      if (column.generated !== null || column.identity !== null || column.autoIncrement !== null) continue;
      if (/serial/i.test(column.type?.base ?? '')) continue;
      if (isFilled) {
        context.report(
          required,
          `Programs that do not know ${node.table.name}.${column.name.name} insert no more.`,
        );
        continue;
      }
      const whole = column.notNull;
      context.report(
        required,
        `${node.table.name}.${column.name.name} is required, and has no value in the rows that are there.`,
        whole === null
          ? {}
          : {
              fixes: [
                {
                  title: 'Make it nullable for now',
                  edits: [edit(context, { start: whole.start - 1, end: whole.end }, '')],
                },
              ],
            },
      );
    }
  },
  claim: {
    kind: 'fails',
    world: "CREATE TABLE users (name varchar(20));\nINSERT INTO users VALUES ('Ann');",
  },
  good: [
    { sql: "ALTER TABLE users ADD COLUMN state text NOT NULL DEFAULT 'new';", dialect: 'postgres' },
    { sql: 'CREATE TABLE t (id int);\nALTER TABLE t ADD COLUMN a int NOT NULL;' },
    {
      sql: 'ALTER TABLE users ADD COLUMN n int DEFAULT 1 NOT NULL;\nALTER TABLE users ALTER COLUMN n DROP DEFAULT;\nALTER TABLE users ALTER COLUMN n SET DEFAULT 2;',
      claim: { kind: 'changes', probe: "INSERT INTO users (name) VALUES ('Bob')" },
    },
  ],
  bad: [
    { sql: 'ALTER TABLE users ADD COLUMN state text NOT NULL;', dialect: 'postgres' },
    {
      sql: 'ALTER TABLE users ADD (a int NULL, b int NOT NULL);',
      claim: { kind: 'changes', probe: "INSERT INTO users (name) VALUES ('Bob')" },
      dialect: 'mysql',
    },
    {
      sql: 'ALTER TABLE users ADD COLUMN n int DEFAULT 1 NOT NULL;\nALTER TABLE users ALTER COLUMN n DROP DEFAULT;',
      claim: { kind: 'changes', probe: "INSERT INTO users (name) VALUES ('Bob')" },
    },
  ],
};

/** The last word about the column's default is not that it has none. */
function keepsDefault({ node, statements, statement }: StatementContext, column: string): boolean {
  if (node.kind !== 'alterTable') return true;
  const said = actionsOn(statements, node.table.key).filter(
    ({ index, action }) =>
      index > statement.index &&
      (action.kind === 'dropDefault' || action.kind === 'setDefault') &&
      action.column.key === column,
  );
  return said.at(-1)?.action.kind !== 'dropDefault';
}
