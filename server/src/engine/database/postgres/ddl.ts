import type { Change } from '../../diff/change.ts';
import { emptySchema, type Schema, type SchemaObject } from '../../schema/model.ts';
import type { AlterOptions, Ddl, DdlStatement } from '../ddl.ts';
import type { Creation } from './ddl/objectSql.ts';
import { type Effects, effectsOf } from './ddl/plan/effects.ts';
import { spellOutFamily } from './ddl/plan/family.ts';
import { knotsOf, viewCircles } from './ddl/plan/knots.ts';
import { statementsOf } from './ddl/plan/plan.ts';
import { serialColumns } from './ddl/serial.ts';
import { statement } from './ddl/statement.ts';
import { Units, unitId } from './ddl/units.ts';
import { wordsOf } from './ddl/words.ts';
import { quoteName } from './names.ts';

/** PostgreSQL's words for schemas and changes. Pure: everything they need of the server stands in the schema's attributes. */
export const postgresDdl: Ddl = {
  create: (schema) => {
    const statements = plan(
      creations(schema),
      emptyLike(schema),
      schema,
      { concurrently: false, placeholders: false, filled: new Set() },
      false,
    );
    const namespace = String(schema.attributes.namespace ?? 'public');
    const hasRoutines = schema.objects.some(
      (object) => object.kind === 'function' || object.kind === 'procedure',
    );
    const head = [
      ...(hasRoutines ? [statement('SET check_function_bodies = false')] : []),
      // What stands here without a schema is meant to be in that one.
      ...(namespace === 'public' ? [] : [statement(`SET search_path = ${quoteName(namespace)}`)]),
    ];
    return [...head, ...statements.filter(({ sql }) => sql !== 'SET LOCAL check_function_bodies = off')];
  },
  alter: (changes, from, to, options) => plan(changes, from, to, options, true),
  displayType,
};

function plan(
  changes: readonly Change[],
  from: Schema,
  to: Schema,
  options: AlterOptions,
  inlineForeignKeys: boolean,
): readonly DdlStatement[] {
  if (changes.length === 0) return [];
  const words = wordsOf({ ...to, attributes: { ...from.attributes, ...to.attributes } });
  const family = spellOutFamily(changes, from, to, words);
  const [fromUnits, toUnits] = [new Units(family.from), new Units(family.to)];
  const effects = effectsOf(family.changes, fromUnits, toUnits, words);
  const user = to.attributes.user ?? from.attributes.user;
  const creation: Creation = {
    words,
    creator: user === undefined ? null : String(user),
    defaults: from.objects.filter((object) => object.kind === 'defaultPrivileges'),
  };
  return statementsOf(family.changes, {
    ...family,
    from: fromUnits,
    to: toUnits,
    fromSchema: from,
    toSchema: to,
    effects,
    knots: knotsOf(effects.gone, fromUnits),
    circles: {
      made: viewCircles([...effects.made, ...effects.alteredObjects.keys()], toUnits),
      gone: viewCircles(effects.gone, fromUnits),
    },
    options,
    words,
    creation,
    serials: new Map(
      [...serialColumns(to)].filter(([, sequence]) => comesWithColumn(sequence, fromUnits, effects)),
    ),
    inlineForeignKeys,
  });
}

/** Whether a serial column brings its sequence: one that is there and stays is only told to whom it belongs. */
function comesWithColumn(sequence: SchemaObject, from: Units, { gone }: Effects): boolean {
  const before = from.get(unitId(sequence));
  return before === undefined || gone.has(before.id) || before.needs.some((need) => gone.has(need));
}

const publicSchema: SchemaObject = {
  kind: 'schema',
  schema: null,
  name: 'public',
  parent: null,
  definition: 'CREATE SCHEMA public',
  attributes: {},
  dependsOn: [],
  comment: 'standard public schema',
};

/** It as a new database has it, with owner and grants where those of `object` were read. */
function newPublicSchema(object: SchemaObject, version: number): SchemaObject {
  if (object.owner === undefined) return publicSchema;
  const owner = version >= 15 ? 'pg_database_owner' : object.owner;
  return {
    ...publicSchema,
    owner,
    privileges: version >= 15 ? ['USAGE TO PUBLIC'] : ['CREATE TO PUBLIC', 'USAGE TO PUBLIC'],
  };
}

/** What a new database has. */
function emptyLike(schema: Schema): Schema {
  return { ...emptySchema, objects: [publicSchema], attributes: schema.attributes };
}

function creations(schema: Schema): readonly Change[] {
  return [
    ...schema.objects.map(
      (object): Change =>
        object.kind === 'schema' && object.name === 'public'
          ? {
              kind: 'alterObject',
              before: newPublicSchema(object, Number(schema.attributes.version)),
              after: object,
            }
          : { kind: 'createObject', object },
    ),
    ...schema.tables.map((table): Change => ({ kind: 'createTable', table })),
  ];
}

const shortTypes: readonly (readonly [RegExp, string])[] = [
  [/^character varying/i, 'varchar'],
  [/^character(?! varying)/i, 'char'],
  [/^timestamp(\(\d+\))? without time zone/i, 'timestamp$1'],
  [/^timestamp(\(\d+\))? with time zone/i, 'timestamptz$1'],
  [/^time(\(\d+\))? without time zone/i, 'time$1'],
  [/^time(\(\d+\))? with time zone/i, 'timetz$1'],
];

/** `character varying(20)` → `VARCHAR(20)`; names that the user made stay as they are. */
function displayType(type: string): string {
  const short = shortTypes.reduce((text, [pattern, word]) => text.replace(pattern, word), type);
  return /^[a-z ]+(\([\d, ]+\))?(\[\])*$/.test(short) && isBuiltIn(short) ? short.toUpperCase() : short;
}

function isBuiltIn(type: string): boolean {
  return /^(varchar|char|text|smallint|integer|bigint|numeric|real|double precision|boolean|date|time|timetz|timestamp|timestamptz|interval|uuid|json|jsonb|bytea|inet|cidr|macaddr|money|bit|bit varying|xml|point|line|box|path|polygon|circle|tsvector|tsquery|oid|name)\b/.test(
    type,
  );
}
