// knex has no flag for the migrations folder and the connection together: this is its own programmatic call.
const knex = require('knex');

const [url, directory] = process.argv.slice(2);
const db = url.startsWith('sqlite:')
  ? knex({ client: 'better-sqlite3', connection: { filename: url.slice(7) }, useNullAsDefault: true })
  : knex({ client: 'pg', connection: url });
db.migrate
  .latest({ directory, disableTransactions: false, loadExtensions: ['.js'] })
  .then(() => db.destroy())
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
