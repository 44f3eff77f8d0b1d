import { adminUrl } from './testServer.ts';

/** Where the servers of docker-compose.yml are, by the variable that has the tests use them. */
export const containers: Readonly<Record<string, string>> = {
  TEST_POSTGRES_URL: adminUrl('postgres', 'postgres', 55432, 'postgres'),
  TEST_MYSQL_URL: adminUrl('mysql', 'root', 33084, 'mysql'),
  TEST_MARIADB_URL: adminUrl('mariadb', 'root', 33118, 'mysql'),
};
