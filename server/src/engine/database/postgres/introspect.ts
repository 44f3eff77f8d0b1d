import type { Client } from 'pg';
import { idOf, type Schema, type SchemaObject } from '../../schema/model.ts';
import type { IntrospectOptions } from '../database.ts';
import { withJoinedChains } from './introspect/chains.ts';
import * as constraints from './introspect/constraints.ts';
import * as foreign from './introspect/foreign.ts';
import * as indexes from './introspect/indexes.ts';
import { mentionFinder } from './introspect/mentions.ts';
import * as operators from './introspect/operators.ts';
import * as others from './introspect/others.ts';
import { readCatalog } from './introspect/read.ts';
import { type Dependency, Registry } from './introspect/registry.ts';
import * as relations from './introspect/relations.ts';
import * as routines from './introspect/routines.ts';
import { firstUserOid, type Scope, scopeOf } from './introspect/scope.ts';
import * as sequences from './introspect/sequences.ts';
import { readTables } from './introspect/tables.ts';
import * as triggers from './introspect/triggers.ts';
import * as types from './introspect/types.ts';
import { unmodelledSql, unmodelledThings } from './introspect/unmodelled.ts';
import { viewObjects } from './introspect/views.ts';

export interface IntrospectSession {
  readonly client: Client;
  /** Major version of the server. */
  readonly version: number;
  /** What unqualified names mean; definitions are written as they are read there. */
  readonly namespace: string;
  /** Who makes what is made from here. */
  readonly user: string;
}

/** Reads the schema in one message and one snapshot, by a constant number of queries. Throws the driver's error. */
export async function introspect(session: IntrospectSession, options: IntrospectOptions): Promise<Schema> {
  const scope = scopeOf(options, session.version, session.namespace);
  const rows = await readCatalog(session.client, session.namespace, queriesOf(scope));
  const excluded = new Set(
    (options.exclude ?? []).map(([schema, name]) => `${schema ?? scope.namespace}.${name}`),
  );
  const schema = assemble(withJoinedChains(rows) as unknown as Rows, scope, excluded);
  return { ...schema, attributes: { ...schema.attributes, user: session.user } };
}

function queriesOf(scope: Scope) {
  const ofTables = {
    relations: relations.relationsSql(scope),
    inheritance: relations.inheritanceSql(scope),
    columns: relations.columnsSql(scope),
    constraints: constraints.constraintsSql(scope),
    indexes: indexes.indexesSql(scope),
    sequences: sequences.sequencesSql(scope),
    triggers: triggers.triggersSql(scope),
    rules: triggers.rulesSql(scope),
    policies: triggers.policiesSql(scope),
    statistics: others.statisticsSql(scope),
    comments: commentsSql,
    dependencies: dependenciesSql,
  };
  if (scope.partial) return ofTables;
  return {
    ...ofTables,
    rewrites: relations.rewritesSql(scope),
    schemas: others.schemasSql(scope),
    extensions: others.extensionsSql(scope),
    members: others.membersSql,
    collations: others.collationsSql(scope),
    types: types.typesSql(scope),
    routines: routines.routinesSql(scope),
    eventTriggers: triggers.eventTriggersSql(scope),
    publications: others.publicationsSql(scope),
    wrappers: foreign.wrappersSql(scope),
    servers: foreign.serversSql(scope),
    mappings: foreign.mappingsSql(scope),
    operators: operators.operatorsSql(scope),
    casts: operators.castsSql(scope),
    textSearch: operators.textSearchSql(scope),
    defaultPrivileges: operators.defaultPrivilegesSql(scope),
    unmodelled: unmodelledSql(scope),
  };
}

interface CommentRow {
  readonly catalog: number;
  readonly oid: number;
  readonly column: number;
  readonly text: string;
}

const commentsSql = `SELECT classoid::int AS catalog, objoid::int AS oid, objsubid AS column, description AS text FROM pg_description
WHERE objoid::bigint >= ${firstUserOid} OR classoid = 2615`;

/** Who needs what, as far as the user's own things are needed. The columns of a constraint are told by the constraint. */
const dependenciesSql = `SELECT classid::int AS catalog, objid::int AS oid, objsubid AS column, refclassid::int AS on_catalog, refobjid::int AS on_oid, refobjsubid AS on_column FROM pg_depend
WHERE deptype IN ('n', 'a') AND refobjid::bigint >= ${firstUserOid} AND objid::bigint >= ${firstUserOid} AND refclassid <> 2615
  AND NOT (classid = 2606 AND deptype = 'a')`;

interface Rows {
  readonly relations: readonly relations.RelationRow[];
  readonly inheritance: readonly relations.InheritanceRow[];
  readonly columns: readonly relations.ColumnRow[];
  readonly constraints: readonly constraints.ConstraintRow[];
  readonly indexes: readonly indexes.IndexRow[];
  readonly sequences: readonly sequences.SequenceRow[];
  readonly triggers: readonly triggers.TriggerRow[];
  readonly rules: readonly triggers.RuleRow[];
  readonly policies: readonly triggers.PolicyRow[];
  readonly statistics: readonly others.StatisticsRow[];
  readonly comments: readonly CommentRow[];
  readonly dependencies: readonly Dependency[];
  readonly rewrites?: readonly relations.RewriteRow[];
  readonly schemas?: readonly others.SchemaRow[];
  readonly extensions?: readonly others.ExtensionRow[];
  readonly members?: readonly others.MemberRow[];
  readonly collations?: readonly others.CollationRow[];
  readonly types?: readonly types.TypeRow[];
  readonly routines?: readonly routines.RoutineRow[];
  readonly eventTriggers?: readonly triggers.EventTriggerRow[];
  readonly publications?: readonly others.PublicationRow[];
  readonly wrappers?: readonly foreign.WrapperRow[];
  readonly servers?: readonly foreign.ServerRow[];
  readonly mappings?: readonly foreign.MappingRow[];
  readonly operators?: readonly operators.OperatorRow[];
  readonly casts?: readonly operators.CastRow[];
  readonly textSearch?: readonly operators.TextSearchRow[];
  readonly defaultPrivileges?: readonly operators.DefaultPrivilegesRow[];
  readonly unmodelled?: Schema['unmodelled'];
}

function assemble(rows: Rows, scope: Scope, excluded: ReadonlySet<string>): Schema {
  const registry = new Registry();
  const kept = rows.relations.filter((row) => !excluded.has(`${row.schema}.${row.name}`));
  const byOid = new Map(kept.map((row) => [row.oid, row]));
  const routineRows = rows.routines ?? [];
  for (const row of rows.comments) registry.addComment(row.catalog, row.oid, row.column, row.text);

  relations.registerRelations(kept, rows.rewrites ?? [], registry);
  const columns = relations.registerColumns(rows.columns, registry);
  indexes.registerIndexes(rows.indexes, registry);
  constraints.registerConstraints(rows.constraints, registry);
  sequences.registerSequences(rows.sequences, registry);
  triggers.registerTriggers(rows.triggers, registry);
  triggers.registerRules(rows.rules, registry);
  triggers.registerPolicies(rows.policies, registry);
  others.registerStatistics(rows.statistics, registry);
  others.registerSchemas(rows.schemas ?? [], registry);
  others.registerExtensions(rows.extensions ?? [], rows.members ?? [], registry);
  others.registerCollations(rows.collations ?? [], registry);
  types.registerTypes(rows.types ?? [], registry);
  routines.registerRoutines(routineRows, registry);
  triggers.registerEventTriggers(rows.eventTriggers ?? [], registry);
  others.registerPublications(rows.publications ?? [], registry);
  foreign.registerForeign(rows.wrappers ?? [], rows.servers ?? [], rows.mappings ?? [], registry);
  operators.registerOperators(rows.operators ?? [], registry);
  operators.registerCasts(rows.casts ?? [], registry);
  operators.registerTextSearch(rows.textSearch ?? [], registry);
  registry.addDependencies(rows.dependencies);

  const { namespace } = scope;
  const indexReading = { relations: byOid, columns, constraints: rows.constraints, registry, namespace };
  const attributes = indexes.indexAttributes(rows.indexes, indexReading);
  const tableIndexes = indexes.indexesByTable(rows.indexes, attributes, indexReading);
  const tableConstraints = constraints.constraintsByTable(rows.constraints, {
    relations: byOid,
    inheritance: rows.inheritance,
    columns,
    registry,
    indexAttributes: attributes,
  });
  const tables = readTables({
    relations: byOid,
    inheritance: rows.inheritance,
    columns,
    constraints: tableConstraints,
    indexes: tableIndexes,
    indexRows: rows.indexes,
    inheritedNotNulls: constraints.inheritedNotNulls(rows.constraints),
    identities: sequences.identityOptions(rows.sequences, byOid, columns, registry),
    registry,
    scope,
  });
  const objects: SchemaObject[] = [
    ...others.schemaObjects(rows.schemas ?? [], registry),
    ...others.extensionObjects(rows.extensions ?? [], registry, scope),
    ...others.collationObjects(rows.collations ?? [], registry, scope),
    ...types.typeObjects(rows.types ?? [], registry, scope),
    ...types.compositeObjects(kept, columns, registry, scope),
    ...sequences.sequenceObjects(rows.sequences, byOid, columns, registry, scope),
    ...viewObjects(kept, columns, tableIndexes, registry, scope),
    ...routines.routineObjects(routineRows, registry, mentionFinder(kept, routineRows, registry), scope),
    ...operators.operatorObjects(rows.operators ?? [], registry, scope),
    ...operators.castObjects(rows.casts ?? [], registry),
    ...operators.textSearchObjects(rows.textSearch ?? [], registry, scope),
    ...triggers.triggerObjects(rows.triggers, byOid, registry, scope),
    ...triggers.ruleObjects(rows.rules, byOid, registry, scope),
    ...triggers.policyObjects(rows.policies, byOid, registry, scope),
    ...triggers.eventTriggerObjects(rows.eventTriggers ?? [], registry),
    ...others.statisticsObjects(rows.statistics, byOid, registry, scope),
    ...others.publicationObjects(rows.publications ?? [], registry, scope),
    ...foreign.foreignObjects(rows.wrappers ?? [], rows.servers ?? [], rows.mappings ?? [], registry),
    ...operators.defaultPrivilegesObjects(rows.defaultPrivileges ?? []),
  ];
  return {
    tables,
    objects: sorted(objects),
    unmodelled: unmodelledThings(rows.unmodelled ?? []),
    attributes: { namespace, version: scope.version },
  };
}

/** In one order whatever the server's collation: by kind as above, then by id. */
function sorted(objects: readonly SchemaObject[]): readonly SchemaObject[] {
  const kinds = new Map<string, number>();
  for (const object of objects) if (!kinds.has(object.kind)) kinds.set(object.kind, kinds.size);
  return objects
    .map((object) => ({ object, rank: kinds.get(object.kind)!, id: idOf(object) }))
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .map(({ object }) => object);
}
