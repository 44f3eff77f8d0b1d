import { query } from './rawQuery.ts';
import type { Product, ServerName, TestDialect, TestServer } from './testServer.ts';

/** Names a server of somebody else's (an administrator's address), to be used instead of starting one. */
export const environmentVariable: Readonly<Record<ServerName, string>> = {
  postgres18: 'TEST_POSTGRES_URL',
  postgres17: 'TEST_POSTGRES17_URL',
  postgres16: 'TEST_POSTGRES16_URL',
  postgres15: 'TEST_POSTGRES15_URL',
  postgres14: 'TEST_POSTGRES14_URL',
  postgres13: 'TEST_POSTGRES13_URL',
  mysql9: 'TEST_MYSQL_URL',
  mariadb11: 'TEST_MARIADB_URL',
  mariadb10: 'TEST_MARIADB10_URL',
};

/** Further versions of a product stand aside when the main one is named and they are not. */
const mainOf: Partial<Readonly<Record<ServerName, ServerName>>> = {
  postgres17: 'postgres18',
  postgres16: 'postgres18',
  postgres15: 'postgres18',
  postgres14: 'postgres18',
  postgres13: 'postgres18',
  mariadb10: 'mariadb11',
};

const kinds: Readonly<Record<ServerName, readonly [TestDialect, Product]>> = {
  postgres18: ['postgres', 'PostgreSQL'],
  postgres17: ['postgres', 'PostgreSQL'],
  postgres16: ['postgres', 'PostgreSQL'],
  postgres15: ['postgres', 'PostgreSQL'],
  postgres14: ['postgres', 'PostgreSQL'],
  postgres13: ['postgres', 'PostgreSQL'],
  mysql9: ['mysql', 'MySQL'],
  mariadb11: ['mysql', 'MariaDB'],
  mariadb10: ['mysql', 'MariaDB'],
};

/** Whether another server of the same product was named, which then stands for this one too. */
export function standsAside(name: ServerName): boolean {
  const main = mainOf[name];
  return (
    main !== undefined && !!process.env[environmentVariable[main]] && !process.env[environmentVariable[name]]
  );
}

/**
 * The server at this address. It is never stopped or killed by the tests.
 * @throws when it does not answer.
 */
export async function externalServer(name: ServerName, url: string): Promise<TestServer> {
  const [row] = await query(url, 'select version() as version').catch((error: Error) => {
    throw new Error(
      `${environmentVariable[name]} names a server that does not answer: ${error.message || 'no connection'}`,
    );
  });
  const [dialect, product] = kinds[name];
  const notOurs = async (): Promise<void> => {
    throw new Error(`${name} is somebody else's server: use startPrivate() for one to kill.`);
  };
  return {
    ...{ name, dialect, product, url, version: String(row?.version), pid: null },
    stop: async () => {},
    kill: notOurs,
    restart: notOurs,
  };
}
