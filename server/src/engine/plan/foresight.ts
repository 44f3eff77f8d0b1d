import { classify, type SqlDialect, type Statement, type StatementKind } from '../sql/index.ts';

/**
 * Why a section that runs statement by statement could not be taken back completely when one of its statements fails:
 * the first statement whose effect a comparison of schemas cannot undo and that a later statement makes final. null:
 * whatever fails, all of it can be taken back. Tables that a statement of the section itself created count as empty.
 */
export function irreversibleReason(statements: readonly Statement[], syntax: SqlDialect): string | null {
  const kinds = statements.map((statement) => classify(statement, syntax));
  const created = new Set<string>();
  for (const [index, kind] of kinds.entries()) {
    const effect = effectOf(kind, statements[index]!.text, created);
    const final = kinds.findIndex(
      (later, at) => at > index && (kind.class !== 'dml' || later.implicitCommit),
    );
    if (effect !== null && final > 0) {
      const later =
        kind.class === 'dml'
          ? `statement ${final + 1} (${nameOf(kinds[final]!)}) commits them`
          : 'a later statement may fail';
      return `statement ${index + 1} (${nameOf(kind)}) ${effect}, and ${later}`;
    }
    if (kind.verb === 'CREATE' && kind.object === 'TABLE')
      for (const name of namesOf(kind)) created.add(name);
  }
  return null;
}

function effectOf(kind: StatementKind, text: string, created: ReadonlySet<string>): string | null {
  const own = kind.tables.length > 0 && namesOf(kind).every((name) => created.has(name));
  if (kind.class === 'dml') return 'changes rows';
  if (kind.class === 'routineCall') return 'calls a routine, which may change anything';
  if (own) return null;
  if (kind.verb === 'TRUNCATE') return 'empties a table';
  if (kind.verb === 'DROP' && kind.object === 'TABLE') return 'drops a table with its rows';
  if (
    kind.verb === 'ALTER' &&
    kind.object === 'TABLE' &&
    /\bDROP\s+(?!(?:INDEX|KEY|CONSTRAINT|PRIMARY|FOREIGN|CHECK|DEFAULT|PARTITION)\b)/i.test(text)
  ) {
    return 'drops a column with its contents';
  }
  if (
    /^(GRANT|REVOKE)$/.test(kind.verb) ||
    /^(USER|ROLE|DATABASE|SCHEMA|TABLESPACE)$/.test(kind.object ?? '')
  ) {
    return 'changes more than the schema';
  }
  return null;
}

function nameOf(kind: StatementKind): string {
  const object = kind.object === null ? kind.verb : `${kind.verb} ${kind.object}`;
  const table = kind.tables[0]?.parts.at(-1);
  return table === undefined ? object : `${object} ${table}`;
}

function namesOf(kind: StatementKind): readonly string[] {
  return kind.tables.map(({ parts }) => parts.at(-1)!.toLowerCase());
}
