import type { Column, Schema, SchemaObject, Table } from '../../../schema/model.ts';
import { quoteName } from '../names.ts';
import { literal } from '../quote.ts';
import { baseType } from './casts.ts';
import { list } from './comments.ts';
import type { Words } from './words.ts';

/** How existing rows get a value for a column that must have one. */
export type Fill =
  /** One constant for all rows. */
  | { readonly kind: 'constant'; readonly expression: string }
  /** A value per row, by UPDATE. */
  | {
      readonly kind: 'update';
      readonly sql: string /** The value alone, for a new row. */;
      readonly each: string;
    };

const constants: readonly (readonly [RegExp, string])[] = [
  [/^(smallint|integer|bigint|numeric|real|double precision|money)$/, '0'],
  [/^(text|character varying|character|name|citext|"char")$/, "''"],
  [/^boolean$/, 'false'],
  [/^timestamp/, "'1970-01-01 00:00:00'"],
  [/^date$/, "'1970-01-01'"],
  [/^time /, "'00:00:00'"],
  [/^interval$/, "'0'"],
  [/^uuid$/, "'00000000-0000-0000-0000-000000000000'"],
  [/^jsonb?$/, "'{}'"],
  [/^bytea$/, "'\\x'"],
  [/^inet$|^cidr$/, "'0.0.0.0'"],
  [/^macaddr$/, "'00:00:00:00:00:00'"],
  [/^macaddr8$/, "'00:00:00:00:00:00:00:00'"],
  [/^point$/, "'(0,0)'"],
  [/^(box|lseg|path|polygon)$/, "'((0,0),(1,1))'"],
  [/^circle$/, "'<(0,0),1>'"],
  [/^line$/, "'{1,0,0}'"],
  [/^tsvector$|^hstore$|^ltree$|^tsquery$/, "''"],
  [/^xml$/, "'<placeholder/>'"],
  [/range$/, "'empty'"],
  [/^bit varying$/, "B'0'"],
];

/** A value for existing rows of a NOT NULL column without one; null when none is known for its type. */
export function fillOf(table: Table, column: Column, schema: Schema, words: Words): Fill | null {
  const name = quoteName(column.name);
  const target = words.table(table);
  const key = table.constraints.find(
    (each) => each.kind === 'foreignKey' && each.columns.length === 1 && each.columns[0] === column.name,
  );
  if (key?.references) {
    const from = words.name(key.references.schema, key.references.table);
    const referenced = quoteName(key.references.columns[0] ?? '');
    return {
      kind: 'update',
      sql: `UPDATE ${target} SET ${name} = (SELECT ${referenced} FROM ${from} LIMIT 1)`,
      each: `(SELECT ${referenced} FROM ${from} LIMIT 1)`,
    };
  }
  if (isUnique(table, column)) {
    const each = perRow(column);
    if (each !== null) {
      return {
        kind: 'update',
        sql: `UPDATE ${target} AS t SET ${name} = n.value FROM (SELECT ctid, ${each} AS value FROM ${target}) AS n WHERE n.ctid = t.ctid`,
        each,
      };
    }
  }
  const expression = allowed(table, column) ?? constantOf(column.type, schema);
  return expression === null ? null : { kind: 'constant', expression };
}

function isUnique(table: Table, column: Column): boolean {
  const single = (columns: readonly (string | null)[]) => columns.length === 1 && columns[0] === column.name;
  return (
    table.constraints.some(
      (each) => (each.kind === 'primaryKey' || each.kind === 'unique') && single(each.columns),
    ) || table.indexes.some((index) => index.unique && single(index.parts.map((part) => part.column)))
  );
}

function perRow(column: Column): string | null {
  const base = baseType(column.type);
  const number = 'row_number() OVER ()';
  if (/^(smallint|integer|bigint|numeric|real|double precision)$/.test(base)) return `${number}`;
  if (/^(text|character varying|character|citext)$/.test(base)) return `(${number})::text`;
  if (base === 'uuid') return `lpad((${number})::text, 32, '0')::uuid`;
  if (/^(timestamp|date)/.test(base))
    return `(timestamp '1970-01-01' + (${number}) * interval '1 day')::${column.type}`;
  return null;
}

/** A value that a simple check of this column asks for: the first of a list, the bound of a comparison. */
function allowed(table: Table, column: Column): string | null {
  const name = quoteName(column.name);
  for (const check of table.constraints) {
    if (check.kind !== 'check' || check.columns.length !== 1 || check.columns[0] !== column.name) continue;
    const list = /= ANY \(+ARRAY\[(.+?)(?:,|\])/.exec(check.definition)?.[1];
    if (list !== undefined) return list;
    const escaped = name.replaceAll(/[$"]/g, '\\$&');
    const bound = new RegExp(`\\(?${escaped}\\)?(?:::[a-z ]+)? (>=?) \\(?(-?[\\d.]+)`).exec(check.definition);
    if (bound !== null) return bound[1] === '>=' ? bound[2]! : String(Number(bound[2]) + 1);
    const longer = new RegExp(`length\\(\\(?\\(?${escaped}[^)]*\\)+ (>=?) (\\d+)`).exec(check.definition);
    if (longer !== null) return literal('x'.repeat(Number(longer[2]) + (longer[1] === '>' ? 1 : 0)));
    const equal = new RegExp(
      `\\(?${escaped}\\)?(?:::[a-z ]+)? = ('(?:[^']|'')*'(?:::[a-z ]+)?|-?[\\d.]+)`,
    ).exec(check.definition);
    if (equal !== null) return equal[1]!;
  }
  return null;
}

function constantOf(type: string, schema: Schema): string | null {
  const base = baseType(type);
  if (base.endsWith('[]')) return "'{}'";
  const bits = /^bit\((\d+)\)$/.exec(type);
  if (bits !== null) return `B'${'0'.repeat(Number(bits[1]))}'`;
  if (base === 'bit') return "B'0'";
  const known = constants.find(([pattern]) => pattern.test(base));
  if (known !== undefined) return known[1];
  const made = schema.objects.find((object) => isType(object) && typeName(object, schema) === base);
  if (made === undefined) return null;
  if (made.kind === 'enum') {
    const first = list(made.attributes.values)[0];
    return first === undefined ? null : literal(first);
  }
  if (made.kind === 'domain') return domainConstant(made, schema);
  if (made.kind === 'rangeType') return "'empty'";
  return made.kind === 'compositeType'
    ? `'(${','.repeat(Math.max(0, list(made.attributes.members).length - 1))})'`
    : null;
}

function domainConstant(domain: SchemaObject, schema: Schema): string | null {
  if (domain.attributes.default !== undefined) return String(domain.attributes.default);
  for (const constraint of list(domain.attributes.constraints)) {
    const list = /= ANY \(+ARRAY\[(.+?)(?:,|\])/.exec(constraint)?.[1];
    if (list !== undefined) return list;
    const bound = /VALUE\)? (>=?) \(?(-?[\d.]+)/.exec(constraint);
    if (bound !== null) return bound[1] === '>=' ? bound[2]! : String(Number(bound[2]) + 1);
    const longer = /length\(\(?VALUE[^)]*\)+ (>=?) (\d+)/.exec(constraint);
    if (longer !== null) return literal('x'.repeat(Number(longer[2]) + (longer[1] === '>' ? 1 : 0)));
  }
  return constantOf(String(domain.attributes.base), schema);
}

function isType(object: SchemaObject): boolean {
  return ['enum', 'domain', 'rangeType', 'compositeType'].includes(object.kind);
}

function typeName(object: SchemaObject, schema: Schema): string {
  const namespace = String(schema.attributes.namespace ?? 'public');
  return object.schema === namespace
    ? quoteName(object.name)
    : `${quoteName(object.schema ?? '')}.${quoteName(object.name)}`;
}
