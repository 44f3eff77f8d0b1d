import {
  type Column,
  type Constraint,
  emptySchema,
  type Index,
  type Schema,
  type Table,
} from '../schema/model.ts';

/** Model values for tests: a plain thing, and what is special about it. */
export const column = (name: string, more: Partial<Column> = {}): Column => ({
  ...{ name, type: 'integer', nullable: true, default: null, generated: null, identity: null },
  ...{ collation: null, comment: null, attributes: {} },
  ...more,
});
export const check = (
  name: string | null,
  definition: string,
  more: Partial<Constraint> = {},
): Constraint => ({
  ...{
    kind: 'check',
    name,
    columns: [],
    definition,
    references: null,
    comment: null,
    attributes: {},
    dependsOn: [],
  },
  ...more,
});
export const index = (name: string, columns: string, more: Partial<Index> = {}): Index => ({
  ...{
    name,
    unique: false,
    method: 'btree',
    parts: [],
    where: null,
    definition: `CREATE INDEX ${name} ON t (${columns})`,
  },
  ...{ comment: null, attributes: {}, dependsOn: [] },
  ...more,
});
export const table = (more: Partial<Table> = {}): Table => ({
  ...{ schema: null, name: 't', columns: [column('a')], constraints: [], indexes: [], comment: null },
  ...{ attributes: {}, dependsOn: [], estimatedRows: null },
  ...more,
});
export const schema = (...tables: Table[]): Schema => ({ ...emptySchema, tables });
