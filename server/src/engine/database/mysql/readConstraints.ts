import { type Constraint, tableId } from '../../schema/model.ts';
import type { Row } from '../database.ts';
import { catalogExpression, inParentheses, withLostCharacters, withoutIntroducers } from './expression.ts';
import type { Flavour } from './flavour.ts';
import { identifier } from './literal.ts';

/** One foreign key; `rows` are its columns in order, `rule` its actions. */
export function readForeignKey(
  rows: readonly Row[],
  rule: Row | undefined,
  flavour: Flavour,
  database: string,
): Constraint {
  const first = rows[0]!;
  const columns = rows.map((row) => String(row.column_name));
  const targetColumns = rows.map((row) => String(row.target_column));
  const elsewhere = String(first.target_schema) !== database;
  const schema = elsewhere ? String(first.target_schema) : null;
  const table = String(first.target);
  const onDelete = String(rule?.on_delete ?? 'NO ACTION');
  const onUpdate = String(rule?.on_update ?? 'NO ACTION');
  // What is not written: both mean the same, and each server names the one it takes by itself.
  const unsaid = flavour.mariadb ? 'RESTRICT' : 'NO ACTION';
  const target = schema === null ? identifier(table) : identifier(schema, table);
  const quotedList = (names: readonly string[]) => `(${names.map((name) => identifier(name)).join(', ')})`;
  return {
    kind: 'foreignKey',
    name: String(first.name),
    columns,
    definition:
      `FOREIGN KEY ${quotedList(columns)} REFERENCES ${target} ${quotedList(targetColumns)}` +
      (onDelete === unsaid ? '' : ` ON DELETE ${onDelete}`) +
      (onUpdate === unsaid ? '' : ` ON UPDATE ${onUpdate}`),
    references: { schema, table, columns: targetColumns, onDelete, onUpdate },
    comment: null,
    attributes: {},
    dependsOn: [tableId({ schema, name: table })],
  };
}

/** A check of the table (MariaDB's checks of a column belong to the column). */
export function readCheck(row: Row, flavour: Flavour, statement: string | null): Constraint {
  const clause = flavour.mariadb ? String(row.clause) : catalogExpression(String(row.clause));
  const text = statement === null ? clause : withLostCharacters(clause, statement);
  return {
    kind: 'check',
    name: String(row.name),
    columns: [],
    definition: `CHECK ${inParentheses(flavour.mariadb ? text : withoutIntroducers(text))}`,
    references: null,
    comment: null,
    attributes: row.enforced === 'NO' ? { enforced: false } : {},
    dependsOn: [],
  };
}
