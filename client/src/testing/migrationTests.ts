import * as vscode from 'vscode';
import type { TriedMigration } from '../../../server/src/protocol.ts';
import type { Server } from '../languageclient/server.ts';
import { ServerProblem, unexpected } from '../problems/serverProblem.ts';
import { sentence } from '../problems/showProblem.ts';
import type { Projects } from '../projects/projects.ts';
import { type TestItems, testItems } from './testItems.ts';
import { lines, reportTried, reportUntried } from './testResults.ts';

/** The Test Explorer: every migration is a test that goes up, down and up again on a scratch database. */
export function migrationTests(server: Server, projects: Projects): vscode.Disposable {
  const controller = vscode.tests.createTestController('migrate', vscode.l10n.t('Migrations'));
  const items = testItems(controller, projects);
  controller.createRunProfile(
    vscode.l10n.t('Up, Down, Up on a Scratch Database'),
    vscode.TestRunProfileKind.Run,
    (request, token) => runTests(controller, items, server, request, token),
    true,
  );
  return vscode.Disposable.from(controller, items);
}

async function runTests(
  controller: vscode.TestController,
  items: TestItems,
  server: Server,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  const run = controller.createTestRun(request);
  try {
    for (const [project, chosen] of chosenItems(controller, items, request)) {
      if (!token.isCancellationRequested) await runProject(run, items, server, project, chosen, token);
    }
  } finally {
    run.end();
  }
}

/** The migrations to try, by project. */
function chosenItems(
  controller: vscode.TestController,
  items: TestItems,
  { include, exclude }: vscode.TestRunRequest,
): ReadonlyMap<vscode.TestItem, ReadonlySet<vscode.TestItem>> {
  const chosen = new Map<vscode.TestItem, Set<vscode.TestItem>>();
  for (const item of include ?? [...controller.items].map(([, project]) => project)) {
    const project = items.projectOf(item);
    const known = chosen.get(project) ?? new Set();
    for (const one of item === project ? items.migrationsOf(item) : [item]) known.add(one);
    chosen.set(project, known);
  }
  for (const item of exclude ?? []) {
    const project = items.projectOf(item);
    if (item === project) chosen.delete(project);
    else chosen.get(project)?.delete(item);
  }
  return chosen;
}

let count = 0;

async function runProject(
  run: vscode.TestRun,
  items: TestItems,
  server: Server,
  project: vscode.TestItem,
  chosen: ReadonlySet<vscode.TestItem>,
  token: vscode.CancellationToken,
): Promise<void> {
  const waiting = new Map([...chosen].map((item) => [items.subjectOf(item)?.version ?? '', item]));
  const versions = [...waiting.keys()];
  const begin = () => {
    const [next] = waiting.values();
    if (next !== undefined) run.started(next);
  };
  for (const item of chosen) run.enqueued(item);
  begin();
  const id = `test-${++count}`;
  let last: TriedMigration | undefined;
  const subscription = server.onTried(({ run: of, tried }) => {
    if (of !== id) return;
    last = tried;
    const item = waiting.get(tried.version);
    waiting.delete(tried.version);
    if (item !== undefined) reportTried(run, item, tried);
    begin();
  });
  try {
    await server.request('switchback/check', { project: project.id, run: id, versions }, token);
    for (const item of waiting.values()) run.skipped(item);
    if (waiting.size > 0) run.appendOutput(lines(whyNotTried(last)));
  } catch (error) {
    if (token.isCancellationRequested) return;
    const reason = error instanceof ServerProblem ? sentence(error.problem) : unexpected(error);
    reportUntried(run, waiting.values(), reason);
  } finally {
    subscription.dispose();
  }
}

function whyNotTried(last: TriedMigration | undefined): string {
  return vscode.l10n.t('The rest was not tried: {0} does not go up.', last?.version ?? '');
}
