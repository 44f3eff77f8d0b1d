import type { RawConnection, Row } from '../../servers/rawQuery.ts';

/** Everything `SHOW CREATE` tells of a schema, without our introspection. Counters and the order of keys do not count. */
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
    if (type === 'BASE TABLE') lines.push(...tableLines(name, await show('TABLE', name, /^Create Table$/)));
    else if (type === 'SEQUENCE') lines.push(`sequence ${await show('SEQUENCE', name, /^Create Table$/)}`);
    else lines.push(`view ${withoutDefiner(await show('VIEW', name, /^Create View$/))}`);
  }
  const list = (sql: string) => connection.query(sql) as Promise<readonly Row[]>;
  for (const { name } of await list(
    'SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = database()',
  )) {
    lines.push(`trigger ${withoutDefiner(await show('TRIGGER', String(name), /^SQL Original Statement$/))}`);
  }
  for (const { name, type } of await list(
    'SELECT routine_name AS name, routine_type AS type FROM information_schema.routines WHERE routine_schema = database()',
  )) {
    lines.push(
      `routine ${withoutDefiner(await show(String(type), String(name), /^Create (Function|Procedure|Package)/))}`,
    );
  }
  for (const { name } of await list(
    'SELECT event_name AS name FROM information_schema.events WHERE event_schema = database()',
  )) {
    const text = withoutDefiner(await show('EVENT', String(name), /^Create Event$/));
    lines.push(`event ${text.replace(/ STARTS '[^']*'/, '')}`);
  }
  return lines.sort();
}

/** Columns in their order, keys and constraints in any. */
function tableLines(name: string, create: string): readonly string[] {
  const [, ...rest] = create.replace(/ AUTO_INCREMENT=\d+/, '').split('\n');
  const body = rest.map((line) => line.trim().replace(/,$/, ''));
  let position = 0;
  return body.map((line) => `table ${name} ${line.startsWith('`') ? `${++position} ` : ''}${line}`);
}

function withoutDefiner(text: string): string {
  return text.replace(/ DEFINER=`[^`]*`@`[^`]*`/, '').replace(/\s+/g, ' ');
}
