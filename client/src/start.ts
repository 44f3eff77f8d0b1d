import * as vscode from 'vscode';
import { registerCommands } from './commands/index.ts';
import { restoreEnvironments } from './connections/activeEnvironment.ts';
import { connectWhereWanted } from './connections/automatic.ts';
import { passwordsIn } from './connections/passwords.ts';
import { generatedTexts } from './documents/generatedTexts.ts';
import { previews } from './documents/preview.ts';
import { virtualDocuments } from './documents/virtualDocuments.ts';
import { languageServer } from './languageclient/languageServer.ts';
import { reportFailedStart } from './problems/failedStart.ts';
import { followProjects } from './projects/projects.ts';
import { runsOn } from './runs/runs.ts';
import type { Services } from './services.ts';
import { taskProvider } from './tasks/provider.ts';
import { migrationTests } from './testing/migrationTests.ts';
import { tellUntried } from './testing/untried.ts';
import { contextKeys } from './views/contextKeys.ts';
import { fileDecorations } from './views/fileDecorations.ts';
import { migrationsTree } from './views/migrationsTree.ts';
import { statusBar } from './views/statusBar.ts';

/**
 * Puts the parts together and lets the language server start beside. Gives what ends it.
 * @throws when a part cannot be registered; a language server that does not start is told in a message.
 */
export function start(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
): () => Promise<void> {
  const passwords = passwordsIn(context.secrets);
  const server = languageServer(context, output, passwords);
  const projects = followProjects(server, (error) => output.error(String(error)));
  const runs = runsOn(server, output);
  const generated = generatedTexts();
  const open = previews();
  const services: Services = {
    context,
    output,
    server,
    projects,
    passwords,
    runs,
    generated,
    previews: open,
  };
  const keys = contextKeys(projects, runs);
  context.subscriptions.push(
    projects,
    runs,
    generated,
    open,
    keys,
    registerCommands(services),
    virtualDocuments(server, projects, generated),
    migrationsTree(projects),
    fileDecorations(projects),
    statusBar(projects, runs),
    taskProvider(context, projects),
    migrationTests(server, projects),
    tellUntried(context, server),
    vscode.workspace.onDidGrantWorkspaceTrust(async () => {
      await server.notify('switchback/trust', { trusted: true });
      await connectWhereWanted(server, projects);
    }),
  );
  void begin(services, () => server.start()).catch((error: unknown) => {
    keys.fail();
    reportFailedStart(output, error);
  });
  return () => server.stop();
}

async function begin(
  { context, server, projects }: Services,
  startServer: () => Promise<void>,
): Promise<void> {
  await startServer();
  await projects.update();
  await restoreEnvironments(context, server, projects);
  await connectWhereWanted(server, projects);
  await projects.update();
}
