import type { RawConnection, Row } from '../../servers/rawQuery.ts';

/**
 * Everything `SHOW CREATE` and the information schema tell of a schema, without our introspection. Counters, the order
 * of keys, and what is only another spelling (a charset that is the table's own, `USING BTREE`) do not count.
 */
export async function fingerprintMysql(connection: RawConnection): Promise<readonly string[]> {
  const [{ name: database } = { name: '' }] = await connection.query('SELECT database() AS name');
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
    else if (/VIEW/.test(type))
      lines.push(`view ${withoutDefiner(await show('VIEW', name, /^Create View$/))}`);
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
    lines.push(`routine ${withoutDefiner(text)}`);
  }
  for (const { name } of await list(
    'SELECT event_name AS name FROM information_schema.events WHERE event_schema = database()',
  )) {
    const text = withoutDefiner(await show('EVENT', String(name), /^Create Event$/));
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
  trigger: `SELECT trigger_name, event_object_table, action_timing, event_manipulation, action_order, action_statement, sql_mode
    FROM information_schema.triggers WHERE trigger_schema = database()`,
  routineMode:
    'SELECT routine_type, routine_name, sql_mode FROM information_schema.routines WHERE routine_schema = database()',
  eventMode: `SELECT event_name, sql_mode, time_zone, IF(starts IN (created, last_altered), NULL, CAST(starts AS CHAR)) AS given_start
    FROM information_schema.events WHERE event_schema = database()`,
};

/** Columns in their order, keys and constraints in any. */
function tableLines(name: string, create: string): readonly string[] {
  const [, ...rest] = create
    .replace(/ AUTO_INCREMENT=\d+/, '')
    .replace(/\b_(?:utf8mb[34]|latin1|ascii)(?='[ -~]*?')/g, '')
    .replace(/ (PAGE_CHECKSUM|TRANSACTIONAL)=1\b/g, '')
    .replace(/\n?(\/\*!50100)?\s*PARTITION BY [\s\S]*$/, '')
    .split('\n');
  const memory = /ENGINE=MEMORY/.test(create);
  let position = 0;
  return rest.map((line) => {
    const text = line
      .trim()
      .replace(/,$/, '')
      .replace(memory ? /$^/ : ' USING BTREE', '');
    if (!text.startsWith('`')) return `table ${name} ${text}`;
    return `table ${name} ${++position} ${text.replace(/ CHARACTER SET \w+/, '').replace(/ COLLATE \w+/, '')}`;
  });
}

function withoutDefiner(text: string): string {
  return text.replace(/ DEFINER=`[^`]*`@`[^`]*`/, '').replace(/\s+/g, ' ');
}
