// knex has no flag for the migrations folder and the connection together: this is its own programmatic call.
const knex = require('knex');

const [url, directory] = process.argv.slice(2);
const client = url.startsWith('sqlite:') ? 'better-sqlite3' : url.startsWith('postgres') ? 'pg' : 'mysql2';
const connection =
  client === 'better-sqlite3' ? { filename: url.slice(7) } : url.replace(/^mariadb:/, 'mysql:');
const db = knex({ client, connection, useNullAsDefault: client === 'better-sqlite3' });
db.migrate
  .latest({ directory, disableTransactions: false, loadExtensions: ['.js'] })
  .then(() => db.destroy())
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
