// postgrator brings no driver: this is the call its README shows, with the drivers the others use.
import Database from 'better-sqlite3';
import mysql from 'mysql2/promise';
import pg from 'pg';
import Postgrator from 'postgrator';

const [url, folder] = process.argv.slice(2);
if (url.startsWith('sqlite:')) {
  const db = new Database(url.slice(7));
  const execQuery = async (query) => {
    const statements = query.split(/;\s*\n/).filter((text) => text.trim() !== '');
    let rows = [];
    for (const text of statements) {
      const statement = db.prepare(text);
      if (statement.reader) rows = statement.all();
      else statement.run();
    }
    return { rows };
  };
  await new Postgrator({ migrationPattern: `${folder}/*`, driver: 'sqlite3', execQuery }).migrate();
  db.close();
} else if (!url.startsWith('postgres')) {
  const connection = await mysql.createConnection({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    multipleStatements: true,
  });
  const execQuery = async (query) => ({ rows: (await connection.query(query))[0] });
  const database = new URL(url).pathname.slice(1);
  await new Postgrator({ migrationPattern: `${folder}/*`, driver: 'mysql', database, execQuery }).migrate();
  await connection.end();
} else {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const execQuery = (query) => client.query(query);
  await new Postgrator({
    migrationPattern: `${folder}/*`,
    driver: 'pg',
    database: new URL(url).pathname.slice(1),
    execQuery,
  }).migrate();
  await client.end();
}
