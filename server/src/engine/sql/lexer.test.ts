import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mariadbSyntax, mysqlSyntax, postgresSyntax, type SqlDialect, sqliteSyntax } from './dialect.ts';
import { tokenize } from './lexer.ts';
import { anySql } from './testText.ts';

const dialects = [postgresSyntax, mysqlSyntax, mariadbSyntax, sqliteSyntax];

/** The tokens with kind and text, blanks left out. */
function significant(text: string, dialect: SqlDialect): string[] {
  return tokenize(text, dialect)
    .filter((token) => token.kind !== 'whitespace')
    .map(
      ({ kind, start, end, unterminated }) => `${kind} ${text.slice(start, end)}${unterminated ? ' …' : ''}`,
    );
}

const cases: readonly (readonly [dialect: SqlDialect, text: string, tokens: readonly string[]])[] = [
  [postgresSyntax, "'it''s\\'", ["string 'it''s\\'"]],
  [postgresSyntax, "E'a\\'b' e'c'", ["string E'a\\'b'", "string e'c'"]],
  [postgresSyntax, "E'a'\n 'b\\''", ["string E'a'", "string 'b\\''"]],
  [postgresSyntax, "E'a' -- c\n 'b\\''", ["string E'a'", 'comment -- c', "string 'b\\''"]],
  [postgresSyntax, "'a'\n 'b\\'", ["string 'a'", "string 'b\\'"]],
  [
    postgresSyntax,
    `U&'\\0061' U&"d\\0061t" B'01' X'1F' N'x'`,
    ["string U&'\\0061'", 'quotedIdentifier U&"d\\0061t"', "string B'01'", "string X'1F'", "string N'x'"],
  ],
  [postgresSyntax, 'some$body$ $1 $a$;$b$;$a$', ['word some$body$', 'parameter $1', 'string $a$;$b$;$a$']],
  [postgresSyntax, '$$ no end', ['string $$ no end …']],
  [postgresSyntax, '/* a /* b */ ; */ x', ['comment /* a /* b */ ; */', 'word x']],
  [postgresSyntax, '/* a /* b */', ['comment /* a /* b */ …']],
  [
    postgresSyntax,
    'a=-1 b@-1 c--d',
    [
      'word a',
      'operator =',
      'operator -',
      'number 1',
      'word b',
      'operator @-',
      'number 1',
      'word c',
      'comment --d',
    ],
  ],
  [
    postgresSyntax,
    'a::int[1] := b->>2',
    [
      'word a',
      'operator ::',
      'word int',
      'punctuation [',
      'number 1',
      'punctuation ]',
      'operator :=',
      'word b',
      'operator ->>',
      'number 2',
    ],
  ],
  [postgresSyntax, '-- a\rb', ['comment -- a', 'word b']],
  [
    postgresSyntax,
    '1.5e-10 .5 1..2 0xFF a.b',
    [
      'number 1.5e-10',
      'number .5',
      'number 1',
      'punctuation .',
      'number .2',
      'number 0xFF',
      'word a',
      'punctuation .',
      'word b',
    ],
  ],
  [postgresSyntax, '\\c db; x\ny', ['clientCommand \\c db; x', 'word y']],
  [mysqlSyntax, `'a\\'b' "c\\"d" "e""f"`, ["string 'a\\'b'", 'string "c\\"d"', 'string "e""f"']],
  [mysqlSyntax, "_utf8'a' N'b' x'41'", ['word _utf8', "string 'a'", "string N'b'", "string x'41'"]],
  [
    mysqlSyntax,
    '`a``b;` @v @@s.x ?',
    ['quotedIdentifier `a``b;`', 'parameter @v', 'parameter @@s', 'punctuation .', 'word x', 'parameter ?'],
  ],
  [
    mysqlSyntax,
    '2--1 -- c;\n# d;\n--',
    ['number 2', 'operator -', 'operator -', 'number 1', 'comment -- c;', 'comment # d;', 'comment --'],
  ],
  [mysqlSyntax, '-- a\rb', ['comment -- a\rb']],
  [
    mysqlSyntax,
    "/*!50003 SET a='*/;' */;",
    [
      'executableComment /*!50003',
      'word SET',
      'word a',
      'operator =',
      "string '*/;'",
      'executableComment */',
      'terminator ;',
    ],
  ],
  [
    mysqlSyntax,
    '/*! a; /* b */ */',
    ['executableComment /*!', 'word a', 'punctuation ;', 'comment /* b */', 'executableComment */'],
  ],
  [
    mysqlSyntax,
    '/*!999999 a */ /*!100616 b */ /*M! c */',
    ['comment /*!999999 a */', 'comment /*!100616 b */', 'comment /*M! c */'],
  ],
  [
    mariadbSyntax,
    '/*M!100100 a*/ /*!50701 b */ /*!100616 c*/',
    [
      'executableComment /*M!100100',
      'word a',
      'executableComment */',
      'comment /*!50701 b */',
      'executableComment /*!100616',
      'word c',
      'executableComment */',
    ],
  ],
  [
    mysqlSyntax,
    '1a 1e5 1e 0x1F 0xZ t.5x',
    ['word 1a', 'number 1e5', 'word 1e', 'number 0x1F', 'word 0xZ', 'word t', 'punctuation .', 'word 5x'],
  ],
  [mysqlSyntax, 'AS $$ a; $$ b$$c', ['word AS', 'string $$ a; $$', 'word b$$c']],
  [
    mysqlSyntax,
    'DELIMITER //\na; b//\ndelimiter ;\nc;',
    [
      'delimiterCommand DELIMITER //',
      'word a',
      'punctuation ;',
      'word b',
      'terminator //',
      'delimiterCommand delimiter ;',
      'word c',
      'terminator ;',
    ],
  ],
  [mysqlSyntax, 'SELECT delimiter FROM t', ['word SELECT', 'word delimiter', 'word FROM', 'word t']],
  [
    mysqlSyntax,
    'a\\G b \\g source x;',
    ['word a', 'terminator \\G', 'word b', 'terminator \\g', 'clientCommand source x;'],
  ],
  [
    sqliteSyntax,
    '[a;b] "c" `d` :p @q $r ?1',
    [
      'quotedIdentifier [a;b]',
      'quotedIdentifier "c"',
      'quotedIdentifier `d`',
      'parameter :p',
      'parameter @q',
      'parameter $r',
      'parameter ?1',
    ],
  ],
  [sqliteSyntax, ' .read a;\nb', ['clientCommand .read a;', 'word b']],
  [sqliteSyntax, 'a; .read b', ['word a', 'terminator ;', 'punctuation .', 'word read', 'word b']],
  [sqliteSyntax, '/* a', ['comment /* a …']],
  [sqliteSyntax, 'größe 表 😀', ['word größe', 'word 表', 'word 😀']],
];

describe('Invariant 1: lexing never throws and loses nothing', () => {
  test.each(cases)('tokens of $0.name: %2$s', (dialect, text, tokens) => {
    expect(significant(text, dialect)).toEqual(tokens);
  });

  test.each(dialects)('tokens joined are the text: $name', (dialect) => {
    fc.assert(
      fc.property(anySql, (text) => {
        const tokens = tokenize(text, dialect);
        let at = 0;
        for (const token of tokens) {
          expect(token.start).toBe(at);
          expect(token.end).toBeGreaterThan(at);
          at = token.end;
        }
        expect(at).toBe(text.length);
        expect(tokenize(text, dialect)).toEqual(tokens);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(dialects)('a part is read as a text of its own: $name', (dialect) => {
    fc.assert(
      fc.property(anySql, anySql, (text, around) => {
        const shifted = tokenize(`\n${text}${around}`, dialect, 1, 1 + text.length);
        expect(shifted.map((token) => ({ ...token, start: token.start - 1, end: token.end - 1 }))).toEqual(
          tokenize(text, dialect),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
