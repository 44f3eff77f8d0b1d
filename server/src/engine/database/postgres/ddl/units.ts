import {
  type Column,
  type Constraint,
  type Index,
  idOf,
  type ObjectKind,
  type Schema,
  type SchemaObject,
  type Table,
  tableId,
} from '../../../schema/model.ts';
import { columnId, constraintId, indexId } from '../introspect/registry.ts';

/** The smallest thing that is created, dropped or changed by itself, and what it needs. */
export type Unit = {
  readonly id: string;
  /** Ids of units that must be there for this one. */
  readonly needs: readonly string[];
} & (
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'column' | 'default'; readonly table: Table; readonly column: Column }
  | { readonly kind: 'constraint'; readonly table: Table; readonly constraint: Constraint }
  | { readonly kind: 'index'; readonly table: Table; readonly index: Index }
  | { readonly kind: 'object'; readonly object: SchemaObject }
);

export function defaultId(column: string, table: string): string {
  return `default:${column}@${table}`;
}

const typeKinds: ReadonlySet<string> = new Set<ObjectKind>([
  'enum',
  'domain',
  'compositeType',
  'rangeType',
  'collation',
  'extension',
]);

function kindOf(id: string): string {
  return id.slice(0, id.indexOf(':'));
}

/** The units of a schema, and who needs whom. Reading one is linear in the schema's size. */
export class Units {
  readonly #units = new Map<string, Unit>();
  readonly #parts = new Map<string, Unit[]>();
  #dependents: Map<string, Unit[]> | undefined;

  constructor(schema: Schema) {
    for (const table of schema.tables) this.#addTable(table);
    for (const object of schema.objects) this.#addObject(object);
  }

  get(id: string): Unit | undefined {
    return this.#units.get(id);
  }

  all(): Iterable<Unit> {
    return this.#units.values();
  }

  /** Columns, defaults, constraints, indexes of a table, and the objects that go when a table or view is dropped. */
  parts(id: string): readonly Unit[] {
    return this.#parts.get(id) ?? [];
  }

  /** The units that need this one. */
  dependents(id: string): readonly Unit[] {
    this.#dependents ??= this.#reverse();
    return this.#dependents.get(id) ?? [];
  }

  #reverse(): Map<string, Unit[]> {
    const dependents = new Map<string, Unit[]>();
    for (const unit of this.#units.values()) {
      for (const need of unit.needs) {
        const list = dependents.get(need);
        if (list === undefined) dependents.set(need, [unit]);
        else list.push(unit);
      }
    }
    return dependents;
  }

  #add(unit: Unit, parent: string | null): void {
    this.#units.set(unit.id, unit);
    if (parent === null) return;
    const parts = this.#parts.get(parent);
    if (parts === undefined) this.#parts.set(parent, [unit]);
    else parts.push(unit);
  }

  #addTable(table: Table): void {
    const id = tableId(table);
    // What the columns need is theirs.
    const columns = new Set(table.columns.flatMap((column) => column.dependsOn ?? []));
    const own = table.dependsOn.filter(
      (need) => !columns.has(need) || kindOf(need) === 'table' || kindOf(need) === 'foreignServer',
    );
    this.#add({ kind: 'table', id, table, needs: withSchema(own, table.schema) }, null);
    for (const column of table.columns) {
      const needs = column.dependsOn ?? [];
      const place = columnId(column.name, id);
      const others = needs.filter((need) => !isOf(need, id) || column.generated !== null);
      this.#add(
        {
          kind: 'column',
          id: place,
          table,
          column,
          needs: [
            id,
            ...others.filter(
              (need) => column.generated !== null || typeKinds.has(kindOf(need)) || kindOf(need) === 'table',
            ),
          ],
        },
        id,
      );
      if (column.default !== null)
        this.#add(
          { kind: 'default', id: defaultId(column.name, id), table, column, needs: [place, ...others] },
          id,
        );
    }
    for (const constraint of table.constraints) {
      const place = constraintId(constraint.name ?? '', id);
      this.#add(
        {
          kind: 'constraint',
          id: place,
          table,
          constraint,
          needs: [id, ...constraint.dependsOn.filter((need) => need !== id)],
        },
        id,
      );
    }
    for (const index of table.indexes) {
      const place = indexId(table.schema ?? '', index.name);
      this.#add(
        {
          kind: 'index',
          id: place,
          table,
          index,
          needs: [id, ...index.dependsOn.filter((need) => need !== id)],
        },
        id,
      );
    }
  }

  #addObject(object: SchemaObject): void {
    const id = idOf(object);
    const goesWithParent = object.parent !== null && object.kind !== 'userMapping';
    this.#add(
      {
        kind: 'object',
        id: unitId(object),
        object,
        needs: withSchema(
          object.dependsOn.filter((need) => need !== id),
          object.schema,
        ),
      },
      goesWithParent ? object.parent : null,
    );
  }
}

/** An index of a materialized view is named as any index. */
export function unitId(object: SchemaObject): string {
  return object.kind === 'index' ? indexId(object.schema ?? '', object.name) : idOf(object);
}

function withSchema(needs: readonly string[], schema: string | null): readonly string[] {
  return schema === null ? needs : [`schema:${schema}`, ...needs];
}

/** Whether an id is the table's own or that of one of its parts. */
function isOf(need: string, table: string): boolean {
  return need === table || need.endsWith(`@${table}`);
}

/** The names that a unit takes in the database: two units with one of them cannot stand at the same time. */
export function slotsOf(unit: Unit): readonly string[] {
  switch (unit.kind) {
    case 'table':
      return [
        `relation:${unit.table.schema}.${unit.table.name}`,
        `type:${unit.table.schema}.${unit.table.name}`,
      ];
    case 'column':
      return unit.column.identity === null
        ? []
        : [`relation:${unit.table.schema}.${identityName(unit.table, unit.column)}`];
    case 'default':
      return [];
    case 'constraint': {
      const { name, kind } = unit.constraint;
      const own = `constraint:${unit.table.schema}.${unit.table.name}/${name}`;
      return kind === 'primaryKey' || kind === 'unique' || kind === 'exclude'
        ? [own, `relation:${unit.table.schema}.${name}`]
        : [own];
    }
    case 'index':
      return [`relation:${unit.table.schema}.${unit.index.name}`];
    case 'object': {
      const { kind, schema, name } = unit.object;
      if (kind === 'view' || kind === 'materializedView')
        return [`relation:${schema}.${name}`, `type:${schema}.${name}`];
      if (kind === 'sequence' || kind === 'index') return [`relation:${schema}.${name}`];
      if (kind === 'compositeType') return [`relation:${schema}.${name}`, `type:${schema}.${name}`];
      if (kind === 'enum' || kind === 'domain' || kind === 'rangeType') return [`type:${schema}.${name}`];
      if (kind === 'function' || kind === 'procedure' || kind === 'aggregate')
        return [`routine:${schema}.${name}`];
      return [unit.id];
    }
  }
}

function identityName(table: Table, column: Column): string {
  return String(column.identity?.options.name ?? `${table.name}_${column.name}_seq`);
}
