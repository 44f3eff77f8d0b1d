import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('tasks', () => {
  it("E5 the command line runs as a task, and its exit code is the task's", async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'migrate' });
    assert.deepEqual(tasks.map(({ name }) => name).sort(), ['lint', 'status', 'up', 'validate']);
    const status = tasks.find(({ name }) => name === 'status')!;
    assert.deepEqual(status.problemMatchers, ['$migrate']);
    const ended = new Promise<number | undefined>((resolve) => {
      const subscription = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name !== 'status') return;
        subscription.dispose();
        resolve(exitCode);
      });
    });
    await vscode.tasks.executeTask(status);
    assert.equal(await ended, 0);
  });
});
