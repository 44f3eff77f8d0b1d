/** A file format of another tool, told by a line that only it writes. */
const formats: readonly { readonly tool: string; readonly mark: RegExp; readonly hint: string }[] = [
  {
    tool: 'goose',
    mark: /^\s*--\s*\+goose\b/im,
    hint: 'Write `-- migrate:up` for "-- +goose Up" and `-- migrate:down` for "-- +goose Down".',
  },
  {
    tool: 'node-pg-migrate',
    mark: /^\s*--+\s*(?:up|down) migration\b/im,
    hint: 'Write `-- migrate:up` for "-- Up Migration" and `-- migrate:down` for "-- Down Migration".',
  },
  {
    tool: 'Liquibase',
    mark: /^\s*--\s*(?:liquibase formatted sql|changeset )/im,
    hint: 'Make each changeset a file of its own, with `-- migrate:up` and, for its rollback, `-- migrate:down`.',
  },
  {
    tool: 'rambler',
    mark: /^\s*--\s*rambler (?:up|down)\b/im,
    hint: 'Write `-- migrate:up` for "-- rambler up" and `-- migrate:down` for "-- rambler down".',
  },
  {
    tool: 'MyBatis Migrations',
    mark: /^\s*--\s*\/\/@UNDO/im,
    hint: 'Put `-- migrate:up` at the top and write `-- migrate:down` for "-- //@UNDO".',
  },
];

/** The other tool that `text` is written for and what to change; null when it shows no sign of one. */
export function foreignFormat(text: string): { readonly tool: string; readonly hint: string } | null {
  return formats.find(({ mark }) => mark.test(text)) ?? null;
}
