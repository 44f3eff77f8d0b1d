/** Texts, and the statements they hold: on each of them a real server or its parser agrees. */
export type Case = readonly [what: string, text: string, statements: readonly string[]];

const everywhere: readonly Case[] = [
  ['nothing', '', []],
  ['blanks and terminators', ' \n;; \t;', []],
  ['comments only', '-- a;\n/* b; */ ;', []],
  ['the last without terminator', 'SELECT 1; SELECT 2', ['SELECT 1', 'SELECT 2']],
  ['a string', "SELECT 'a;''b;'; SELECT 2;", ["SELECT 'a;''b;'", 'SELECT 2']],
  ['double quotes', 'SELECT "a;""b;"; SELECT 2;', ['SELECT "a;""b;"', 'SELECT 2']],
  [
    'a comment',
    'SELECT 1 -- a;\n, 2 /* b; */, 3; -- c\nSELECT 2;',
    ['SELECT 1 -- a;\n, 2 /* b; */, 3', 'SELECT 2'],
  ],
  ['comments around', '/* a */ SELECT 1 /* b */; -- c\n', ['SELECT 1']],
  ['a byte order mark', '\ufeffSELECT 1;\ufeff\nSELECT 2;', ['SELECT 1', 'SELECT 2']],
  ['a string without end', "SELECT 1; SELECT 'a; b", ['SELECT 1', "SELECT 'a; b"]],
  [
    'BEGIN of a transaction',
    'BEGIN; SELECT 1; COMMIT; SELECT 2',
    ['BEGIN', 'SELECT 1', 'COMMIT', 'SELECT 2'],
  ],
  [
    'a table named like a body',
    'CREATE TABLE "function" (a int); SELECT 1;',
    ['CREATE TABLE "function" (a int)', 'SELECT 1'],
  ],
];

export const postgres: readonly Case[] = [
  ...everywhere,
  ['escapes', "SELECT E'\\';'; SELECT 'a\\'; SELECT 3;", ["SELECT E'\\';'", "SELECT 'a\\'", 'SELECT 3']],
  [
    'dollar quotes',
    'DO $$ a; $x$ b; $$; SELECT $a1$;$$;$a1$;',
    ['DO $$ a; $x$ b; $$', 'SELECT $a1$;$$;$a1$'],
  ],
  ['nested comments', 'SELECT /* ; /* ; */ ; */ 1; SELECT 2;', ['SELECT /* ; /* ; */ ; */ 1', 'SELECT 2']],
  [
    'BEGIN ATOMIC',
    'CREATE OR REPLACE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END; SELECT 3;',
    [
      'CREATE OR REPLACE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END',
      'SELECT 3',
    ],
  ],
  [
    'CASE and a column named end in BEGIN ATOMIC',
    'CREATE PROCEDURE p() BEGIN ATOMIC INSERT INTO t SELECT CASE WHEN a THEN CASE WHEN b THEN 1 END END AS end; UPDATE t SET "begin" = 1; END; SELECT 3;',
    [
      'CREATE PROCEDURE p() BEGIN ATOMIC INSERT INTO t SELECT CASE WHEN a THEN CASE WHEN b THEN 1 END END AS end; UPDATE t SET "begin" = 1; END',
      'SELECT 3',
    ],
  ],
  [
    'an empty BEGIN ATOMIC',
    'CREATE PROCEDURE p() BEGIN ATOMIC END; SELECT 1',
    ['CREATE PROCEDURE p() BEGIN ATOMIC END', 'SELECT 1'],
  ],
  [
    'a body in a string',
    "CREATE FUNCTION f() RETURNS int AS 'BEGIN; END' LANGUAGE x; SELECT 1",
    ["CREATE FUNCTION f() RETURNS int AS 'BEGIN; END' LANGUAGE x", 'SELECT 1'],
  ],
  [
    'RETURN',
    'CREATE FUNCTION f() RETURNS int RETURN 1; SELECT 1',
    ['CREATE FUNCTION f() RETURNS int RETURN 1', 'SELECT 1'],
  ],
  [
    'a rule of several commands',
    'CREATE RULE r AS ON UPDATE TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b); SELECT 1;',
    ['CREATE RULE r AS ON UPDATE TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b)', 'SELECT 1'],
  ],
  ['an open parenthesis elsewhere', 'SELECT (1; SELECT 2;', ['SELECT (1', 'SELECT 2']],
  [
    'COPY data',
    "COPY t (a) FROM stdin;\n1\t';\n\\N\n\\.x\n\\.\nSELECT 1;",
    ["COPY t (a) FROM stdin;\n1\t';\n\\N\n\\.x\n\\.", 'SELECT 1'],
  ],
  [
    'COPY data with options',
    'copy "from" from STDIN with (format csv);\na;b\n\\.',
    ['copy "from" from STDIN with (format csv);\na;b\n\\.'],
  ],
  [
    'COPY without data',
    'COPY t FROM STDIN; SELECT 1; COPY t TO STDOUT;',
    ['COPY t FROM STDIN', 'SELECT 1', 'COPY t TO STDOUT'],
  ],
  [
    'COPY of a query',
    'COPY (SELECT * FROM stdin) TO STDOUT; SELECT 1;\n\\.\n',
    ['COPY (SELECT * FROM stdin) TO STDOUT', 'SELECT 1', '\\.'],
  ],
  [
    'psql commands',
    "\\restrict a;b\n\\set x 'y\nSELECT 1;\n\\c db -- z\nSELECT 2",
    ['\\restrict a;b', "\\set x 'y", 'SELECT 1', '\\c db -- z', 'SELECT 2'],
  ],
  ['a psql command in a statement', 'SELECT 1 \\gset x\nSELECT 2;', ['SELECT 1', '\\gset x', 'SELECT 2']],
  ['\\g', 'SELECT 1 \\g\nSELECT 2\\gx\nSELECT 3', ['SELECT 1', 'SELECT 2', 'SELECT 3']],
];

export const sqlite: readonly Case[] = [
  ...everywhere,
  ['identifiers', 'SELECT [a;b], `c;``d`; SELECT 2;', ['SELECT [a;b], `c;``d`', 'SELECT 2']],
  [
    'a trigger',
    "CREATE TEMP TRIGGER IF NOT EXISTS tr AFTER UPDATE OF a ON t WHEN new.a > CASE WHEN 1 THEN 2 END BEGIN UPDATE t SET a = CASE b WHEN 1 THEN ';' ELSE 2 END; DELETE FROM u; END; SELECT 1;",
    [
      "CREATE TEMP TRIGGER IF NOT EXISTS tr AFTER UPDATE OF a ON t WHEN new.a > CASE WHEN 1 THEN 2 END BEGIN UPDATE t SET a = CASE b WHEN 1 THEN ';' ELSE 2 END; DELETE FROM u; END",
      'SELECT 1',
    ],
  ],
  [
    'columns named begin and end',
    'CREATE TRIGGER tr UPDATE OF begin ON t BEGIN SELECT end, new.end, begin FROM x AS end; END; SELECT end FROM t;',
    [
      'CREATE TRIGGER tr UPDATE OF begin ON t BEGIN SELECT end, new.end, begin FROM x AS end; END',
      'SELECT end FROM t',
    ],
  ],
  [
    'dot commands',
    '.read a;b\nSELECT 1;\n  .mode csv\nSELECT t\n.a;',
    ['.read a;b', 'SELECT 1', '.mode csv', 'SELECT t\n.a'],
  ],
  [
    'END of a transaction',
    'BEGIN IMMEDIATE; SELECT 1; END; SELECT 2',
    ['BEGIN IMMEDIATE', 'SELECT 1', 'END', 'SELECT 2'],
  ],
];

export const mysql: readonly Case[] = [
  ...everywhere,
  ['escapes', `SELECT 'a\\';', "b\\";"; SELECT 2;`, [`SELECT 'a\\';', "b\\";"`, 'SELECT 2']],
  [
    'comments',
    'SELECT 2--1; # a;\nSELECT /* /* ; */ 1; SELECT 3;',
    ['SELECT 2--1', 'SELECT /* /* ; */ 1', 'SELECT 3'],
  ],
  [
    'executable comments',
    "/*!40101 SET a = ';' */; /*! SELECT 1; SELECT 2 */; SELECT 3;",
    ["/*!40101 SET a = ';' */", '/*! SELECT 1; SELECT 2 */', 'SELECT 3'],
  ],
  ['an empty executable comment', '/*!50003 */; SELECT 1;', ['SELECT 1']],
  ['one of another database', '/*!999999\\- enable the sandbox mode */ ;\nSELECT 1;', ['SELECT 1']],
  [
    'DELIMITER',
    'DELIMITER //\nSELECT 1; SELECT 2//\n\n delimiter ;  \nSELECT 3;',
    ['SELECT 1; SELECT 2', 'SELECT 3'],
  ],
  [
    'DELIMITER $$',
    'DELIMITER $$\nCREATE PROCEDURE p() BEGIN END$$\nSELECT 2$$\nDELIMITER ;\nSELECT 3;',
    ['CREATE PROCEDURE p() BEGIN END', 'SELECT 2', 'SELECT 3'],
  ],
  [
    'DELIMITER ;;',
    "DELIMITER ;;\nSELECT 1; SELECT ';;';;\nDELIMITER ;\nSELECT 3;",
    ["SELECT 1; SELECT ';;'", 'SELECT 3'],
  ],
  ['DELIMITER of letters', 'DELIMITER go\nSELECT 1\ngo\nDELIMITER ;\nSELECT 2;', ['SELECT 1', 'SELECT 2']],
  ['DELIMITER without end', 'DELIMITER //\nSELECT 1;\nSELECT 2', ['SELECT 1;\nSELECT 2']],
  ['DELIMITER without a delimiter', 'DELIMITER\nSELECT 1;', ['DELIMITER\nSELECT 1']],
  [
    'a delimiter in a comment',
    'DELIMITER //\nSELECT 1 -- //\n, /* // */ 2 //\n',
    ['SELECT 1 -- //\n, /* // */ 2'],
  ],
  [
    'a column named delimiter',
    'CREATE TABLE t (\ndelimiter int\n);\nSELECT 1;',
    ['CREATE TABLE t (\ndelimiter int\n)', 'SELECT 1'],
  ],
  [
    'client commands',
    'source a.sql;\n\\. b;\nSELECT 1\\G\nSELECT source FROM t;',
    ['source a.sql;', '\\. b;', 'SELECT 1', 'SELECT source FROM t'],
  ],
  [
    'a trigger of mysqldump',
    'DELIMITER ;;\n/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET NEW.a = 1; END */;;\nDELIMITER ;\nSELECT 1;',
    [
      '/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET NEW.a = 1; END */',
      'SELECT 1',
    ],
  ],
];

const sharedBodies: readonly string[] = [
  'CREATE PROCEDURE p() SELECT 1',
  'CREATE PROCEDURE p() BEGIN END',
  "CREATE DEFINER=`root`@`%` PROCEDURE IF NOT EXISTS p(IN a varchar(10), OUT b enum('x;')) COMMENT 'c;' READS SQL DATA SQL SECURITY INVOKER BEGIN SELECT 1; SELECT 2; END",
  'CREATE DEFINER = CURRENT_USER() FUNCTION f(a int) RETURNS varchar(10) CHARSET utf8mb4 COLLATE utf8mb4_bin DETERMINISTIC RETURN IF(a, CASE a WHEN 1 THEN 2 END, 3)',
  "CREATE FUNCTION f() RETURNS SET('a') NOT DETERMINISTIC NO SQL BEGIN RETURN REPEAT('a', 3); END",
  'CREATE FUNCTION f() RETURNS char CHARACTER SET latin1 BEGIN RETURN 1; END',
  "CREATE FUNCTION f RETURNS STRING SONAME 'f.so'",
  'CREATE PROCEDURE p(a int) IF a > 1 THEN SELECT 1; ELSEIF IF(a, 1, 2) THEN SELECT 2; ELSE SELECT 3; END IF',
  'CREATE PROCEDURE p(a int) CASE a WHEN 1 THEN SELECT 1; ELSE BEGIN END; END CASE',
  'CREATE PROCEDURE p(a int) CASE WHEN a = 1 THEN SELECT CASE a WHEN 1 THEN 2 END; END CASE',
  'CREATE PROCEDURE p() BEGIN IF CASE WHEN a THEN b ELSE end END THEN SELECT 1; END IF; SELECT 2; END',
  'CREATE PROCEDURE p() BEGIN DECLARE x INT DEFAULT 0; l: LOOP SET x = x + 1; IF x > 3 THEN LEAVE l; END IF; ITERATE l; END LOOP l; END',
  'CREATE PROCEDURE p() BEGIN `l 1`: WHILE a < 3 DO SET a = a + 1; END WHILE `l 1`; REPEAT SET a = a - 1; UNTIL a < 1 END REPEAT; END',
  'CREATE PROCEDURE p() lbl: BEGIN SELECT end, t.begin, t.case, t.`if` FROM t; SELECT 1 AS end; END lbl',
  'CREATE PROCEDURE p() BEGIN DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1; DECLARE EXIT HANDLER FOR SQLEXCEPTION, 1062 BEGIN ROLLBACK; RESIGNAL; END; SELECT 1; END',
  "CREATE PROCEDURE p() BEGIN DECLARE c CONDITION FOR SQLSTATE '23000'; DECLARE EXIT HANDLER FOR SQLSTATE VALUE '23000', c IF a THEN SELECT 1; END IF; DECLARE k CURSOR FOR SELECT a FROM t; OPEN k; END",
  'CREATE PROCEDURE p() BEGIN DROP TABLE IF EXISTS t; CREATE TABLE IF NOT EXISTS t (a int); INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = IF(a > .5, 1, 2); END',
  'CREATE PROCEDURE p() BEGIN BEGIN BEGIN END; END; IF a THEN BEGIN END; END IF; CASE WHEN a THEN CASE WHEN b THEN SELECT 1; END CASE; END CASE; END',
  'CREATE PROCEDURE p() BEGIN SELECT REPEAT(a, 1), REPLACE(a, b, c), LEFT(a, 1) FROM t; START TRANSACTION; COMMIT; END',
  'CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = IF(NEW.b, 1, 2)',
  'CREATE DEFINER=u@h TRIGGER tr AFTER UPDATE ON `begin` FOR EACH ROW FOLLOWS other BEGIN IF NEW.a THEN SET @x = 1; END IF; END',
  'CREATE TRIGGER tr AFTER DELETE ON t FOR EACH ROW IF OLD.a = 1 THEN DELETE FROM u; DELETE FROM v; END IF',
  "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2024-01-01' ON COMPLETION PRESERVE DISABLE COMMENT 'c' DO BEGIN DELETE FROM a; DELETE FROM b; END",
  'CREATE EVENT IF NOT EXISTS e ON SCHEDULE AT NOW() DO DELETE FROM a',
  'ALTER DEFINER=`a`@`b` EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN SELECT 1; SELECT 2; END',
  'ALTER EVENT e RENAME TO f',
  "CREATE PROCEDURE p() BEGIN /* END; */ SELECT 'END;' -- END;\n; # END;\nEND",
];

/** Each is one statement, with and without DELIMITER. */
export const mariadbBodies: readonly string[] = [
  ...sharedBodies,
  'BEGIN NOT ATOMIC SELECT 1; IF a THEN SELECT 2; END IF; END',
  'BEGIN NOT ATOMIC DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END; CREATE TABLE t (a int); END',
  'IF @a THEN SELECT 1; SELECT 2; END IF',
  'WHILE @a < 3 DO SET @a = @a + 1; END WHILE',
  'FOR i IN 1..10 DO INSERT INTO t VALUES (i); END FOR',
  'CREATE OR REPLACE PROCEDURE p() BEGIN FOR r IN (SELECT a FROM t FOR UPDATE) DO SELECT r.a; END FOR; END',
  'CREATE AGGREGATE FUNCTION f(x int) RETURNS int BEGIN DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN 1; LOOP FETCH GROUP NEXT ROW; END LOOP; END',
];

/** Each is one statement, with and without DELIMITER. */
export const mysqlBodies: readonly string[] = [
  ...sharedBodies,
  'CREATE FUNCTION f(a int) RETURNS int LANGUAGE JAVASCRIPT AS $$ let x = 1; return x; $$',
  'CREATE PROCEDURE p() LANGUAGE JAVASCRIPT AS $js$ a; $$ b; $js$',
];
