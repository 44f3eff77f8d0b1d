import { MigrateError, explain as page, rules, unknownRule } from '../../engine/index.ts';
import type { CommandDefinition } from '../commandDefinition.ts';

export const explain: CommandDefinition = {
  name: 'explain',
  argument: '[rule]',
  summary: 'what a rule of `migrate lint` finds, why, and what to write instead; without one, all of them',
  database: 'none',
  run({ argument }) {
    if (argument === undefined) {
      const list = rules.map(({ id, severity, optIn, category, dialects, what }) => ({
        ...{ id, category, dialects, what, severity: optIn ? 'off' : severity },
      }));
      const width = Math.max(...list.map(({ id }) => id.length));
      return Promise.resolve({
        exit: 0,
        document: { rules: list },
        lines: () => list.map(({ id, what }) => `${id.padEnd(width)}  ${what}`),
        product: true,
      });
    }
    const rule = rules.find(({ id }) => id === argument.toLowerCase());
    if (rule === undefined)
      throw new MigrateError(
        'usage',
        unknownRule(
          argument,
          rules.map((one) => one.id),
        ).message,
        {
          hint: '`migrate explain` lists them.',
        },
      );
    const { id, category, severity, optIn, dialects, what, why, instead, good, bad } = rule;
    return Promise.resolve({
      exit: 0,
      document: { id, category, severity: optIn ? 'off' : severity, dialects, what, why, instead, good, bad },
      lines: () => page(rule),
      product: true,
    });
  },
};
