import { mariadbSyntax, mysqlSyntax, sqliteSyntax } from '../sql/dialect.ts';
import type { Database, DatabaseError } from './database.ts';
import { unusableInMysql } from './mysql/unusable.ts';
import { unusableInSqlite } from './sqlite/unusable.ts';

/** A view or trigger that the database has taken and refuses to use. */
export interface Unusable {
  readonly kind: 'view' | 'trigger';
  readonly name: string;
  readonly error: DatabaseError;
}

/**
 * What stands in the database and cannot be used, since what it names is not there. Changes nothing. PostgreSQL lets no
 * such thing come about.
 */
export async function unusableIn(database: Database): Promise<readonly Unusable[]> {
  const { syntax } = database;
  if (syntax === sqliteSyntax) return unusableInSqlite(database);
  return syntax === mysqlSyntax || syntax === mariadbSyntax ? unusableInMysql(database) : [];
}
