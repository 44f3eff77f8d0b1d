import type { SchemaObject } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { identifier } from './literal.ts';
import { definerSql } from './objectSql.ts';
import { statement } from './statement.ts';

interface EventParts {
  readonly schedule: string;
  readonly completion: string;
  readonly state: string;
  readonly comment: string;
  readonly body: string;
}

const shape =
  /^CREATE EVENT `(?:[^`]|``)*` (ON SCHEDULE [\s\S]*?) (ON COMPLETION (?:NOT )?PRESERVE) (ENABLE|DISABLE(?: ON \w+)?) (?:COMMENT ('(?:[^'\\]|\\[\s\S]|'')*') )?(DO [\s\S]*)$/;

function partsOf({ definition }: SchemaObject): EventParts | null {
  const found = shape.exec(definition);
  if (found === null) return null;
  const [, schedule, completion, state, comment, body] = found;
  return {
    schedule: schedule!,
    completion: completion!,
    state: state!,
    comment: comment ?? "''",
    body: body!,
  };
}

/**
 * ALTER EVENT with what differs, for an event whose times stay: made anew, a recurring one without STARTS would begin at
 * once. null: it must be made anew, since its times change or are counted from its last ALTER.
 */
export function alterEvent(
  before: SchemaObject,
  after: SchemaObject,
  owner: string | undefined,
): DdlStatement | null {
  const [was, is] = [partsOf(before), partsOf(after)];
  const timeZone = ({ attributes }: SchemaObject) => attributes.timeZone;
  if (was === null || is === null || was.schedule !== is.schedule || timeZone(before) !== timeZone(after))
    return null;
  const isCounted = / EVERY (?!.* STARTS ')/.test(` ${was.schedule}`);
  if (isCounted && before.madeUnder?.firstStart !== true) return null;
  const clauses = [
    ...(was.completion === is.completion ? [] : [is.completion]),
    ...(was.state === is.state ? [] : [is.state]),
    ...(was.comment === is.comment ? [] : [`COMMENT ${is.comment}`]),
  ];
  if (was.body !== is.body || clauses.length === 0 || before.attributes.sqlMode !== after.attributes.sqlMode)
    clauses.push(is.body);
  const definer = owner === undefined ? '' : `DEFINER=${definerSql(owner)} `;
  return statement(`ALTER ${definer}EVENT ${identifier(after.name)} ${clauses.join(' ')}`);
}
