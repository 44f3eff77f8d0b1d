import { dirname } from 'node:path';
import type { Diagnostic } from '../../engine/index.ts';
import type { SqlDialect } from '../../engine/sql/index.ts';
import type { CheckSyntax } from '../../engine/syntax/checkSyntax.ts';
import { syntaxChecker } from '../../engine/syntax/index.ts';
import { findDiagnostics } from '../../languageservice/diagnostics/index.ts';
import { Background } from '../background.ts';
import type { Project } from '../projects/project.ts';
import type { Workspace } from '../projects/workspace.ts';
import { pathOfUri, uriOfPath } from '../uris.ts';
import type { OpenDocuments } from './openDocuments.ts';
import { lspDiagnostic, type Publisher, type TextOf } from './publisher.ts';

/** With more pending migrations than these, rules look at open files only. */
const mostPending = 300;

/** Keeps the editor's diagnostics right: at once for the file at hand, in the background for all others. */
export class Diagnosing {
  readonly #workspace: Workspace;
  readonly #documents: OpenDocuments;
  readonly #publisher: Publisher;
  readonly #textOf: TextOf;
  readonly #uriOf: (path: string) => string;
  readonly #tried: (path: string) => readonly Diagnostic[];
  readonly #background: Background;
  /** Null: it is being loaded, or there is none. */
  readonly #checkers = new Map<SqlDialect, CheckSyntax | null>();

  constructor(
    workspace: Workspace,
    documents: OpenDocuments,
    publisher: Publisher,
    textOf: TextOf,
    uriOf: (path: string) => string,
    /** What trying a file out has shown. */
    tried: (path: string) => readonly Diagnostic[],
  ) {
    this.#workspace = workspace;
    this.#documents = documents;
    this.#publisher = publisher;
    this.#textOf = textOf;
    this.#uriOf = uriOf;
    this.#tried = tried;
    this.#background = new Background((path) => this.file(path));
  }

  /** Looks at one file now. */
  file(path: string): void {
    const project = this.#workspace.projectOf(path);
    const document = this.#documents.get(path);
    const uri = this.#uriOf(path);
    if (uri !== uriOfPath(path)) this.#publisher.publish(uriOfPath(path), []);
    if (project === null) {
      if (this.#workspace.configuredBy(path) === null) this.#publisher.publish(uri, []);
      return;
    }
    const looksInside = this.#wantsSyntax(project, path);
    const found = findDiagnostics(project, path, {
      checkSyntax: looksInside ? this.#checker(project) : null,
      lint: looksInside && this.#wantsRules(project, path) ? project.lint : null,
      outOfOrder: project.outOfOrder,
    });
    this.#publisher.publish(
      uri,
      withTried(found, this.#tried(path)).map((one) => lspDiagnostic(one, this.#textOf, this.#uriOf)),
      document?.version,
    );
  }

  /** Looks at all files of a project, open ones first. */
  project(project: Project): void {
    const open = this.#documents.all.map(({ path }) => path).filter((path) => project.holds(path));
    for (const path of open) this.file(path);
    const stale = this.#publisher.uris.flatMap((uri) => pathOfUri(uri) ?? []);
    this.#background.add([
      ...stale.filter((path) => dirname(path) === project.disk.path),
      ...project.directory.paths,
    ]);
  }

  /** Takes back what was said of files that belong to no project any more. */
  sweep(): void {
    for (const uri of this.#publisher.uris) {
      const path = pathOfUri(uri);
      if (path === null || this.#workspace.projectOf(path) !== null) continue;
      if (this.#workspace.configuredBy(path) === null) this.#publisher.publish(uri, []);
    }
  }

  /** Says what is wrong with a project's configuration. */
  configuration(project: Project): void {
    const { configurationPath, configurationErrors } = project;
    if (configurationPath === null) return;
    this.#publisher.publish(
      this.#uriOf(configurationPath),
      configurationErrors.map((error) =>
        lspDiagnostic(
          {
            code: error.code,
            severity: 'error',
            message: error.message,
            place: { ...error.details.place, file: configurationPath },
            ...(error.details.hint === undefined ? {} : { hint: error.details.hint }),
          },
          this.#textOf,
          this.#uriOf,
        ),
      ),
      this.#documents.get(configurationPath)?.version,
    );
  }

  /** Syntax is looked at where somebody writes, and in what is still to run. */
  #wantsSyntax(project: Project, path: string): boolean {
    if (project.isOpen(path)) return true;
    if (project.book.history === null) return false;
    const state = project.book.ofFile(path)?.state;
    return state === 'pending' || state === 'outOfOrder';
  }

  /** Each file is seen with the tables before it: not for thousands of files that nobody has open. */
  #wantsRules(project: Project, path: string): boolean {
    return project.isOpen(path) || project.book.pendingCount <= mostPending;
  }

  #checker(project: Project): CheckSyntax | null {
    const { dialect } = project;
    if (dialect === null) return null;
    const known = this.#checkers.get(dialect);
    if (known !== undefined) return known;
    this.#checkers.set(dialect, null);
    void syntaxChecker(dialect).then((checker) => {
      if (checker === null) return;
      this.#checkers.set(dialect, checker);
      for (const one of this.#workspace.projects) if (one.dialect === dialect) this.project(one);
    });
    return null;
  }
}

/** Both, less what a try says of a statement that does not parse: that is said already, and better placed. */
function withTried(found: readonly Diagnostic[], tried: readonly Diagnostic[]): readonly Diagnostic[] {
  if (tried.length === 0) return found;
  const unparsed = found.filter(({ code }) => code === 'syntax-error').map(({ place }) => place);
  const isSaid = ({ place }: Diagnostic) =>
    unparsed.some((one) => one.start! <= (place.end ?? 0) && (place.start ?? 0) <= one.end!);
  return [...found, ...tried.filter((one) => !isSaid(one))];
}
