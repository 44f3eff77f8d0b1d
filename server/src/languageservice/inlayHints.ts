import type { ProjectSnapshot } from './model.ts';

export interface InlayHint {
  readonly offset: number;
  readonly label: string;
}

/** Behind each required version the name of its migration. */
export function inlayHints(project: ProjectSnapshot, path: string): readonly InlayHint[] {
  const requires = project.directory.source(path)?.content?.requires ?? [];
  if (requires.length === 0) return [];
  const names = new Map(project.directory.migrations.map(({ number, name }) => [number, name]));
  return requires.flatMap(({ number, place }) => {
    const name = names.get(number);
    return name === undefined || place.end === undefined ? [] : [{ offset: place.end, label: name }];
  });
}
