import { type Dirent, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configurationName, findConfiguration } from '../../engine/configuration/index.ts';

/** Where a project is, before anything of it is read. */
export interface Found {
  /** The configuration file; null for a folder with migrations and no configuration. */
  readonly configuration: string | null;
  readonly folder: string;
}

const passedOver: ReadonlySet<string> = new Set(
  'node_modules bower_components vendor dist build out target coverage __pycache__ venv'.split(' '),
);
const deepest = 4;
const mostFolders = 3000;

/**
 * The projects of a workspace folder: one for each configuration in it (a few folders deep), else the configuration
 * above it in the same repository, else the folder itself when it has a `migrations` directory. None when there is
 * nothing of the kind.
 */
export function findProjects(folder: string): readonly Found[] {
  const inside = configurationsIn(folder).map((configuration) => ({
    configuration,
    folder: dirname(configuration),
  }));
  if (inside.length > 0) return inside;
  const above = findConfiguration(folder);
  if (above !== null) return [{ configuration: above, folder: dirname(above) }];
  return isDirectory(join(folder, 'migrations')) ? [{ configuration: null, folder }] : [];
}

function configurationsIn(folder: string): readonly string[] {
  const found: string[] = [];
  let level = [folder];
  let looked = 0;
  for (let depth = 0; depth <= deepest && level.length > 0; depth++) {
    const next: string[] = [];
    for (const directory of level) {
      if (++looked > mostFolders) return found;
      for (const entry of entriesOf(directory)) {
        if (entry.name === configurationName && !entry.isDirectory()) found.push(join(directory, entry.name));
        else if (entry.isDirectory() && !entry.name.startsWith('.') && !passedOver.has(entry.name))
          next.push(join(directory, entry.name));
      }
    }
    level = next;
  }
  return found.sort();
}

function entriesOf(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
