import type { Ddl } from '../ddl.ts';
import type { Flavour } from './flavour.ts';

export function ddlFor(_flavour: Flavour): Ddl {
  return { create: () => [], alter: () => [], displayType: (type) => type.toUpperCase() };
}
