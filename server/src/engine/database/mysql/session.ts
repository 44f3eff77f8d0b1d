import type { Limits, Row } from '../database.ts';
import type { Flavour } from './flavour.ts';
import { limitSettings } from './limits.ts';
import { identifier, literal } from './literal.ts';

/** Runs one statement that gives rows. */
type Query = (sql: string) => Promise<readonly Row[]>;

/** What a session begins with: its variables, its database and its role. */
export interface SessionStart {
  readonly variables: ReadonlyMap<string, string>;
  readonly database: string;
  readonly role: string | null;
}

/**
 * Variables that change by themselves, follow another one, or say something of the server: not compared.
 * `character_set_database` and `collation_database` come back with `USE`.
 */
const notCompared = new Set([
  'character_set_database',
  'collation_database',
  'error_count',
  'warning_count',
  'identity',
  'insert_id',
  'last_insert_id',
  'rand_seed1',
  'rand_seed2',
  'timestamp',
  'pseudo_thread_id',
  'statement_id',
  'in_transaction',
  'external_user',
  'proxy_user',
  'gtid_next',
  'gtid_executed',
  'gtid_purged',
  'gtid_owned',
  'gtid_seq_no',
  'gtid_binlog_pos',
  'gtid_binlog_state',
  'gtid_current_pos',
  'gtid_slave_pos',
  'last_gtid',
  'wsrep_gtid_seq_no',
  'uptime',
  'default_master_connection',
  'original_commit_timestamp',
  'immediate_server_version',
  'original_server_version',
  'max_user_connections',
  'max_allowed_packet',
  'net_buffer_length',
  'profiling',
  'optimizer_trace',
]);

/** What the URL and the command want of a session. */
export interface SessionWishes {
  /** Of utf8mb4; null: the server's own. */
  readonly collation: string | null;
  readonly timeZone: string | null;
  readonly limits: Limits;
  readonly readOnly: boolean;
  /** Name → value as SQL. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Waiting for a table lock ends after this time; the server's own default is up to a year. */
const defaultLockTimeoutMs = 50_000;

/**
 * The first statements of a session. `SET NAMES` without a collation takes the server's own for the charset, as the
 * `mysql` client does: views and routines keep the collation they were made under.
 */
export function startStatements(wishes: SessionWishes, flavour: Flavour): readonly string[] {
  const settings = [
    `NAMES utf8mb4${wishes.collation === null ? '' : ` COLLATE ${wishes.collation}`}`,
    ...limitSettings({ lockTimeoutMs: defaultLockTimeoutMs, ...wishes.limits }, flavour),
    ...(wishes.timeZone === null ? [] : [`SESSION time_zone = ${literal(wishes.timeZone)}`]),
    ...Object.entries(wishes.variables).map(([name, value]) => `SESSION ${name} = ${value}`),
  ];
  return [`SET ${settings.join(', ')}`, ...(wishes.readOnly ? ['SET SESSION TRANSACTION READ ONLY'] : [])];
}

/** Reads the session as it is now, in two queries. */
export async function readSession(query: Query): Promise<SessionStart> {
  const [place] = await query('SELECT DATABASE() AS place, CURRENT_ROLE() AS role');
  const rows = await query('SHOW SESSION VARIABLES');
  const variables = new Map<string, string>();
  for (const row of rows) {
    const name = String(row.Variable_name).toLowerCase();
    if (!notCompared.has(name)) variables.set(name, String(row.Value ?? ''));
  }
  return { variables, database: String(place?.place ?? ''), role: roleOf(place?.role) };
}

/**
 * The statements that bring the session from what it is now back to `start`. Always `UNLOCK TABLES`, which is not to be
 * seen from outside. Temporary tables stay: the catalogs do not list them on every version, and dropping a
 * guess could drop a real table. User variables (`@x`) stay too; nothing of the tool reads them.
 */
export async function resetStatements(start: SessionStart, query: Query): Promise<readonly string[]> {
  const now = await readSession(query);
  const statements = ['UNLOCK TABLES'];
  const settings: string[] = [];
  for (const [name, value] of start.variables) {
    const current = now.variables.get(name);
    if (current === undefined || current === value || !(await isSessionVariable(name, query))) continue;
    settings.push(`SESSION ${name} = ${settingOf(name, value)}`);
  }
  if (settings.length > 0) statements.push(`SET ${settings.join(', ')}`);
  if (now.role !== start.role)
    statements.push(start.role === null ? 'SET ROLE NONE' : `SET ROLE ${start.role}`);
  if (now.database !== start.database) statements.push(`USE ${identifier(start.database)}`);
  return statements;
}

/** A variable of the whole server, changed by somebody else meanwhile, is none of ours. */
async function isSessionVariable(name: string, query: Query): Promise<boolean> {
  try {
    await query(`SELECT @@SESSION.${name}`);
    return true;
  } catch {
    return false;
  }
}

/** `SHOW VARIABLES` gives text; numbers are refused as text, and an unset `character_set_results` is NULL. */
function settingOf(name: string, value: string): string {
  if (value === '' && name === 'character_set_results') return 'NULL';
  if (/^-?\d+(\.\d+)?$/.test(value)) return value;
  return `'${value.replaceAll("'", "''")}'`;
}

/** MySQL writes no role as `NONE`, MariaDB as NULL; MySQL quotes the names, MariaDB gives a bare one. */
function roleOf(role: unknown): string | null {
  if (role === null || role === undefined || role === 'NONE') return null;
  const text = String(role);
  return text.startsWith('`') ? text : identifier(text);
}
