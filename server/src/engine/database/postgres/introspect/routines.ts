import type { SchemaObject } from '../../../schema/model.ts';
import { qualifiedName, quoteName } from '../names.ts';
import { literal } from '../quote.ts';
import { type Owned, ownership } from './grants.ts';
import type { Registry } from './registry.ts';
import type { Scope } from './scope.ts';

export interface RoutineRow extends Owned {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'f' | 'p' | 'a' | 'w';
  /** Types of the input arguments: what tells overloads apart. */
  readonly types: string;
  readonly identity: string;
  readonly arguments: string;
  readonly result: string | null;
  readonly definition: string | null;
  readonly language: string;
  /** The body of a function that is text to the catalog; null when the catalog has parsed it. */
  readonly body: string | null;
  readonly aggregate: Readonly<Record<string, string | number | boolean | null>> | null;
}

export function routinesSql(scope: Scope): string {
  const parsedBody = scope.version >= 14 ? 'p.prosqlbody IS NULL' : 'true';
  return `SELECT p.oid::int, n.nspname AS schema, p.proname AS name, p.prokind AS kind, oidvectortypes(p.proargtypes) AS types,
  pg_get_function_identity_arguments(p.oid) AS identity, pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result,
  CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END AS definition, l.lanname AS language,
  CASE WHEN p.prokind <> 'a' AND ${parsedBody} AND l.lanname NOT IN ('c', 'internal') THEN p.prosrc END AS body,
  CASE WHEN p.prokind = 'a' THEN (SELECT json_build_object('kind', a.aggkind, 'sfunc', a.aggtransfn::regproc::text, 'stype', format_type(a.aggtranstype, NULL), 'sspace', nullif(a.aggtransspace, 0),
    'finalfunc', nullif(a.aggfinalfn, 0)::regproc::text, 'finalextra', a.aggfinalextra, 'finalmodify', a.aggfinalmodify, 'combinefunc', nullif(a.aggcombinefn, 0)::regproc::text,
    'serialfunc', nullif(a.aggserialfn, 0)::regproc::text, 'deserialfunc', nullif(a.aggdeserialfn, 0)::regproc::text, 'initcond', a.agginitval,
    'msfunc', nullif(a.aggmtransfn, 0)::regproc::text, 'minvfunc', nullif(a.aggminvtransfn, 0)::regproc::text, 'mstype', CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END,
    'msspace', nullif(a.aggmtransspace, 0), 'mfinalfunc', nullif(a.aggmfinalfn, 0)::regproc::text, 'mfinalextra', a.aggmfinalextra, 'mfinalmodify', a.aggmfinalmodify, 'minitcond', a.aggminitval,
    'sortop', CASE WHEN a.aggsortop <> 0 THEN (SELECT format('OPERATOR(%I.%s)', on_.nspname, o.oprname) FROM pg_operator o JOIN pg_namespace on_ ON on_.oid = o.oprnamespace WHERE o.oid = a.aggsortop) END,
    'parallel', p.proparallel) FROM pg_aggregate a WHERE a.aggfnoid = p.oid) END AS aggregate
  ${scope.grants("'f'", 'p.proacl', 'p.proowner')}
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
WHERE ${scope.schemas('p.pronamespace')} AND ${scope.own('pg_proc', 'p.oid')}
  AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 1255 AND i.objid = p.oid AND i.deptype = 'i')
ORDER BY n.nspname COLLATE "C", p.proname COLLATE "C", 5`;
}

const kinds = { f: 'function', w: 'function', p: 'procedure', a: 'aggregate' } as const;

function idOfRoutine(row: RoutineRow): string {
  return `${kinds[row.kind]}:${row.schema}.${row.name}(${row.types})`;
}

export function registerRoutines(rows: readonly RoutineRow[], registry: Registry): void {
  for (const row of rows) registry.add('pg_proc', row.oid, idOfRoutine(row));
}

/** `mentioned` finds the things whose names stand in a body that is only text to the catalog. */
export function routineObjects(
  rows: readonly RoutineRow[],
  registry: Registry,
  mentioned: (body: string) => readonly string[],
  scope: Scope,
): readonly SchemaObject[] {
  return rows.map((row) => {
    const id = idOfRoutine(row);
    const dependsOn = registry.needs(id);
    const known = new Set([id, ...dependsOn]);
    const mentions = row.body === null ? [] : mentioned(row.body).filter((each) => !known.has(each));
    return {
      kind: kinds[row.kind],
      schema: row.schema,
      name: `${row.name}(${row.types})`,
      parent: null,
      definition:
        row.kind === 'a'
          ? aggregateDefinition(row, scope.namespace)
          : routineDefinition(row, scope.namespace),
      attributes: {
        identity: row.identity,
        arguments: row.arguments,
        ...(row.result === null ? {} : { returns: row.result }),
        language: row.language,
      },
      dependsOn,
      ...(mentions.length === 0 ? {} : { mentions }),
      comment: registry.comment('pg_proc', row.oid),
      ...ownership(row),
    };
  });
}

/** The server always writes the name with its schema, and `OR REPLACE`. */
function routineDefinition(row: RoutineRow, namespace: string): string {
  const word = row.kind === 'p' ? 'PROCEDURE' : 'FUNCTION';
  const head = `CREATE OR REPLACE ${word} ${quoteName(row.schema)}.${quoteName(row.name)}(`;
  const written = (row.definition ?? '').trimEnd();
  const text = row.body === null ? withUnnamedColumns(written) : written;
  if (!text.startsWith(head)) return text;
  return `CREATE ${word} ${qualifiedName(row.schema, row.name, namespace)}(${text.slice(head.length)}`;
}

/**
 * A parsed body is not written the way it has to be read: `SELECT 'x'` comes back as `SELECT 'x'::text`, whose column would
 * be called `text`. In the list of a SELECT, where each column has a line of its own, the lack of a name is written down.
 */
function withUnnamedColumns(definition: string): string {
  return definition.replace(
    /^( +(?:SELECT (?:DISTINCT )?)?)((?:'(?:[^'\n]|'')*'|NULL)::[a-z][a-z ]*(?:\(\d+(?:,\d+)?\))?(?:\[\])?)([,;]?)$/gm,
    '$1$2 AS "?column?"$3',
  );
}

const modifies: Readonly<Record<string, string>> = { r: 'READ_ONLY', s: 'SHAREABLE', w: 'READ_WRITE' };

function aggregateDefinition(row: RoutineRow, namespace: string): string {
  const facts = row.aggregate ?? {};
  const ordered = facts.kind !== 'n';
  const parts = [`SFUNC = ${facts.sfunc}`, `STYPE = ${facts.stype}`];
  const add = (word: string, value: unknown) => {
    if (value !== null && value !== undefined) parts.push(`${word} = ${value}`);
  };
  const modify = (value: unknown) => (value === (ordered ? 'w' : 'r') ? null : modifies[String(value)]);
  add('SSPACE', facts.sspace);
  add('FINALFUNC', facts.finalfunc);
  if (facts.finalextra === true) parts.push('FINALFUNC_EXTRA');
  if (facts.finalfunc !== null) add('FINALFUNC_MODIFY', modify(facts.finalmodify));
  add('COMBINEFUNC', facts.combinefunc);
  add('SERIALFUNC', facts.serialfunc);
  add('DESERIALFUNC', facts.deserialfunc);
  if (facts.initcond !== null) add('INITCOND', literal(String(facts.initcond)));
  add('MSFUNC', facts.msfunc);
  add('MINVFUNC', facts.minvfunc);
  add('MSTYPE', facts.mstype);
  add('MSSPACE', facts.msspace);
  add('MFINALFUNC', facts.mfinalfunc);
  if (facts.mfinalextra === true) parts.push('MFINALFUNC_EXTRA');
  if (facts.mfinalfunc !== null) add('MFINALFUNC_MODIFY', modify(facts.mfinalmodify));
  if (facts.minitcond !== null && facts.msfunc !== null) add('MINITCOND', literal(String(facts.minitcond)));
  add('SORTOP', facts.sortop);
  if (facts.kind === 'h') parts.push('HYPOTHETICAL');
  if (facts.parallel === 's') parts.push('PARALLEL = SAFE');
  if (facts.parallel === 'r') parts.push('PARALLEL = RESTRICTED');
  const name = qualifiedName(row.schema, row.name, namespace);
  const args = row.arguments === '' ? '*' : row.arguments;
  return `CREATE AGGREGATE ${name}(${args}) (\n    ${parts.join(',\n    ')}\n)`;
}
