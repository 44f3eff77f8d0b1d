import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/**
 * Runs the suites inside the editor's extension host: the desktop's, started by `npm run test:desktop`, or the browser's,
 * started by e2e. What became of each test is written to the file that `HOST_TEST_RESULTS` names.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false });
  // The suites add their tests when they are loaded; `describe` and `it` are there from now on.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./suites.ts');
  const results: { title: string; error: string | null; durationMs: number }[] = [];
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      const file = process.env.HOST_TEST_RESULTS;
      if (file !== undefined) writeFileSync(file, JSON.stringify(results, null, 2));
      if (failures === 0) resolve();
      else reject(new Error(`${failures} tests failed.`));
    });
    runner.on('pass', (test) =>
      results.push({ title: test.fullTitle(), error: null, durationMs: test.duration ?? 0 }),
    );
    runner.on('fail', (test, error) =>
      results.push({
        title: test.fullTitle(),
        error: String(error?.stack ?? error),
        durationMs: test.duration ?? 0,
      }),
    );
  });
}
