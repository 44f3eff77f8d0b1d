import { connectRaw, type Row, type TestDialect } from '../servers/testDatabases.ts';

/**
 * The schema and the rows of a database as one text, read without the product's own introspection: what two databases
 * have in common when they are the same. The tool's own tables are left out.
 */
export async function fingerprint(url: string, dialect: TestDialect): Promise<string> {
  const connection = await connectRaw(url);
  try {
    const parts = await readers[dialect]((text) => connection.query(text));
    return parts
      .filter((part) => !part.includes('schema_migrations'))
      .sort()
      .join('\n');
  } finally {
    await connection.close();
  }
}

type Ask = (text: string) => Promise<readonly Row[]>;

const readers: Readonly<Record<TestDialect, (ask: Ask) => Promise<string[]>>> = {
  postgres: async (ask) => {
    const lines = await ask(
      `select 'column ' || table_name || '.' || column_name || ' ' || row_number() over (partition by table_name order by ordinal_position) || ' ' || data_type || ' ' || coalesce(character_maximum_length::text, '') || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
         from information_schema.columns where table_schema = 'public'
       union all select 'index ' || indexdef || ' ' || i.indisvalid from pg_indexes x join pg_class c on c.relname = x.indexname join pg_index i on i.indexrelid = c.oid where schemaname = 'public'
       union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
       union all select 'view ' || viewname || ' ' || definition from pg_views where schemaname = 'public'
       union all select 'function ' || pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace`,
    );
    const tables = await ask("select tablename as name from pg_tables where schemaname = 'public'");
    return [...texts(lines), ...(await rowsOf(ask, tables, '"'))];
  },
  mysql: async (ask) => {
    const tables = await ask(
      "select table_name as name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'",
    );
    const parts: string[] = [];
    for (const { name } of tables) {
      const [row] = await ask(`show create table \`${name}\``);
      parts.push(String(Object.values(row!)[1]).replace(/ AUTO_INCREMENT=\d+/, ''));
    }
    const others = await ask(
      `select concat('view ', table_name, ' ', view_definition) as line from information_schema.views where table_schema = database()
       union all select concat_ws(' ', 'routine', routine_type, routine_name, dtd_identifier, routine_definition, routine_comment, is_deterministic, security_type, sql_mode, definer) from information_schema.routines where routine_schema = database()
       union all select concat_ws(' ', 'trigger', trigger_name, action_timing, event_manipulation, event_object_table, action_order, action_statement, sql_mode, definer) from information_schema.triggers where trigger_schema = database()
       union all select concat_ws(' ', 'event', event_name, event_definition, event_type, execute_at, interval_value, interval_field, starts, status, on_completion, event_comment, sql_mode, definer) from information_schema.events where event_schema = database()`,
    );
    return [...parts, ...texts(others), ...(await rowsOf(ask, tables, '`'))];
  },
  sqlite: async (ask) => {
    const lines = await ask("select type || ' ' || coalesce(sql, name) as line from sqlite_schema");
    const tables = await ask(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'",
    );
    return [...texts(lines), ...(await rowsOf(ask, tables, '"'))];
  },
};

function texts(rows: readonly Record<string, unknown>[]): string[] {
  return rows.map((row) => String(row.line ?? row.LINE));
}

async function rowsOf(
  ask: Ask,
  tables: readonly Record<string, unknown>[],
  quote: string,
): Promise<string[]> {
  const parts: string[] = [];
  for (const table of tables) {
    const name = String(table.name ?? table.NAME);
    if (name.includes('schema_migrations')) continue;
    const rows = await ask(`select * from ${quote}${name}${quote}`);
    parts.push(...rows.map((row) => `row ${name} ${JSON.stringify(row)}`));
  }
  return parts;
}
