import type { Schema, SchemaObject } from '../../../../schema/model.ts';
import type { AlterOptions } from '../../../ddl.ts';
import type { Creation } from '../objectSql.ts';
import type { Units } from '../units.ts';
import type { Words } from '../words.ts';
import type { Effects } from './effects.ts';

/** What every builder of steps looks at. */
export interface Planning {
  readonly from: Units;
  readonly to: Units;
  readonly fromSchema: Schema;
  readonly toSchema: Schema;
  readonly effects: Effects;
  readonly options: AlterOptions;
  readonly words: Words;
  readonly creation: Creation;
  /** Columns of the new schema that are just what `serial` makes, and are made in one with their sequence. */
  readonly serials: ReadonlyMap<string, SchemaObject>;
  /** Things that are dropped and need each other in a circle, by the circle's number. */
  readonly knots: ReadonlyMap<string, number>;
  /** Views and routines that are made or changed, and that go, and need each other in a circle: by the circle's number. */
  readonly circles: {
    readonly made: ReadonlyMap<string, number>;
    readonly gone: ReadonlyMap<string, number>;
  };
  /** Ids of parts that a table has only once it has left its parent, by its id. */
  readonly left: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ids of parts that a table must have before it joins its parent, by its id. */
  readonly joined: ReadonlyMap<string, readonly string[]>;
  /** A foreign key may stand inside CREATE TABLE. */
  readonly inlineForeignKeys: boolean;
}

/** Whether a table may hold rows that a change has to think of. */
export function mayHoldRows(planning: Planning, table: string): boolean {
  return planning.options.filled === undefined || planning.options.filled.has(table);
}
