/** How a database writes SQL. Everything this folder knows of one database stands in these values. */
export interface SqlDialect {
  readonly name: 'postgres' | 'mysql' | 'mariadb' | 'sqlite';
}

export const postgresSyntax: SqlDialect = { name: 'postgres' };
export const mysqlSyntax: SqlDialect = { name: 'mysql' };
export const mariadbSyntax: SqlDialect = { name: 'mariadb' };
export const sqliteSyntax: SqlDialect = { name: 'sqlite' };
