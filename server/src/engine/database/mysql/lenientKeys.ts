import { type Constraint, type Schema, type Table, tableId } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { atLeast, type Flavour } from './flavour.ts';
import { statement } from './statement.ts';

/** What the session must let pass for a foreign key to be made. */
export type Leniency = 'missingTable' | 'keyNotUnique';

/** What each foreign key of `schema` needs; null: nothing. */
export function lenienciesOf(schema: Schema, flavour: Flavour): (constraint: Constraint) => Leniency | null {
  const tables = new Map(schema.tables.map((table) => [tableId(table), table]));
  const { missingElsewhere } = schema.attributes;
  const missing: readonly string[] = Array.isArray(missingElsewhere) ? missingElsewhere : [];
  // MySQL 8.4 takes only keys that refer to the whole of a unique one; those made before stay.
  const strict = !flavour.mariadb && atLeast(flavour.version, 8, 4);
  return ({ references }) => {
    if (references === null) return null;
    if (references.schema !== null) {
      const id = tableId({ schema: references.schema, name: references.table }).toLowerCase();
      return missing.includes(id) ? 'missingTable' : null;
    }
    const target = tables.get(tableId({ schema: null, name: references.table }));
    // Where only some tables were read, nobody can tell whether it is there.
    if (target === undefined) return schema.attributes.partial === true ? null : 'missingTable';
    return strict && !uniqueKeys(target).has(references.columns.join('\n')) ? 'keyNotUnique' : null;
  };
}

function uniqueKeys({ constraints, indexes }: Table): ReadonlySet<string> {
  const keys = constraints.filter(({ kind }) => kind === 'primaryKey').map(({ columns }) => columns);
  const more = indexes
    .filter(({ unique }) => unique)
    .map(({ parts }) => parts.map((part) => (part.attributes.length === undefined ? part.column : null)));
  return new Set([...keys, ...more].map((columns) => columns.join('\n')));
}

const settings: Readonly<Record<Leniency, { name: string; off: string; on: string; comment: string }>> = {
  missingTable: {
    name: 'foreign_key_checks',
    off: '0',
    on: '1',
    comment: 'The tables that these foreign keys point to are not there: not checked.',
  },
  keyNotUnique: {
    name: 'restrict_fk_on_non_standard_key',
    off: 'OFF',
    on: 'ON',
    comment: 'These foreign keys do not point to a whole unique key.',
  },
};

/** The statements under the setting that lets them pass; `comment` in place of the usual one. */
export function leniently(
  statements: readonly DdlStatement[],
  leniency: Leniency | null,
  comment?: string,
): readonly DdlStatement[] {
  if (statements.length === 0 || leniency === null) return statements;
  const { name, off, on, comment: usual } = settings[leniency];
  return [
    statement(`SET ${name} = ${off}`, { comments: [comment ?? usual] }),
    ...statements,
    statement(`SET ${name} = ${on}`),
  ];
}
