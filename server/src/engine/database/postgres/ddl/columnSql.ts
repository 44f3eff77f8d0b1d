import type { Column, Constraint } from '../../../schema/model.ts';
import { optionsClause } from '../introspect/foreign.ts';
import { sequenceOptionsSql } from '../introspect/sequences.ts';
import { quoteName } from '../names.ts';
import { list } from './comments.ts';

export interface ColumnForm {
  /** `serial`, … in place of the type, with the default and the NOT NULL that are part of it. */
  readonly serial: string | null;
  /** Left out where the default can only be set later. */
  readonly withDefault: boolean;
  readonly notNull: Constraint | undefined;
}

export const plainForm: ColumnForm = { serial: null, withDefault: true, notNull: undefined };

/** A column as it stands in CREATE TABLE and ADD COLUMN. */
export function columnSql(column: Column, form: ColumnForm = plainForm): string {
  const parts = [quoteName(column.name), form.serial ?? column.type];
  const foreign = list(column.attributes.foreignOptions);
  if (foreign.length > 0) parts.push(optionsClause(foreign).trim());
  if (column.collation !== null) parts.push(`COLLATE ${column.collation}`);
  if (column.generated !== null) parts.push(generatedSql(column));
  if (column.identity !== null) parts.push(identitySql(column));
  if (column.default !== null && form.withDefault && form.serial === null)
    parts.push(`DEFAULT ${column.default}`);
  if (form.notNull !== undefined)
    parts.push(`CONSTRAINT ${quoteName(form.notNull.name ?? '')} NOT NULL${noInherit(form.notNull)}`);
  else if (!column.nullable && form.serial === null && column.attributes.notNull !== 'inherited')
    parts.push('NOT NULL');
  return parts.join(' ');
}

function noInherit(constraint: Constraint): string {
  return / NO INHERIT$/.test(constraint.definition) ? ' NO INHERIT' : '';
}

function generatedSql(column: Column): string {
  const { expression, stored } = column.generated!;
  return `GENERATED ALWAYS AS (${expression}) ${stored ? 'STORED' : 'VIRTUAL'}`;
}

/** `GENERATED ALWAYS AS IDENTITY (START WITH 5)` */
export function identitySql(column: Column): string {
  const identity = column.identity!;
  const { name, ...options } = identity.options;
  const parts = [
    ...(name === undefined ? [] : [`SEQUENCE NAME ${String(name).split('.').map(quoteName).join('.')}`]),
    sequenceOptionsSql(options),
  ];
  const said = parts.filter((part) => part !== '').join(' ');
  return `GENERATED ${identity.generation === 'always' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY${said === '' ? '' : ` (${said})`}`;
}

/** What CREATE TABLE cannot say of a column, as clauses of ALTER TABLE … ALTER COLUMN; `before` is null for a new one. */
export function columnSettings(column: Column, before: Column | null, version: number): readonly string[] {
  const clauses: string[] = [];
  const alter = `ALTER COLUMN ${quoteName(column.name)}`;
  const changed = (key: string) => (column.attributes[key] ?? null) !== (before?.attributes[key] ?? null);
  const { storage, compression, statistics } = column.attributes;
  if (changed('storage'))
    clauses.push(
      `${alter} SET STORAGE ${storage === undefined ? usualStorage(column, version) : String(storage).toUpperCase()}`,
    );
  if (changed('compression')) clauses.push(`${alter} SET COMPRESSION ${compression ?? 'default'}`);
  if (changed('statistics')) clauses.push(`${alter} SET STATISTICS ${statistics ?? -1}`);
  const options = list(column.attributes.options);
  const old = list(before?.attributes.options);
  const set = options.filter((option) => !old.includes(option));
  const names = new Set(options.map(optionName));
  const reset = old.map(optionName).filter((name) => !names.has(name));
  if (set.length > 0) clauses.push(`${alter} SET (${set.join(', ')})`);
  if (reset.length > 0) clauses.push(`${alter} RESET (${reset.join(', ')})`);
  if (before !== null) {
    const foreign = foreignOptionChanges(
      list(before.attributes.foreignOptions),
      list(column.attributes.foreignOptions),
    );
    if (foreign !== '') clauses.push(`${alter} ${foreign}`);
  }
  return clauses;
}

/** The storage that a type has when none is said; older servers have no word for it. */
function usualStorage(column: Column, version: number): string {
  if (version >= 16) return 'DEFAULT';
  if (/^(numeric|inet|cidr)/.test(column.type)) return 'MAIN';
  return /^(smallint|integer|bigint|boolean|real|double|date|time|timestamp|uuid|oid|money|"char")/.test(
    column.type,
  )
    ? 'PLAIN'
    : 'EXTENDED';
}

export function optionName(option: string): string {
  const at = option.indexOf('=');
  return at < 0 ? option : option.slice(0, at);
}

/** `OPTIONS (ADD a '1', SET b '2', DROP c)`; empty when nothing changes. */
export function foreignOptionChanges(before: readonly string[], after: readonly string[]): string {
  const old = new Map(before.map((option) => [optionName(option), option]));
  const next = new Map(after.map((option) => [optionName(option), option]));
  const bare = (option: string) => optionsClause([option]).slice(' OPTIONS ('.length, -1);
  const parts = [
    ...[...next]
      .filter(([name, option]) => old.has(name) && old.get(name) !== option)
      .map(([, option]) => `SET ${bare(option)}`),
    ...[...next].filter(([name]) => !old.has(name)).map(([, option]) => `ADD ${bare(option)}`),
    ...[...old.keys()].filter((name) => !next.has(name)).map((name) => `DROP ${quoteName(name)}`),
  ];
  return parts.length === 0 ? '' : `OPTIONS (${parts.join(', ')})`;
}
