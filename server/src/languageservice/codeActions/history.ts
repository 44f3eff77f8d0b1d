import type { CommandIds, RunRequest } from '../../protocol.ts';
import type { OfferFixes } from './index.ts';

function commandFix(
  title: (environment: string) => string,
  id: CommandIds,
  preferred = false,
  run?: Pick<RunRequest, 'command'>,
): OfferFixes {
  return (project, _path, found) => {
    const { environment } = project;
    if (environment === null || !project.trusted || found.version === undefined) return [];
    const about = { project: project.id, environment: environment.name, version: found.version };
    const request =
      run === undefined
        ? {}
        : {
            run: {
              project: project.id,
              environment: environment.name,
              ...run,
              ...(run.command === 'repair' ? { to: found.version } : {}),
            },
          };
    return [
      {
        title: title(environment.name),
        code: found.code,
        preferred,
        edits: [],
        command: { id, arguments: { ...about, ...request } },
      },
    ];
  };
}

export const restoreApplied = commandFix(
  (environment) => `Restore the text that was applied to ${environment}`,
  'migrate.restoreApplied',
  true,
);
export const acceptFile = commandFix(
  (environment) => `Accept the file as it is now: record its checksum in ${environment}`,
  'migrate.repair',
  false,
  { command: 'repair' },
);
export const compareApplied = commandFix(
  () => 'Compare with the text that was applied',
  'migrate.showApplied',
);
export const resume = commandFix(
  (environment) => `Go on with it after its last good statement on ${environment}`,
  'migrate.resume',
  true,
  { command: 'resume' },
);
export const recover = commandFix(
  (environment) => `Take it back from ${environment}`,
  'migrate.recover',
  false,
  {
    command: 'recover',
  },
);
