import {
  type CodeAction,
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type DocumentSymbol,
  FoldingRangeKind,
  type Location as LspLocation,
  MarkupKind,
  type Position,
  SymbolKind,
} from 'vscode-languageserver';
import type { Location } from '../../engine/catalog/catalog.ts';
import { codeLenses } from '../../languageservice/codeLens.ts';
import { type Completion, complete } from '../../languageservice/completion.ts';
import { folds } from '../../languageservice/folding.ts';
import { hover } from '../../languageservice/hover.ts';
import { inlineCompletion } from '../../languageservice/inlineCompletion.ts';
import { type OutlineItem, outline } from '../../languageservice/outline.ts';
import { definition, references } from '../../languageservice/references.ts';
import type { CommandIds } from '../../protocol.ts';
import type { Context } from '../context.ts';
import type { Settings } from '../features.ts';
import { offsetAt, type ReadText, rangeAt } from '../positions.ts';
import { fixesIn } from './fixes.ts';
import { type Found, guardedBy } from './guarded.ts';
import { hintHandler } from './hints.ts';

/** Answers the standard requests. One that cannot be answered is answered with nothing, never with an error. */
export function editorHandlers(context: Context, settings: () => Settings): void {
  const { connection } = context;

  const guarded = guardedBy(context);
  const at = (position: Position, found: Found) => offsetAt(found.text, position);
  const locationOf = ({ path, start, end }: Location): LspLocation => ({
    uri: context.uriOf(path),
    range: rangeAt(context.textOf(path), start, end),
  });

  connection.onHover(({ textDocument: { uri }, position }) =>
    guarded(uri, null, (found) => {
      const told = hover(found.project, found.path, at(position, found));
      if (told === null) return null;
      return {
        contents: { kind: MarkupKind.Markdown, value: told.markdown },
        range: rangeAt(found.text, told.start, told.end),
      };
    }),
  );

  connection.onCompletion(({ textDocument: { uri }, position }) =>
    guarded<CompletionItem[] | CompletionList>(uri, [], (found) => {
      const { shown, isIncomplete } = narrowed(
        complete(found.project, found.path, at(position, found)),
        found,
      );
      const items = shown.map((item, index) => ({
        label: item.label,
        kind: completionKinds[item.kind],
        detail: item.detail,
        ...(item.documentation === ''
          ? {}
          : { documentation: { kind: MarkupKind.Markdown, value: item.documentation } }),
        sortText: String(index).padStart(6, '0'),
        filterText: item.label,
        textEdit: { range: rangeAt(found.text, item.start, item.end), newText: item.insert },
      }));
      return isIncomplete ? { isIncomplete, items } : items;
    }),
  );

  connection.onDocumentSymbol(({ textDocument: { uri } }) =>
    guarded<DocumentSymbol[]>(uri, [], (found) => {
      const tree = outline(found.project, found.path).map((item) => symbolOf(found.text, item));
      return context.features.hierarchicalSymbols
        ? tree
        : tree.flatMap((one) => [one, ...(one.children ?? [])]);
    }),
  );

  connection.onFoldingRanges(({ textDocument: { uri } }) =>
    guarded(uri, [], (found) =>
      folds(found.project, found.path).flatMap(({ start, end, kind }) => {
        const range = rangeAt(found.text, start, end);
        if (range.end.line <= range.start.line) return [];
        return [
          {
            startLine: range.start.line,
            endLine: range.end.line,
            ...(kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {}),
          },
        ];
      }),
    ),
  );

  connection.onDefinition(({ textDocument: { uri }, position }) =>
    guarded(uri, null, (found) => {
      const place = definition(found.project, found.path, at(position, found));
      return place === null ? null : locationOf(place);
    }),
  );

  connection.onReferences(({ textDocument: { uri }, position, context: { includeDeclaration } }) =>
    guarded(uri, [], (found) => {
      const offset = at(position, found);
      const declared = includeDeclaration ? null : definition(found.project, found.path, offset);
      return references(found.project, found.path, offset)
        .filter(({ path, start }) => declared === null || path !== declared.path || start !== declared.start)
        .map(locationOf);
    }),
  );

  connection.onCodeLens(({ textDocument: { uri } }) =>
    guarded(uri, [], (found) => {
      if (!settings().codeLens) return [];
      return codeLenses(found.project, found.path).map(({ offset, title, command }) => {
        const range = rangeAt(found.text, offset, offset);
        return {
          range: { start: { ...range.start, character: 0 }, end: { ...range.start, character: 0 } },
          command:
            command === null
              ? { title, command: '' }
              : {
                  title,
                  command: command.id satisfies CommandIds,
                  arguments: [{ ...command.arguments, uri: context.uriOf(found.path) }],
                },
        };
      });
    }),
  );

  hintHandler(context, settings);

  connection.languages.inlineCompletion.on(({ textDocument: { uri }, position }) =>
    guarded(uri, [], (found) => {
      const offered = inlineCompletion(found.project, found.path, at(position, found));
      if (offered === null) return [];
      const range = rangeAt(found.text, offered.offset, offered.offset);
      return [{ insertText: offered.text, range }];
    }),
  );

  connection.onCodeAction(({ textDocument: { uri }, range, context: { diagnostics, only } }) =>
    guarded<CodeAction[]>(uri, [], ({ project, path, text }) => {
      if (only !== undefined && !only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
      const from = offsetAt(text, range.start);
      const to = offsetAt(text, range.end);
      return fixesIn(context, project, path, from, to, diagnostics);
    }),
  );
}

/** More than these are not looked through by anybody: what was typed so far narrows them down. */
const mostCompletions = 1000;

function narrowed(all: readonly Completion[], { text }: Found) {
  if (all.length <= mostCompletions) return { shown: all, isIncomplete: false };
  const typed = text.text.slice(all[0]!.start, all[0]!.end).toLowerCase();
  const fitting = all.filter(({ label }) => label.toLowerCase().includes(typed));
  return { shown: fitting.slice(0, mostCompletions), isIncomplete: true };
}

const completionKinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  directive: CompletionItemKind.Keyword,
  option: CompletionItemKind.Property,
  version: CompletionItemKind.Reference,
  table: CompletionItemKind.Struct,
  view: CompletionItemKind.Interface,
  column: CompletionItemKind.Field,
};

const symbolKinds: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  section: SymbolKind.Namespace,
  table: SymbolKind.Struct,
  view: SymbolKind.Interface,
  index: SymbolKind.Key,
  routine: SymbolKind.Function,
  data: SymbolKind.Array,
  statement: SymbolKind.Event,
};

function symbolOf(text: ReadText, item: OutlineItem): DocumentSymbol {
  const range = rangeAt(text, item.start, Math.max(item.end, item.nameEnd));
  return {
    name: item.name,
    kind: symbolKinds[item.kind],
    range,
    selectionRange: rangeAt(text, item.nameStart, item.nameEnd),
    children: item.children.map((child) => symbolOf(text, child)),
  };
}
