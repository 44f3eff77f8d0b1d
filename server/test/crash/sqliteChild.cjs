// Loaded before the command line: signals the process around its n-th call of the SQLite driver, as CRASH_AT says
// (`7 before`, `7 after`). SQLite has no wire to cut; a call of its native driver is the nearest thing to a message.
const Module = require('node:module');

const [message, moment] = (process.env.CRASH_AT ?? '').split(' ');
const at = Number(message);
const signal = process.env.CRASH_SIGNAL ?? 'SIGKILL';
let calls = 0;
const load = Module._extensions['.node'];
Module._extensions['.node'] = (module, file) => {
  load(module, file);
  const { Database, Statement } = module.exports;
  for (const [type, names] of [
    [Database, ['exec']],
    [Statement, ['run', 'all', 'get']],
  ]) {
    for (const name of names) {
      const original = type.prototype[name];
      if (typeof original !== 'function') throw new Error(`The driver has no ${type.name}.${name}.`);
      type.prototype[name] = function (...args) {
        calls++;
        if (calls === at && moment === 'before') process.kill(process.pid, signal);
        const result = Reflect.apply(original, this, args);
        if (calls === at && moment !== 'before') process.kill(process.pid, signal);
        return result;
      };
    }
  }
};
process.on('exit', () => process.stderr.write(`driver calls: ${calls}\n`));
