import { hazardHints } from '../../languageservice/hazards.ts';
import { inlayHints } from '../../languageservice/inlayHints.ts';
import type { Context } from '../context.ts';
import { type Settings, settingsOf } from '../features.ts';
import { offsetAt, rangeAt } from '../positions.ts';
import { guardedBy } from './guarded.ts';

/** Answers what stands between the lines: names of required versions, and what statements were measured to take. */
export function hintHandler(context: Context, settings: () => Settings): void {
  const guarded = guardedBy(context);

  /** The settings of one file, where the client can be asked for them. */
  async function settingsFor(uri: string): Promise<Settings> {
    if (!context.features.configuration) return settings();
    const own: unknown = await context.connection.workspace
      .getConfiguration({ scopeUri: uri, section: 'migrate' })
      .catch(() => undefined);
    return settingsOf(own, settings());
  }

  context.connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
    const { inlayHints: wanted, hazardRows } = await settingsFor(uri);
    return guarded(uri, [], ({ project, path, text }) => {
      if (!wanted) return [];
      const from = offsetAt(text, range.start);
      const to = offsetAt(text, range.end);
      const rows = project.state?.rows;
      const hazards = hazardHints(project, path, context.measured(path), {
        rowsOf: (table) => rows?.get(table) ?? null,
        leastRows: hazardRows,
      });
      return [...inlayHints(project, path), ...hazards]
        .filter(({ offset }) => offset >= from && offset <= to)
        .map(({ offset, label }) => ({
          position: rangeAt(text, offset, offset).start,
          label,
          paddingLeft: true,
        }));
    });
  });
}
