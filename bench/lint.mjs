// Lint rules beside other linters on the same inputs. `node bench/lint.mjs CASES.json [--misses]`, where CASES.json is a
// list of `{name, source, dialect, sql, expect, clean, rule, in_transaction}`: SQL that a linter (`source`) reports on
// (`expect`, its ids) or does not (`clean`). Ids are compared through the table in lintIds.mjs.
import { readFileSync } from 'node:fs';
import { lintText } from '../server/src/engine/lint/lint.testing.ts';
import { rules } from '../server/src/engine/lint/registry.ts';
import { ids } from './lintIds.mjs';
import { pgls, squawk } from './lintPeers.mjs';

const [file] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
if (file === undefined) throw new Error('Give a file of cases: node bench/lint.mjs CASES.json');
const cases = JSON.parse(readFileSync(file, 'utf8')).filter(({ expect }) => Array.isArray(expect));

const every = Object.fromEntries(rules.map(({ id, severity }) => [id, severity]));

/** Sources that number the migrations of one case with comments: all but the last are applied. */
function partsOf(sql) {
  const parts = sql.split(/^-- \d+\.sql$/m).filter((part) => part.trim() !== '');
  return { before: parts.length > 1 ? parts.slice(0, -1).join('\n') : undefined, now: parts.at(-1) ?? sql };
}

/** These take a file as it is; the others run it in a transaction, as a migration does. */
const autocommit = new Set(['squawk', 'pgls']);

function ours({ sql, dialect, source, in_transaction: inTransaction }, severities) {
  const { before, now } = partsOf(sql);
  const outside = autocommit.has(source) && inTransaction !== true;
  return lintText(now, { dialect, before, outside, severities }).map(({ code, severity, message }) => ({
    ...{ ids: [code], loud: severity === 'error' || severity === 'warning', said: `${code}: ${message}` },
  }));
}

const tools = [
  {
    name: 'switchback',
    everything: (list) => list.map((one) => ours(one, every)),
    ordinary: (list) => list.map((one) => ours(one, {})),
  },
  { name: 'squawk', ...squawk },
  { name: 'pgls', ...pgls },
];

const expected = ({ source }, id) => ids[source]?.[id] ?? [];
const says = (found, wanted) => found.some((one) => one.ids.some((id) => wanted.includes(id)));

const rows = [];
const misses = [];
const groups = [...new Set(cases.map(({ source, dialect }) => `${source} ${dialect}`))];
const answers = new Map(
  tools.map((tool) => {
    const list = cases.filter(({ dialect }) => tool.name === 'switchback' || dialect === 'postgres');
    const both = [tool.everything(list), tool.ordinary(list)];
    return [tool.name, new Map(list.map((one, index) => [one, both.map((found) => found[index])]))];
  }),
);
for (const group of groups) {
  const list = cases.filter(({ source, dialect }) => `${source} ${dialect}` === group);
  const cells = tools.map(({ name }) => {
    if (name !== 'switchback' && !group.endsWith(' postgres')) return '';
    let [wanted, have, clean, own, loud, count] = [0, 0, 0, 0, 0, 0];
    for (const one of list) {
      const [everything, ordinary] = answers.get(name).get(one);
      for (const id of one.expect) {
        wanted++;
        if (says(everything, expected(one, id))) have++;
        else misses.push(`${name} misses ${id} in ${one.name}`);
      }
      if (!one.clean) continue;
      clean++;
      if (says(everything, expected(one, one.rule))) {
        own++;
        misses.push(`${name} alarm of ${one.rule} in ${one.name}`);
      }
      const alarms = ordinary.filter((finding) => finding.loud);
      count += alarms.length;
      if (alarms.length === 0) continue;
      loud++;
      misses.push(`${name} default in ${one.name}: ${alarms.map(({ said }) => said).join(' | ')}`);
    }
    return `${have}/${wanted}, ${own}/${clean}, ${loud}/${clean} (${count})`;
  });
  rows.push([group, ...cells]);
}
console.log(
  'found of what is expected, alarms of the same rule on clean ones, clean ones with any default warning (warnings)',
);
console.log(`| source | ${tools.map(({ name }) => name).join(' | ')} |`);
console.log(`|---|${tools.map(() => '---|').join('')}`);
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
if (process.argv.includes('--misses')) console.log(misses.join('\n'));
