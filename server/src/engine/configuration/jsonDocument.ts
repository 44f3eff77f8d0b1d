/** A JSON text with the place of each value in it. */
export interface JsonDocument {
  readonly value: unknown;
  /** Offsets of the value at `path` (of its key with `key`), or of the nearest value around it. */
  rangeOf(path: readonly PropertyKey[], part?: 'key' | 'value'): readonly [start: number, end: number];
}

/** The text is not JSON; `offset` is where reading stopped. */
export class JsonSyntaxError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

interface Node {
  readonly start: number;
  end: number;
  readonly key?: readonly [number, number];
  readonly children: Map<string, Node>;
}

/** Reads strict JSON and keeps places, which `JSON.parse` forgets. Throws `JsonSyntaxError`, also for a key that stands twice. */
export function parseJson(text: string): JsonDocument {
  const reader = new Reader(text);
  const root = reader.document();
  return {
    value: root.value,
    rangeOf(path, part = 'value') {
      let node = root.node;
      for (const step of path) {
        const next = node.children.get(String(step));
        if (next === undefined) return part === 'key' && node.key ? node.key : [node.start, node.end];
        node = next;
      }
      return part === 'key' && node.key ? node.key : [node.start, node.end];
    },
  };
}

interface Read {
  readonly value: unknown;
  readonly node: Node;
}

class Reader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    if (text.charCodeAt(0) === 0xfeff) this.#at = 1;
  }

  document(): Read {
    const read = this.#value(undefined);
    this.#blank();
    if (this.#at < this.#text.length) this.#fail('unexpected text after the end');
    return read;
  }

  #value(key: readonly [number, number] | undefined): Read {
    this.#blank();
    const node: Node = {
      start: this.#at,
      end: this.#at,
      children: new Map(),
      ...(key === undefined ? {} : { key }),
    };
    const first = this.#text[this.#at];
    let value: unknown;
    if (first === '{') value = this.#object(node);
    else if (first === '[') value = this.#array(node);
    else if (first === '"') value = this.#string();
    else value = this.#word();
    node.end = this.#at;
    return { value, node };
  }

  #object(node: Node): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.#at++;
    for (let first = true; ; first = false) {
      this.#blank();
      if (this.#text[this.#at] === '}') {
        if (!first) this.#fail('a comma stands before "}"');
        break;
      }
      const start = this.#at;
      if (this.#text[start] !== '"') this.#fail('a key in double quotes is wanted here');
      const key = this.#string();
      if (node.children.has(key)) this.#fail(`"${key}" stands here twice`, start);
      const range = [start, this.#at] as const;
      this.#blank();
      if (this.#text[this.#at] !== ':') this.#fail('":" is wanted here');
      this.#at++;
      const read = this.#value(range);
      node.children.set(key, read.node);
      Object.defineProperty(object, key, {
        value: read.value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
      if (!this.#separator('}')) break;
    }
    this.#at++;
    return object;
  }

  #array(node: Node): unknown[] {
    const array: unknown[] = [];
    this.#at++;
    for (;;) {
      this.#blank();
      if (this.#text[this.#at] === ']') {
        if (array.length > 0) this.#fail('a comma stands before "]"');
        break;
      }
      const read = this.#value(undefined);
      node.children.set(String(array.length), read.node);
      array.push(read.value);
      if (!this.#separator(']')) break;
    }
    this.#at++;
    return array;
  }

  /** Passes a comma and says so; stops before `close` and says no. */
  #separator(close: string): boolean {
    this.#blank();
    const found = this.#text[this.#at];
    if (found === close) return false;
    if (found !== ',') this.#fail(`"," or "${close}" is wanted here`);
    this.#at++;
    return true;
  }

  #string(): string {
    const match = /"(?:[^"\\\n]|\\.)*"/y;
    match.lastIndex = this.#at;
    const found = match.exec(this.#text);
    if (found === null) this.#fail('the string has no end on its line');
    const value = this.#native(found[0]) as string;
    this.#at += found[0].length;
    return value;
  }

  #word(): unknown {
    const match = /[\w.+-]+/y;
    match.lastIndex = this.#at;
    const found = match.exec(this.#text);
    if (found === null) {
      const comment = this.#text.startsWith('//', this.#at) || this.#text.startsWith('/*', this.#at);
      this.#fail(comment ? 'comments are not allowed' : 'a value is wanted here');
    }
    const value = this.#native(found[0]);
    this.#at += found[0].length;
    return value;
  }

  #native(source: string): unknown {
    try {
      return JSON.parse(source);
    } catch {
      return this.#fail(`${source.length > 30 ? 'this' : source} is no JSON value`);
    }
  }

  #blank(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #fail(message: string, offset = this.#at): never {
    throw new JsonSyntaxError(message, offset);
  }
}
