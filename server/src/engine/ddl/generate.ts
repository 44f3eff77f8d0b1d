import type { Database } from '../database/database.ts';
import type { AlterOptions, DdlStatement } from '../database/ddl.ts';
import type { Change } from '../diff/change.ts';
import { diffSchemas } from '../diff/differ.ts';
import { letterRenames } from '../diff/letterCase.ts';
import type { Rename } from '../diff/renames.ts';
import type { Schema } from '../schema/model.ts';
import type { SqlDialect } from '../sql/index.ts';
import { downSection } from './downSection.ts';
import { withoutLoss } from './effective.ts';
import { type DataHint, dataHints } from './hints.ts';
import { carryOutRenames, plain } from './renaming.ts';
import { commentedText, sectionText } from './sectionText.ts';
import { type FileKind, type GeneratedSection, segmentsOf } from './segments.ts';
import { type Trial, type Verification, Verifier } from './verify.ts';

export interface GenerateRequest {
  readonly from: Schema;
  readonly to: Schema;
  readonly database: Pick<Database, 'ddl' | 'capabilities' | 'syntax'>;
  readonly renames?: readonly Rename[];
  /** Destructive changes are carried out, not only written as comments. */
  readonly allowDestructive?: boolean;
  /** Indexes and constraints in the form that does not block, in a migration of their own. */
  readonly concurrently?: boolean;
  /** Ids of the tables that hold rows; undefined: not known. */
  readonly filled?: ReadonlySet<string>;
  /** A copy of the database with the schema `from`, where everything is tried out; null: nothing is. */
  readonly trial: Trial | null;
  /** Why there is no copy, as a clause; default: none was asked for. */
  readonly noTrial?: string;
}

/** One migration of the result. Sections end with a line end; `down` may hold comments only. */
export interface GeneratedMigration {
  readonly kind: FileKind;
  readonly up: GeneratedSection;
  readonly down: GeneratedSection;
}

export interface Generated {
  /** All that differs, what is withheld included; the renames first. */
  readonly changes: readonly Change[];
  /** In the order they are applied; empty when there is nothing to carry out. */
  readonly migrations: readonly GeneratedMigration[];
  /** What stands as comments only, since it would lose data. */
  readonly withheld: readonly DdlStatement[];
  readonly hints: readonly DataHint[];
  /** The schema that the migrations make: `to`, or more where something is withheld. */
  readonly reached: Schema;
  readonly verification: Verification;
}

/**
 * The migrations that bring `from` to `to`, and back. Several where one cannot hold it all. Nothing to do: no
 * migrations. Throws what the trial throws when it is cancelled or lost; a statement that fails there is a result.
 */
export async function generate(request: GenerateRequest): Promise<Generated> {
  const { from, to, database, filled } = request;
  const { ddl, capabilities, syntax } = database;
  const asked = request.renames ?? [];
  const renames = [...asked, ...letterRenames(from, to, capabilities, asked)];
  const options = { capabilities };
  const verifier = new Verifier(request.trial, from, options, request.noTrial);

  const naming = await carryOutRenames(from, renames, database, verifier);
  const { base } = naming;

  const changes = diffSchemas(base, to, options);
  const reached = request.allowDestructive ? to : withoutLoss(base, to, ddl, options);
  const carried = reached === to ? changes : diffSchemas(base, reached, options);
  const upOptions: AlterOptions = {
    concurrently: request.concurrently ?? false,
    placeholders: filled !== undefined && filled.size > 0,
    ...(filled === undefined ? {} : { filled }),
  };
  const statements = [...naming.up, ...ddl.alter(carried, base, reached, upOptions)];
  const withheld = reached === to ? [] : ddl.alter(diffSchemas(reached, to, options), reached, to, plain);
  const segments = segmentsOf(statements);

  const ups = segments.map(({ kind, statements }) => sectionOf(kind, statements, syntax));
  // The renames are applied to the copy already.
  const tried = segments.map(({ kind, statements }) =>
    sectionOf(
      kind,
      statements.filter((statement) => !naming.up.includes(statement)),
      syntax,
    ),
  );
  const stages = await verifier.up(tried, { ...reached, unmodelled: standing(base, reached) });
  const downs = stages.map((stage, index) => {
    const before = index === 0 ? base : stages[index - 1]!;
    return downSection({
      statements: [
        ...ddl.alter(diffSchemas(stage, before, options), stage, before, {
          ...plain,
          placeholders: true,
          restoring: true,
        }),
        ...(index === 0 ? naming.down : []),
      ],
      recreated: diffSchemas(before, stage, options),
      syntax,
    });
  });
  const verification = await verifier.down(downs, stages);

  const migrations = segments.map((segment, index) => ({
    kind: segment.kind,
    up: ups[index]!,
    down: downs[index]!,
  }));
  return {
    changes: [...naming.changes, ...changes],
    migrations: withComments(migrations, withheld, () =>
      ddl.alter(diffSchemas(to, reached, options), to, reached, plain),
    ),
    withheld,
    hints: dataHints(carried, filled),
    reached,
    verification,
  };
}

/**
 * What the model does not hold stays as it is, unless something that it holds takes its place. What is missing is made where
 * the statement is known; what a change breaks (a view, whose table goes) is then as in `to`.
 */
function standing(from: Schema, to: Schema): Schema['unmodelled'] {
  const id = ({ kind, name }: { readonly kind: string; readonly name: string }) => `${kind}:${name}`;
  const there = new Set(from.unmodelled.map(id));
  const before = new Set(from.objects.map(id));
  const after = new Set(to.objects.map(id));
  return [
    ...from.unmodelled.filter((thing) => !after.has(id(thing))),
    ...to.unmodelled.filter(
      (thing) => !there.has(id(thing)) && (thing.create !== undefined || before.has(id(thing))),
    ),
  ];
}

function sectionOf(
  kind: FileKind,
  statements: readonly DdlStatement[],
  syntax: SqlDialect,
): GeneratedSection {
  return { text: sectionText(statements, syntax), transaction: kind !== 'concurrent' };
}

/** What is withheld stands as comments at the end of the main up, and at the beginning of its down. */
function withComments(
  migrations: readonly GeneratedMigration[],
  withheld: readonly DdlStatement[],
  back: () => readonly DdlStatement[],
): readonly GeneratedMigration[] {
  if (withheld.length === 0 || migrations.length === 0) return migrations;
  const place = Math.max(
    migrations.findIndex(({ kind }) => kind === 'main'),
    0,
  );
  return migrations.map((migration, index) => {
    if (index !== place) return migration;
    const { up, down } = migration;
    return {
      ...migration,
      up: { ...up, text: `${up.text}${withheldHead}${commentedText(withheld, () => '')}` },
      down: { ...down, text: `${commentedText(back(), restored)}${down.text}` },
    };
  });
}

const withheldHead = '-- Not carried out, since data would be lost; --allow-destructive writes it:\n';

function restored({ sql }: DdlStatement): string {
  return /^\s*CREATE\s+(\w+\s+)?TABLE\b|\bADD COLUMN\b/i.test(sql) ? 'Cannot restore deleted data' : '';
}
