import type { Body } from './body.ts';

type State =
  | 'header'
  | 'eachRow'
  | 'statementStart'
  | 'firstWord'
  | 'plain'
  | 'condition'
  | 'declare'
  | 'handler'
  | 'end';

/** Where the body of what is created may begin. */
export type CompoundHeader = 'routine' | 'trigger' | 'event' | 'none';

const [opening, closing, comma, dot, colon] = [40, 41, 44, 46, 58];
const signsBeforeValue = '(,+-/%<>=!|&^';

/** Statements that are no blocks: a routine can be one of them alone. */
const simpleVerbs = new Set(
  `ALTER ANALYZE CALL CHECK CLOSE COMMIT CREATE DEALLOCATE DECLARE DELETE DO DROP EXECUTE EXPLAIN FETCH FLUSH GET GRANT
   HANDLER INSERT KILL LOAD LOCK OPEN OPTIMIZE PREPARE RENAME REPLACE RESIGNAL RETURN REVOKE ROLLBACK SAVEPOINT SELECT
   SET SHOW SIGNAL START TABLE TRUNCATE UPDATE VALUES WITH`.split(/\s+/),
);
/** In a routine's header: what follows is a type or a name, whatever the word. */
const beforeNames = new Set(['RETURNS', 'LANGUAGE', 'CHARSET', 'COLLATE', 'CHARACTER']);
const blockVerbs = new Set(['BEGIN', 'IF', 'CASE', 'LOOP', 'WHILE', 'REPEAT', 'FOR']);
/** Behind these a value must come, so that END is a name there. */
const wantsValue = new Set(
  `THEN ELSE WHEN CASE AND OR XOR NOT IN LIKE RLIKE REGEXP IS BETWEEN DIV MOD SELECT DISTINCT ALL AS FROM JOIN WHERE ON BY
   HAVING LIMIT OFFSET`.split(/\s+/),
);

/**
 * A MySQL or MariaDB body: BEGIN, IF, CASE, LOOP, WHILE, REPEAT and FOR open a block where a statement may begin, and
 * only there (`IF(…)` and `REPEAT(…)` elsewhere are functions, `begin` and `end` are names); END closes one where a
 * statement may begin or after UNTIL.
 */
export class CompoundBody implements Body {
  #state: State;
  #header: CompoundHeader;
  #depth = 0;
  #parentheses = 0;
  /** The parameter list has been read: only then can the body of a routine begin. */
  #parameters = false;
  /** The next word of the header is a type or a name. */
  #skip = false;
  /** What ends the condition: THEN, DO or END. */
  #until = '';
  /** CASE expressions open in the condition. */
  #cases = 0;
  #wantsCondition = false;
  #handler = false;
  #lastWord = '';
  #lastCode = 0;

  constructor(header: CompoundHeader) {
    this.#header = header;
    this.#state = header === 'none' ? 'statementStart' : 'header';
  }

  see(word: string, code: number): void {
    this.#state = this.#next(word, code);
    this.#lastWord = word;
    this.#lastCode = code;
  }

  ends(): boolean {
    if (this.#depth === 0) return true;
    this.#state = 'statementStart';
    this.#lastWord = '';
    return false;
  }

  #next(word: string, code: number): State {
    switch (this.#state) {
      case 'header':
        return this.#inHeader(word, code);
      case 'eachRow':
        return this.#afterEachRow(word, code);
      case 'statementStart':
        return this.#begin(word);
      case 'firstWord':
        return code === colon ? 'statementStart' : 'plain'; // a label
      case 'condition':
        return this.#inCondition(word);
      case 'declare':
        return this.#inDeclare(word);
      case 'handler':
        return this.#inHandler(word, code);
      default:
        return this.#state;
    }
  }

  #inHeader(word: string, code: number): State {
    if (code === opening) this.#parentheses++;
    else if (code === closing) {
      if (--this.#parentheses === 0) this.#parameters = true;
    } else if (this.#parentheses > 0) return 'header';
    else if (this.#header === 'trigger') {
      if (word === 'ROW' && this.#lastWord === 'EACH') return 'eachRow';
    } else if (this.#header === 'event') {
      if (word === 'DO') return 'statementStart';
    } else if (this.#parameters) return this.#inRoutineHeader(word, code);
    return 'header';
  }

  #inRoutineHeader(word: string, code: number): State {
    if (code === colon) return 'statementStart';
    if (this.#skip) this.#skip = false;
    else if (beforeNames.has(word)) this.#skip = true;
    else if (blockVerbs.has(word) || simpleVerbs.has(word)) return this.#begin(word);
    return 'header';
  }

  #afterEachRow(word: string, code: number): State {
    if (this.#skip) this.#skip = false;
    else if (word === 'FOLLOWS' || word === 'PRECEDES' || code === dot) this.#skip = true;
    else return this.#begin(word);
    return 'eachRow';
  }

  #begin(word: string): State {
    switch (word) {
      case 'BEGIN':
      case 'LOOP':
      case 'REPEAT':
        this.#depth++;
        return 'statementStart';
      case 'IF':
      case 'CASE':
        this.#depth++;
        return this.#condition('THEN');
      case 'WHILE':
      case 'FOR':
        this.#depth++;
        return this.#condition('DO');
      case 'ELSEIF':
      case 'WHEN':
        return this.#condition('THEN');
      case 'UNTIL':
        return this.#condition('END');
      case 'NOT': // BEGIN NOT ATOMIC
      case 'ATOMIC':
      case 'ELSE':
        return 'statementStart';
      case 'END':
        return this.#close();
      case 'DECLARE':
        this.#handler = false;
        return 'declare';
      default:
        return simpleVerbs.has(word) ? 'plain' : 'firstWord';
    }
  }

  #condition(until: string): State {
    this.#until = until;
    this.#cases = 0;
    return 'condition';
  }

  #inCondition(word: string): State {
    if (word === 'CASE') this.#cases++;
    else if (word === 'END' && this.#endIsName()) return 'condition';
    else if (this.#cases > 0) {
      if (word === 'END') this.#cases--;
    } else if (word === this.#until) return word === 'END' ? this.#close() : 'statementStart';
    return 'condition';
  }

  #endIsName(): boolean {
    return wantsValue.has(this.#lastWord) || signsBeforeValue.includes(String.fromCharCode(this.#lastCode));
  }

  #inDeclare(word: string): State {
    if (word === 'HANDLER') this.#handler = true;
    if (word !== 'FOR' || !this.#handler) return 'declare';
    this.#wantsCondition = true;
    return 'handler';
  }

  #inHandler(word: string, code: number): State {
    if (code === comma) this.#wantsCondition = true;
    else if (this.#wantsCondition)
      this.#wantsCondition = word === 'NOT' || word === 'SQLSTATE' || word === 'VALUE';
    else return this.#begin(word);
    return 'handler';
  }

  #close(): State {
    if (this.#depth > 0) this.#depth--;
    return 'end';
  }
}
