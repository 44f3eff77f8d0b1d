import type { ObjectKind, Schema, SchemaObject, Table } from '../../../schema/model.ts';
import { qualifiedName, quoteName } from '../names.ts';

/** How things are named in statements: without schema where unqualified names mean it. */
export interface Words {
  readonly namespace: string;
  /** Major version of the server. */
  readonly version: number;
  table(table: Pick<Table, 'schema' | 'name'>): string;
  name(schema: string | null, name: string): string;
  /** What follows DROP, ALTER or COMMENT ON: `VIEW v`, `TRIGGER t ON users`. */
  object(object: SchemaObject): string;
  /** The name of the table or view that an object hangs on. */
  parent(object: SchemaObject): string;
}

export function wordsOf(schema: Schema): Words {
  const namespace = String(schema.attributes.namespace ?? 'public');
  const name = (space: string | null, thing: string) => qualifiedName(space, thing, namespace);
  const parent = (object: SchemaObject) => name(object.schema, parentName(object));
  return {
    namespace,
    version: Number(schema.attributes.version ?? 18),
    name,
    table: (table) => name(table.schema, table.name),
    parent,
    object: (object) => `${kindWords[object.kind]} ${reference(object, name, parent)}`,
  };
}

/** `table:public.users` → `users`, by the schema that the object and its parent share. */
export function parentName(object: SchemaObject): string {
  const id = object.parent ?? '';
  const name = id.slice(id.indexOf(':') + 1);
  return object.schema === null ? name : name.slice(object.schema.length + 1);
}

const kindWords: Readonly<Record<ObjectKind, string>> = {
  schema: 'SCHEMA',
  extension: 'EXTENSION',
  collation: 'COLLATION',
  enum: 'TYPE',
  domain: 'DOMAIN',
  compositeType: 'TYPE',
  rangeType: 'TYPE',
  sequence: 'SEQUENCE',
  view: 'VIEW',
  materializedView: 'MATERIALIZED VIEW',
  index: 'INDEX',
  function: 'FUNCTION',
  procedure: 'PROCEDURE',
  aggregate: 'AGGREGATE',
  trigger: 'TRIGGER',
  eventTrigger: 'EVENT TRIGGER',
  rule: 'RULE',
  policy: 'POLICY',
  statistics: 'STATISTICS',
  publication: 'PUBLICATION',
  event: 'EVENT',
  foreignDataWrapper: 'FOREIGN DATA WRAPPER',
  foreignServer: 'SERVER',
  userMapping: 'USER MAPPING',
  operator: 'OPERATOR',
  cast: 'CAST',
  textSearch: 'TEXT SEARCH',
  defaultPrivileges: 'DEFAULT PRIVILEGES',
};

type Namer = (schema: string | null, name: string) => string;

function reference(object: SchemaObject, name: Namer, parent: (object: SchemaObject) => string): string {
  switch (object.kind) {
    case 'function':
    case 'procedure':
    case 'aggregate': {
      const { base, types } = routineName(object);
      const identity = String(object.attributes.identity ?? types);
      const args = object.kind === 'aggregate' ? identity || '*' : types;
      return `${name(object.schema, base)}(${args})`;
    }
    case 'trigger':
    case 'rule':
    case 'policy':
      return `${quoteName(object.name)} ON ${parent(object)}`;
    case 'userMapping':
      return `FOR ${object.name === 'PUBLIC' ? 'PUBLIC' : quoteName(object.name)} SERVER ${quoteName(parentName(object))}`;
    case 'operator': {
      const at = object.name.indexOf('(');
      const schema = name(object.schema, 'x').slice(0, -1);
      return `${schema}${object.name.slice(0, at)} ${object.name.slice(at)}`;
    }
    case 'cast':
      return `(${object.name})`;
    case 'textSearch': {
      const at = object.name.indexOf(' ');
      return `${object.name.slice(0, at).toUpperCase()} ${name(object.schema, object.name.slice(at + 1))}`;
    }
    default:
      return name(object.schema, object.name);
  }
}

/** `add(integer, integer)` → its name and its types. */
export function routineName(object: SchemaObject): { readonly base: string; readonly types: string } {
  const at = object.name.lastIndexOf('(');
  return { base: object.name.slice(0, at), types: object.name.slice(at + 1, -1) };
}
