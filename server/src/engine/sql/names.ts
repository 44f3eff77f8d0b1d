/** A possibly qualified name. `parts` are unquoted, letters as written; `quoted` says it of each part. */
export interface QualifiedName {
  readonly parts: readonly string[];
  readonly quoted: readonly boolean[];
  /** Offsets in the text it was read from, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}
