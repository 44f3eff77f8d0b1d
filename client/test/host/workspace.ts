import * as vscode from 'vscode';

export const extensionId = 'switchback.switchback';

export const configuration = {
  migrations: 'migrations',
  schemaFile: 'schema.sql',
  defaultEnvironment: 'dev',
  environments: {
    dev: { database: 'sqlite:dev.db' },
    prod: { database: 'sqlite:prod.db', production: true },
  },
};

export const migrations: Readonly<Record<string, string>> = {
  '001_create_users.sql':
    '-- migrate:up\nCREATE TABLE users (\n  id INTEGER PRIMARY KEY,\n  email TEXT NOT NULL\n);\n\n-- migrate:down\nDROP TABLE users;\n',
  '002_create_orders.sql':
    '-- migrate:requires 001\n-- migrate:up\nCREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));\n\n-- migrate:down\nDROP TABLE orders;\n',
  '003_seed.sql': "-- migrate:up\nINSERT INTO users (email) VALUES ('a@example.com');\n",
};

/** The folder the tests were started in; it is empty at first. */
export function folder(): vscode.WorkspaceFolder {
  const first = vscode.workspace.workspaceFolders?.[0];
  if (first === undefined) throw new Error('The tests need a folder.');
  return first;
}

export function file(path: string): vscode.Uri {
  return vscode.Uri.joinPath(folder().uri, path);
}

export function migration(name: keyof typeof migrations & string): vscode.Uri {
  return file(`migrations/${name}`);
}

export async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

/** Waits until `read` gives what `accept` accepts; says what it gave last when that does not happen. */
export async function eventually<T>(
  read: () => T | PromiseLike<T>,
  accept: (value: T) => boolean,
  what: string,
): Promise<T> {
  const deadline = Date.now() + 40_000;
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    if (Date.now() > deadline) throw new Error(`${what}; it was ${JSON.stringify(value)}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}
