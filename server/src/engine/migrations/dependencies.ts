import { basename } from 'node:path';
import type { Diagnostic } from '../diagnostic.ts';
import type { Migration, Requirement } from './migration.ts';

/**
 * Errors of `migrate:requires`: versions that no file has, circles, and versions later than the file's own (which would
 * run after it). `migrations` come by number ascending. Linear in migrations and requirements.
 */
export function dependencyDiagnostics(migrations: readonly Migration[]): Diagnostic[] {
  if (migrations.every(({ requires }) => requires.length === 0)) return [];
  const byNumber = new Map<bigint, number>();
  migrations.forEach(({ number }, index) => {
    if (!byNumber.has(number)) byNumber.set(number, index);
  });
  const circles = circlesOf(
    migrations.map(({ requires }) => requires.flatMap((it) => byNumber.get(it.number) ?? [])),
  );
  const told = new Set<readonly number[]>();
  const found: Diagnostic[] = [];
  migrations.forEach((migration, index) => {
    for (const requirement of migration.requires) {
      const target = byNumber.get(requirement.number);
      const circle = circles[index];
      if (target === undefined) found.push(unknown(migration, requirement));
      else if (circle !== undefined && circle === circles[target]) {
        if (!told.has(circle))
          found.push(
            circular(
              circle.map((at) => migrations[at]!),
              migration,
              requirement,
            ),
          );
        told.add(circle);
      } else if (target > index) found.push(later(migration, migrations[target]!, requirement));
    }
  });
  return found;
}

function unknown(migration: Migration, requirement: Requirement): Diagnostic {
  return {
    code: 'unknown-dependency',
    severity: 'error',
    message: `${fileOf(migration)} requires version ${requirement.version}, which no file has.`,
    hint: 'Correct the version, or bring the file back.',
    place: requirement.place,
    version: migration.version,
  };
}

function later(migration: Migration, target: Migration, requirement: Requirement): Diagnostic {
  return {
    code: 'later-dependency',
    severity: 'error',
    message: `${fileOf(migration)} requires ${fileOf(target)}, which is later and would run after it.`,
    hint: `Give it a version after ${target.version}.`,
    place: requirement.place,
    version: migration.version,
    related: [relatedTo(target)],
  };
}

function circular(circle: readonly Migration[], migration: Migration, requirement: Requirement): Diagnostic {
  const message =
    circle.length === 1
      ? `${fileOf(migration)} requires itself.`
      : `These migrations require each other in a circle: ${circle.map(fileOf).join(', ')}.`;
  return {
    code: 'circular-dependency',
    severity: 'error',
    message,
    hint: 'Remove one of their `migrate:requires` lines.',
    place: requirement.place,
    version: migration.version,
    related: circle.filter((other) => other !== migration).map(relatedTo),
  };
}

function relatedTo(migration: Migration) {
  const place = migration.requires[0]?.place ?? { file: migration.files[0]! };
  return { place, message: migration.id };
}

function fileOf(migration: Migration): string {
  return basename(migration.files[0]!);
}

/**
 * For each node the members of the circle it is in (ascending, one array per circle), undefined when it is in none.
 * Tarjan's strongly connected components with a stack of its own, so that a long chain cannot overflow.
 */
function circlesOf(edges: readonly (readonly number[])[]): (readonly number[] | undefined)[] {
  const circles: (readonly number[] | undefined)[] = new Array(edges.length);
  const order = new Int32Array(edges.length).fill(-1);
  const low = new Int32Array(edges.length);
  const open = new Uint8Array(edges.length);
  const component: number[] = [];
  let counter = 0;
  for (let root = 0; root < edges.length; root++) {
    if (order[root] !== -1) continue;
    const path: { readonly node: number; next: number }[] = [{ node: root, next: 0 }];
    while (path.length > 0) {
      const frame = path.at(-1)!;
      const { node } = frame;
      if (frame.next === 0) {
        order[node] = low[node] = counter++;
        open[node] = 1;
        component.push(node);
      }
      const target = edges[node]![frame.next++];
      if (target !== undefined) {
        if (order[target] === -1) path.push({ node: target, next: 0 });
        else if (open[target] === 1) low[node] = Math.min(low[node]!, order[target]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent.node] = Math.min(low[parent.node]!, low[node]!);
      if (low[node] !== order[node]) continue;
      const members = component.splice(component.lastIndexOf(node)).sort((a, b) => a - b);
      for (const member of members) open[member] = 0;
      if (members.length > 1 || edges[node]!.includes(node))
        for (const member of members) circles[member] = members;
    }
  }
  return circles;
}
