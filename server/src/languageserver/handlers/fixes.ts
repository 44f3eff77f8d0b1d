import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic as LspDiagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { quickFixes } from '../../languageservice/codeActions/index.ts';
import { findDiagnostics } from '../../languageservice/diagnostics/index.ts';
import type { Edit, Fix } from '../../languageservice/edits.ts';
import type { Context } from '../context.ts';
import { rangeAt, rangeOfPlace } from '../positions.ts';
import type { Project } from '../projects/project.ts';

/** The quick fixes for what is wrong between two offsets of a file, joined to the client's own diagnostics. */
export function fixesIn(
  context: Context,
  project: Project,
  path: string,
  from: number,
  to: number,
  diagnostics: readonly LspDiagnostic[],
): CodeAction[] {
  const text = context.textOf(path);
  const found = findDiagnostics(project, path, {
    checkSyntax: null,
    lint: project.lint,
    outOfOrder: project.outOfOrder,
  }).filter(({ place }) => {
    const range = rangeOfPlace(text, place);
    const wanted = rangeAt(text, from, to);
    return range.start.line <= wanted.end.line && range.end.line >= wanted.start.line;
  });
  const seen = new Set<string>();
  return quickFixes(project, path, found).flatMap((fix) => {
    if (!context.features.fileEdits && fix.edits.some(({ kind }) => kind !== 'replace')) return [];
    if (seen.has(fix.title)) return [];
    seen.add(fix.title);
    return [actionOf(context, path, fix, diagnostics)];
  });
}

function actionOf(
  context: Context,
  path: string,
  fix: Fix,
  diagnostics: readonly LspDiagnostic[],
): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    isPreferred: fix.preferred,
    diagnostics: diagnostics.filter(({ code, source }) => source === 'migrate' && code === fix.code),
    ...(fix.edits.length === 0 ? {} : { edit: editOf(context, fix.edits) }),
    ...(fix.command === null
      ? {}
      : {
          command: {
            title: fix.title,
            command: fix.command.id,
            arguments: [{ ...fix.command.arguments, uri: context.uriOf(path) }],
          },
        }),
  };
}

/** Edits of files in LSP's form; all edits of one text are one step, since each counts in the text as it is now. */
export function editOf(context: Context, edits: readonly Edit[]): WorkspaceEdit {
  const texts = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    if (edit.kind !== 'replace') continue;
    const range = rangeAt(context.textOf(edit.path), edit.start, edit.end);
    const list = texts.get(edit.path) ?? [];
    texts.set(edit.path, list);
    list.push({ range, newText: edit.text });
  }
  if (!context.features.fileEdits) {
    return { changes: Object.fromEntries([...texts].map(([path, list]) => [context.uriOf(path), list])) };
  }
  return {
    documentChanges: [
      ...[...texts].map(([path, list]) => ({
        textDocument: { uri: context.uriOf(path), version: context.documents.get(path)?.version ?? null },
        edits: list,
      })),
      ...edits.flatMap((edit) => fileChange(context, edit)),
    ],
  };
}

function fileChange(context: Context, edit: Edit): NonNullable<WorkspaceEdit['documentChanges']> {
  if (edit.kind === 'rename') {
    return [{ kind: 'rename', oldUri: context.uriOf(edit.from), newUri: context.uriOf(edit.to) }];
  }
  if (edit.kind === 'replace') return [];
  const uri = context.uriOf(edit.path);
  const start = { line: 0, character: 0 };
  return [
    { kind: 'create', uri },
    {
      textDocument: { uri, version: null },
      edits: [{ range: { start, end: start }, newText: edit.text }],
    },
  ];
}
