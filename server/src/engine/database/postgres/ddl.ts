import type { Ddl } from '../ddl.ts';
export const postgresDdl: Ddl = { create: () => [], alter: () => [], displayType: (type) => type };
