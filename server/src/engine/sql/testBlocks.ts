import fc from 'fast-check';

const label = fc.nat().map((number) => `l${number}`);

/**
 * A compound statement of MySQL and MariaDB with others in it: valid, so that `CREATE PROCEDURE p()` in front of it makes
 * a procedure on a server.
 */
export const { block } = fc.letrec<Record<'block' | 'statement' | 'list' | 'condition' | 'handler', string>>(
  (tie) => {
    const condition = tie('condition');
    const list = tie('list');
    const simple = fc.constantFrom(
      'SELECT 1',
      "SET @a = 'END;'",
      'SELECT CASE @a WHEN 1 THEN 2 END AS end FROM t',
      'SELECT IF(@a, 1, 2), t.end, t.`begin` FROM t',
      'DROP TABLE IF EXISTS t',
      'UPDATE t SET begin = 1',
      'SELECT 1 /* ; */ -- ;\n',
    );
    return {
      condition: fc.oneof(
        fc.constantFrom('@a > 1', 'IF(@a, 1, 2)', "@x = ';'", 'NOT EXISTS (SELECT end FROM t)', '@a IS NULL'),
        condition.map((inner) => `CASE WHEN ${inner} THEN IF(@a, 1, 2) ELSE REPEAT('x', 2) END = 1`),
      ),
      statement: fc.oneof({ weight: 3, arbitrary: simple }, { weight: 2, arbitrary: tie('block') }),
      list: fc
        .array(tie('statement'), { minLength: 1, maxLength: 3 })
        .map((statements) => statements.map((statement) => `${statement}; `).join('')),
      handler: tie('statement').map(
        (inner) => `DECLARE CONTINUE HANDLER FOR SQLSTATE VALUE '42S02', NOT FOUND, 1062 ${inner}; `,
      ),
      block: fc.oneof(
        list.map((body) => `BEGIN ${body}END`),
        fc.tuple(tie('handler'), list).map(([handler, body]) => `BEGIN ${handler}${body}END`),
        fc.tuple(label, list).map(([name, body]) => `${name}: BEGIN\n${body}END ${name}`),
        fc.tuple(condition, list).map(([a, b]) => `IF ${a} THEN ${b}END IF`),
        fc
          .tuple(condition, list, list)
          .map(([a, b, c]) => `IF ${a} THEN ${b}ELSEIF ${a} THEN ${c}ELSE ${b}END IF`),
        fc
          .tuple(condition, list)
          .map(([a, b]) => `CASE @x WHEN ${a} THEN ${b}WHEN 2 THEN ${b}ELSE ${b}END CASE`),
        fc.tuple(condition, list).map(([a, b]) => `CASE WHEN ${a} THEN ${b}END CASE`),
        fc.tuple(label, list).map(([name, body]) => `${name}: LOOP ${body}LEAVE ${name}; END LOOP ${name}`),
        fc.tuple(condition, list).map(([a, b]) => `WHILE ${a} DO ${b}END WHILE`),
        fc.tuple(condition, list).map(([a, b]) => `REPEAT ${b}UNTIL ${a} END REPEAT`),
      ),
    };
  },
);
