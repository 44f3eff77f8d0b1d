import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The same migrations for everyone: every tenth makes a table, the others insert a row into the last one made. */
export function statements(index) {
  const table = `t${Math.floor(index / 10)}`;
  return index % 10 === 0
    ? {
        up: `CREATE TABLE ${table} (id INTEGER PRIMARY KEY, name VARCHAR(100));`,
        down: `DROP TABLE ${table};`,
      }
    : {
        up: `INSERT INTO ${table} (id, name) VALUES (${index}, 'row ${index}');`,
        down: `DELETE FROM ${table} WHERE id = ${index};`,
      };
}

const version = (index) => String(20240101000000 + index);

/** Layout → how a peer wants its files. */
const layouts = {
  switchback: (index, { up, down }) => ({
    [`${version(index)}_step.up.sql`]: `${up}\n`,
    [`${version(index)}_step.down.sql`]: `${down}\n`,
  }),
  dbmate: (index, { up, down }) => ({
    [`${version(index)}_step.sql`]: `-- migrate:up\n${up}\n\n-- migrate:down\n${down}\n`,
  }),
  'node-pg-migrate': (index, { up, down }) => ({
    [`${1704067200000 + index}_step.sql`]: `-- Up Migration\n${up}\n\n-- Down Migration\n${down}\n`,
  }),
  knex: (index, { up, down }) => ({
    [`${version(index)}_step.js`]: `exports.up = (k) => k.raw(${JSON.stringify(up.slice(0, -1))});\nexports.down = (k) => k.raw(${JSON.stringify(down.slice(0, -1))});\n`,
  }),
  postgrator: (index, { up, down }) => ({
    [`${version(index)}.do.step.sql`]: `${up}\n`,
    [`${version(index)}.undo.step.sql`]: `${down}\n`,
  }),
};

/** Writes `count` migrations in a peer's layout to `folder`, which is emptied first. */
export function writeMigrations(layout, folder, count) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index++) {
    for (const [name, text] of Object.entries(layouts[layout](index, statements(index)))) {
      writeFileSync(join(folder, name), text);
    }
  }
}
