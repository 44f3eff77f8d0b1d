import type { Attributes, AttributeValue } from '../schema/model.ts';

/** Whether two attribute values are the same; lists are compared in their order. */
export function sameValue(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  if (a === b) return true;
  return Array.isArray(a) && Array.isArray(b) && sameList(a, b);
}

export function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}

/** The keys whose values differ, sorted; a missing key and `null` are the same. Empty when nothing differs. */
export function differingKeys(a: Attributes, b: Attributes): readonly string[] {
  if (a === b) return [];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].filter((key) => !sameValue(a[key] ?? null, b[key] ?? null)).sort();
}

export function sameAttributes(a: Attributes, b: Attributes): boolean {
  return differingKeys(a, b).length === 0;
}

/** Owners and grants are compared only where both sides were read with them. */
export function sameWhereBothKnown(
  a: string | readonly string[] | undefined,
  b: string | readonly string[] | undefined,
): boolean {
  if (a === undefined || b === undefined) return true;
  return typeof a === 'string' || typeof b === 'string' ? a === b : sameList(a, b);
}
