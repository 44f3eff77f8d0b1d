import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../servers/testDatabases.ts';
import { createProject, type Project } from './project.ts';

describe.each(databases.filter(({ dialect }) => dialect === 'mysql'))(
  '$name: a foreign key before its table',
  (database) => {
    let project: Project;
    afterEach(() => project.drop());

    const text = `-- migrate:up
CREATE TABLE orders (id INT PRIMARY KEY, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE users (id INT PRIMARY KEY);
`;

    test('U3 the refusal says both ways out, and each is one', async () => {
      project = await createProject(database, { '1_orders.sql': text });
      const refused = await project.migrator.up();
      expect(refused.failed?.error.details.hint).toMatch(
        /Create those first;.*SET foreign_key_checks = 0.*session-variables=foreign_key_checks=0/s,
      );
      expect(await project.tables()).toEqual([]);
      const url = `${project.url}?session-variables=foreign_key_checks=0`;
      expect((await project.with({ url }).up()).failed).toBeNull();
      project.write({ '1_orders.sql': text.replace('CREATE', 'SET foreign_key_checks = 0;\nCREATE') });
      expect((await project.migrator.fresh({ confirmed: true })).failed).toBeNull();
      expect(await project.tables()).toEqual(['orders', 'users']);
    });
  },
);
