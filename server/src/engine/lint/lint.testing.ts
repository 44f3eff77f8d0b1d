import { Catalog } from '../catalog/catalog.ts';
import { readDdl } from '../catalog/readDdl.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { parseFileName, parseSource } from '../migrations/index.ts';
import {
  mariadbSyntax,
  mysqlSyntax,
  postgresSyntax,
  type SqlDialect,
  splitStatements,
  sqliteSyntax,
} from '../sql/index.ts';
import type { DialectName, ServerVersion } from './rule.ts';
import { type LintFile, lintFile, type RuleSeverity, unknownCatalog } from './runner.ts';

export const lintDialects: Readonly<Record<DialectName, SqlDialect>> = {
  postgres: postgresSyntax,
  mysql: mysqlSyntax,
  mariadb: mariadbSyntax,
  sqlite: sqliteSyntax,
};

export interface LintText {
  readonly dialect: DialectName;
  readonly version?: ServerVersion | null;
  /** Applied before; without it nothing is known of the database. */
  readonly before?: string | undefined;
  readonly outside?: boolean | undefined;
  readonly severities?: Readonly<Record<string, RuleSeverity>>;
  readonly lockTimeout?: boolean;
  /** The file as it is, with markers of its own. */
  readonly whole?: boolean;
}

/** A file of one migration. */
export function fileOf(text: string, dialect: SqlDialect, base = '002_now.sql'): LintFile {
  const name = parseFileName(base);
  if (name.kind !== 'migration') throw new Error(`${base} is no migration`);
  const { content } = parseSource(`/project/migrations/${base}`, name, text, dialect);
  const sections = (['up', 'down'] as const).flatMap((direction) => {
    const section = content[direction];
    return section === null ? [] : [{ direction, section }];
  });
  return { migration: base.replace(/(?:\.up|\.down)?\.sql$/, ''), version: name.version, sections };
}

/** The findings of one migration's text, as the up of a file after `before`. */
export function lintText(sql: string, options: LintText): readonly Diagnostic[] {
  const dialect = lintDialects[options.dialect];
  const marker = `-- migrate:up${options.outside ? ' transaction:false' : ''}\n`;
  let catalog = unknownCatalog();
  if (options.before !== undefined) {
    catalog = new Catalog();
    for (const { text, start } of splitStatements(options.before, dialect))
      for (const effect of readDdl(text, dialect))
        catalog.apply({
          effect,
          path: '/project/migrations/001_before.sql',
          migration: '001_before',
          offset: start,
          text,
        });
  }
  const file = fileOf(options.whole ? sql : marker + sql, dialect);
  return lintFile(
    file,
    { catalog, pending: new Set([file.migration]) },
    {
      dialect,
      version: options.version ?? null,
      severities: options.severities ?? {},
      lockTimeout: options.lockTimeout ?? false,
    },
  );
}
