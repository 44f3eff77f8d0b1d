import * as vscode from 'vscode';
import type { Projects } from '../projects/projects.ts';

/** What `tasks.json` holds: `{ "type": "migrate", "command": "up", "arguments": ["--env", "dev"] }`. */
interface Definition extends vscode.TaskDefinition {
  readonly command: string;
  readonly arguments?: readonly string[];
  /** Where it runs, relative to the workspace folder. */
  readonly cwd?: string;
}

/** Commands that are offered without a `tasks.json`: those that a build may well begin with. */
const offered = ['up', 'status', 'validate', 'lint'] as const;

/** Tasks of the type `migrate`: the command line that comes with the extension, run by the editor's own Node. */
export function taskProvider(context: vscode.ExtensionContext, projects: Projects): vscode.Disposable {
  const program = context.asAbsolutePath('dist/cli.js');
  return vscode.tasks.registerTaskProvider('migrate', {
    provideTasks: () =>
      projects.all.flatMap(({ project }) => {
        const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(project.directory));
        if (folder === undefined) return [];
        const cwd = project.configuration === null ? undefined : parentOf(project.configuration, folder);
        return offered.map((command) =>
          task(program, folder, { type: 'migrate', command, ...(cwd === undefined ? {} : { cwd }) }),
        );
      }),
    resolveTask({ definition, scope }) {
      const folder =
        typeof scope === 'object' && scope !== null ? scope : vscode.workspace.workspaceFolders?.[0];
      return folder && task(program, folder, definition as Definition);
    },
  });
}

function task(program: string, folder: vscode.WorkspaceFolder, definition: Definition): vscode.Task {
  const { command, cwd } = definition;
  const words = [command, ...(definition.arguments ?? [])];
  const execution = new vscode.ProcessExecution(process.execPath, [program, ...words], {
    cwd: vscode.Uri.joinPath(folder.uri, cwd ?? '.').fsPath,
    // The editor's program is Electron; this makes it the Node inside. A plain Node does not mind.
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  const name = cwd === undefined ? words.join(' ') : `${words.join(' ')} (${cwd})`;
  return new vscode.Task(definition, folder, name, 'migrate', execution, '$migrate');
}

/** The configuration's folder below the workspace folder; undefined when it is that folder. */
function parentOf(configuration: string, folder: vscode.WorkspaceFolder): string | undefined {
  const parent = vscode.Uri.joinPath(vscode.Uri.parse(configuration), '..').path;
  const below = parent.slice(folder.uri.path.length).replace(/^\//, '');
  return below === '' ? undefined : below;
}
