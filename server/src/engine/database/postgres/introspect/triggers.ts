import type { SchemaObject } from '../../../schema/model.ts';
import { qualifiedName, quoteName } from '../names.ts';
import { literal } from '../quote.ts';
import type { Registry } from './registry.ts';
import type { RelationRow } from './relations.ts';
import type { Scope } from './scope.ts';

export interface TriggerRow {
  readonly oid: number;
  readonly table: number;
  readonly name: string;
  readonly enabled: 'O' | 'D' | 'R' | 'A';
  /** State of the parent's trigger that a partition's one is a copy of. */
  readonly parent_enabled: string | null;
  readonly definition: string;
}

export function triggersSql(scope: Scope): string {
  return `SELECT t.oid::int, t.tgrelid::int AS table, t.tgname AS name, t.tgenabled AS enabled, p.tgenabled AS parent_enabled, pg_get_triggerdef(t.oid) AS definition
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid LEFT JOIN pg_trigger p ON p.oid = t.tgparentid
WHERE NOT t.tgisinternal AND (t.tgparentid = 0 OR p.tgenabled <> t.tgenabled) AND ${scope.schemas('c.relnamespace')} AND ${scope.tables('t.tgrelid')} AND ${scope.own('pg_trigger', 't.oid')}
ORDER BY t.tgrelid, t.tgname COLLATE "C"`;
}

/** How a trigger or rule fires, where it is not the usual way. */
const states: Readonly<Record<string, string>> = { D: 'disabled', R: 'replica', A: 'always' };

export function registerTriggers(rows: readonly TriggerRow[], registry: Registry): void {
  for (const row of rows) {
    const table = registry.class(row.table);
    if (table !== undefined) registry.add('pg_trigger', row.oid, `trigger:${row.name}@${table}`);
  }
}

type Relations = ReadonlyMap<number, RelationRow>;

export function triggerObjects(
  rows: readonly TriggerRow[],
  relations: Relations,
  registry: Registry,
  scope: Scope,
): readonly SchemaObject[] {
  return rows.flatMap((row) => {
    const table = relations.get(row.table);
    const parent = registry.class(row.table);
    if (table === undefined || parent === undefined) return [];
    return {
      kind: 'trigger' as const,
      schema: table.schema,
      name: row.name,
      parent,
      definition: onTable(row.definition, table, scope.namespace),
      attributes: {
        ...(row.enabled === 'O' ? {} : { state: states[row.enabled] ?? row.enabled }),
        ...(row.parent_enabled === null ? {} : { inherited: true, state: states[row.enabled] ?? 'enabled' }),
      },
      dependsOn: withParent(parent, registry.needs(`trigger:${row.name}@${parent}`)),
      comment: registry.comment('pg_trigger', row.oid),
    };
  });
}

/** The server always writes the table with its schema. */
function onTable(definition: string, table: RelationRow, namespace: string): string {
  const qualified = ` ON ${quoteName(table.schema)}.${quoteName(table.name)} `;
  return definition.replace(qualified, () => ` ON ${qualifiedName(table.schema, table.name, namespace)} `);
}

function withParent(parent: string, needs: readonly string[]): readonly string[] {
  return [...new Set([parent, ...needs])].sort();
}

export interface RuleRow {
  readonly oid: number;
  readonly table: number;
  readonly name: string;
  readonly enabled: 'O' | 'D' | 'R' | 'A';
  readonly definition: string;
}

export function rulesSql(scope: Scope): string {
  return `SELECT r.oid::int, r.ev_class::int AS table, r.rulename AS name, r.ev_enabled AS enabled, pg_get_ruledef(r.oid) AS definition
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
WHERE r.rulename <> '_RETURN' AND ${scope.schemas('c.relnamespace')} AND ${scope.tables('r.ev_class')} AND ${scope.own('pg_rewrite', 'r.oid')}
ORDER BY r.ev_class, r.rulename COLLATE "C"`;
}

export function registerRules(rows: readonly RuleRow[], registry: Registry): void {
  for (const row of rows) {
    const table = registry.class(row.table);
    if (table !== undefined) registry.add('pg_rewrite', row.oid, `rule:${row.name}@${table}`);
  }
}

export function ruleObjects(
  rows: readonly RuleRow[],
  relations: Relations,
  registry: Registry,
  scope: Scope,
): readonly SchemaObject[] {
  return rows.flatMap((row) => {
    const table = relations.get(row.table);
    const parent = registry.class(row.table);
    if (table === undefined || parent === undefined) return [];
    const qualified = ` TO ${quoteName(table.schema)}.${quoteName(table.name)} `;
    return {
      kind: 'rule' as const,
      schema: table.schema,
      name: row.name,
      parent,
      definition: row.definition
        .trimEnd()
        .replace(/;$/, '')
        .replace(qualified, () => ` TO ${qualifiedName(table.schema, table.name, scope.namespace)} `),
      attributes: row.enabled === 'O' ? {} : { state: states[row.enabled] ?? row.enabled },
      dependsOn: withParent(parent, registry.needs(`rule:${row.name}@${parent}`)),
      comment: registry.comment('pg_rewrite', row.oid),
    };
  });
}

export interface PolicyRow {
  readonly oid: number;
  readonly table: number;
  readonly name: string;
  readonly command: 'r' | 'a' | 'w' | 'd' | '*';
  readonly permissive: boolean;
  readonly roles: readonly (string | null)[];
  readonly using: string | null;
  readonly check: string | null;
}

export function policiesSql(scope: Scope): string {
  return `SELECT p.oid::int, p.polrelid::int AS table, p.polname AS name, p.polcmd AS command, p.polpermissive AS permissive,
  ARRAY(SELECT CASE r WHEN 0 THEN NULL ELSE pg_get_userbyid(r)::text END FROM unnest(p.polroles) r ORDER BY 1) AS roles,
  pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS check
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE ${scope.schemas('c.relnamespace')} AND ${scope.tables('p.polrelid')} AND ${scope.own('pg_policy', 'p.oid')}
ORDER BY p.polrelid, p.polname COLLATE "C"`;
}

const commands = { r: 'SELECT', a: 'INSERT', w: 'UPDATE', d: 'DELETE', '*': 'ALL' } as const;

export function registerPolicies(rows: readonly PolicyRow[], registry: Registry): void {
  for (const row of rows) {
    const table = registry.class(row.table);
    if (table !== undefined) registry.add('pg_policy', row.oid, `policy:${row.name}@${table}`);
  }
}

export function policyObjects(
  rows: readonly PolicyRow[],
  relations: Relations,
  registry: Registry,
  scope: Scope,
): readonly SchemaObject[] {
  return rows.flatMap((row) => {
    const table = relations.get(row.table);
    const parent = registry.class(row.table);
    if (table === undefined || parent === undefined) return [];
    const roles = row.roles.map((role) => (role === null ? 'PUBLIC' : quoteName(role)));
    const command = commands[row.command];
    const parts = [
      `CREATE POLICY ${quoteName(row.name)} ON ${qualifiedName(table.schema, table.name, scope.namespace)}`,
    ];
    if (!row.permissive) parts.push('AS RESTRICTIVE');
    if (command !== 'ALL') parts.push(`FOR ${command}`);
    if (roles.join() !== 'PUBLIC') parts.push(`TO ${roles.join(', ')}`);
    if (row.using !== null) parts.push(`USING (${row.using})`);
    if (row.check !== null) parts.push(`WITH CHECK (${row.check})`);
    return {
      kind: 'policy' as const,
      schema: table.schema,
      name: row.name,
      parent,
      definition: parts.join(' '),
      attributes: {
        command,
        ...(row.permissive ? {} : { restrictive: true }),
        roles,
        ...(row.using === null ? {} : { using: row.using }),
        ...(row.check === null ? {} : { check: row.check }),
      },
      dependsOn: withParent(parent, registry.needs(`policy:${row.name}@${parent}`)),
      comment: registry.comment('pg_policy', row.oid),
    };
  });
}

export interface EventTriggerRow {
  readonly oid: number;
  readonly name: string;
  readonly event: string;
  readonly function: string;
  readonly enabled: 'O' | 'D' | 'R' | 'A';
  readonly tags: readonly string[] | null;
  readonly owner?: string;
}

export function eventTriggersSql(scope: Scope): string {
  return `SELECT e.oid::int, e.evtname AS name, e.evtevent AS event, e.evtfoid::regproc::text AS function, e.evtenabled AS enabled, e.evttags AS tags
  ${scope.privileges ? ', pg_get_userbyid(e.evtowner) AS owner' : ''}
FROM pg_event_trigger e WHERE ${scope.own('pg_event_trigger', 'e.oid')} ORDER BY e.evtname COLLATE "C"`;
}

export function registerEventTriggers(rows: readonly EventTriggerRow[], registry: Registry): void {
  for (const row of rows) registry.add('pg_event_trigger', row.oid, `eventTrigger:${row.name}`);
}

export function eventTriggerObjects(
  rows: readonly EventTriggerRow[],
  registry: Registry,
): readonly SchemaObject[] {
  return rows.map((row) => {
    const tags = row.tags === null ? '' : `\n    WHEN TAG IN (${row.tags.map(literal).join(', ')})`;
    return {
      kind: 'eventTrigger',
      schema: null,
      name: row.name,
      parent: null,
      definition: `CREATE EVENT TRIGGER ${quoteName(row.name)} ON ${row.event}${tags}\n    EXECUTE FUNCTION ${row.function}()`,
      attributes: row.enabled === 'O' ? {} : { state: states[row.enabled] ?? row.enabled },
      dependsOn: registry.needs(`eventTrigger:${row.name}`),
      comment: registry.comment('pg_event_trigger', row.oid),
      ...(row.owner === undefined ? {} : { owner: row.owner }),
    };
  });
}
