import type { RawConnection, Row } from '../../servers/rawQuery.ts';

/**
 * Everything `SHOW CREATE` and the information schema tell of a schema, without our introspection. What does not count is
 * in `loosened`, each with its reason.
 */
export async function fingerprintMysql(connection: RawConnection): Promise<readonly string[]> {
  const [{ name: database, me } = { name: '', me: '' }] = await connection.query(
    'SELECT database() AS name, current_user() AS me',
  );
  const [user, host] = String(me).split('@');
  // Whoever runs the script is the definer of what names none.
  const withoutOwn = (text: string) =>
    text.replace(` DEFINER=\`${user}\`@\`${host}\``, '').replace(/\s+/g, ' ');
  const own = new RegExp(`\`${String(database)}\`\\.`, 'g');
  const show = async (what: string, name: string, column: RegExp): Promise<string> => {
    const [row] = await connection.query(`SHOW CREATE ${what} \`${name.replaceAll('`', '``')}\``);
    const key = Object.keys(row ?? {}).find((each) => column.test(each))!;
    return String(row![key]).replace(own, '');
  };
  const lines: string[] = [];
  for (const row of await connection.query('SHOW FULL TABLES')) {
    const [name, type] = Object.values(row).map(String) as [string, string];
    if (type === 'SEQUENCE') lines.push(`sequence ${await show('SEQUENCE', name, /^Create Table$/)}`);
    else if (/VIEW/.test(type)) lines.push(`view ${withoutOwn(await show('VIEW', name, /^Create View$/))}`);
    else lines.push(...tableLines(name, await show('TABLE', name, /^Create Table$/)));
  }
  const list = (sql: string) => connection.query(sql) as Promise<readonly Row[]>;
  for (const [kind, sql] of Object.entries(lists)) {
    for (const row of await list(sql)) lines.push(`${kind} ${JSON.stringify(Object.values(row))}`);
  }
  for (const { name, type } of await list(
    'SELECT routine_name AS name, routine_type AS type FROM information_schema.routines WHERE routine_schema = database()',
  )) {
    const text = await show(String(type), String(name), /^Create (Function|Procedure|Package)/);
    lines.push(`routine ${withoutOwn(text)}`);
  }
  for (const { name } of await list(
    'SELECT event_name AS name FROM information_schema.events WHERE event_schema = database()',
  )) {
    const text = withoutOwn(await show('EVENT', String(name), /^Create Event$/));
    lines.push(`event ${text.replace(/ STARTS '[^']*'/, '')}`);
  }
  return lines.sort();
}

/** What `SHOW CREATE` spells in several ways. */
const lists: Readonly<Record<string, string>> = {
  column:
    'SELECT table_name, column_name, character_set_name, collation_name FROM information_schema.columns WHERE table_schema = database()',
  partition: `SELECT table_name, partition_name, subpartition_name, partition_ordinal_position, partition_method, subpartition_method,
      partition_expression, subpartition_expression, partition_description, partition_comment
    FROM information_schema.partitions WHERE table_schema = database() AND partition_name IS NOT NULL`,
  trigger: `SELECT trigger_name, event_object_table, action_timing, event_manipulation, action_order, action_statement, sql_mode,
      NULLIF(definer, current_user()) AS definer FROM information_schema.triggers WHERE trigger_schema = database()`,
  routineMode:
    'SELECT routine_type, routine_name, sql_mode FROM information_schema.routines WHERE routine_schema = database()',
  eventMode: `SELECT event_name, sql_mode, time_zone, IF(starts IN (created, last_altered), NULL, CAST(starts AS CHAR)) AS given_start
    FROM information_schema.events WHERE event_schema = database()`,
};

/** What is taken out of SHOW CREATE TABLE, since two schemas that differ in nothing else are the same. */
const loosened: readonly RegExp[] = [
  // Moves with the rows.
  / AUTO_INCREMENT=\d+/,
  // The set of the connection that made it; for these characters all of them read the same.
  /\b_(?:utf8mb[34]|latin1|ascii)(?='[ -~]*?')/g,
  // A file of its own, which is what a table has when nothing is written.
  / \/\*!50100 TABLESPACE `innodb_file_per_table` \*\//,
  // NDB's alone: InnoDB keeps the words without a use, and no catalog table has them.
  / \/\*!50606 (?:STORAGE|COLUMN_FORMAT) \w+ \*\//g,
  // In the list of partitions, which the information schema gives in full.
  /\n?(\/\*!50100)?\s*PARTITION BY [\s\S]*$/,
];

/** Columns in their order, keys and constraints in any: the servers list those in the order they were made. */
function tableLines(name: string, create: string): readonly string[] {
  const [, ...rest] = loosened.reduce((text, what) => text.replace(what, ''), create).split('\n');
  const engine = /\n\) .*?ENGINE=(\w+)/.exec(create)?.[1];
  let position = 0;
  return rest.map((line) => {
    let text = line.trim().replace(/,$/, '');
    // What an index has by itself, written or not.
    text = text.replace(engine === 'MEMORY' ? ' USING HASH' : ' USING BTREE', '');
    // Only a compressed table has blocks of another size; MariaDB keeps the word elsewhere, and no catalog table has it.
    if (engine === 'InnoDB' && !/ROW_FORMAT=COMPRESSED|\) .*KEY_BLOCK_SIZE/.test(rest.at(-1) ?? ''))
      text = text.replace(/ KEY_BLOCK_SIZE=\d+/, '');
    if (!text.startsWith('`')) return `table ${name} ${text}`;
    // The list of columns has both, also where they are the table's own and only some ways of making it spell them out.
    return `table ${name} ${++position} ${text.replace(/ CHARACTER SET \w+/, '').replace(/ COLLATE \w+/, '')}`;
  });
}
