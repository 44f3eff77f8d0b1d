/** Something to do, with what must be done before it. */
export interface Node {
  /** Lower comes first where nothing else decides. */
  readonly rank: number;
  readonly before: Set<Node>;
  /** Wished for, given up where it cannot be. */
  readonly softBefore: Set<Node>;
}

export interface Ordered<N extends Node> {
  readonly nodes: readonly N[];
  /** Some wishes could not be had. */
  readonly soft: boolean;
  /** A circle of needs was cut somewhere: the statements may not run. */
  readonly hard: boolean;
}

/**
 * All nodes, each after what must come before it; by rank and then as given where that leaves a choice. Where wishes make
 * a circle they are given up. Linear but for the heap.
 */
export function inOrder<N extends Node>(nodes: readonly N[]): Ordered<N> {
  const waiting = new Map<N, number>();
  const followers = new Map<N, N[]>();
  const softFollowers = new Map<N, N[]>();
  const position = new Map(nodes.map((node, at) => [node, at]));
  const link = (map: Map<N, N[]>, from: N, to: N) => {
    const list = map.get(from);
    if (list === undefined) map.set(from, [to]);
    else list.push(to);
  };
  const softWaiting = new Map<N, number>();
  for (const node of nodes) {
    let count = 0;
    let softCount = 0;
    for (const each of node.before as Set<N>) {
      if (each === node || !position.has(each)) continue;
      count++;
      link(followers, each, node);
    }
    for (const each of node.softBefore as Set<N>) {
      if (each === node || !position.has(each) || node.before.has(each)) continue;
      softCount++;
      link(softFollowers, each, node);
    }
    waiting.set(node, count);
    softWaiting.set(node, softCount);
  }
  const less = (a: N, b: N) => a.rank - b.rank || position.get(a)! - position.get(b)!;
  const ready = new Heap<N>(less);
  const softBlocked = new Heap<N>(less);
  const result: N[] = [];
  const done = new Set<N>();
  let soft = false;
  let hard = false;
  const offer = (node: N) => {
    if (waiting.get(node)! > 0) return;
    (softWaiting.get(node)! > 0 ? softBlocked : ready).push(node);
  };
  for (const node of nodes) offer(node);
  const rest = [...nodes].sort(less);
  let next = 0;
  const take = (node: N) => {
    done.add(node);
    result.push(node);
    for (const follower of softFollowers.get(node) ?? []) {
      softWaiting.set(follower, softWaiting.get(follower)! - 1);
      if (softWaiting.get(follower) === 0 && !done.has(follower)) offer(follower);
    }
    for (const follower of followers.get(node) ?? []) {
      waiting.set(follower, waiting.get(follower)! - 1);
      if (waiting.get(follower) === 0 && !done.has(follower)) offer(follower);
    }
  };
  while (result.length < nodes.length) {
    let node = ready.pop();
    while (node !== undefined && done.has(node)) node = ready.pop();
    if (node === undefined) {
      node = softBlocked.pop();
      while (node !== undefined && (done.has(node) || softWaiting.get(node) === 0)) node = softBlocked.pop();
      if (node !== undefined) soft = true;
    }
    if (node === undefined) {
      while (done.has(rest[next]!)) next++;
      node = rest[next]!;
      hard = true;
    }
    take(node);
  }
  return { nodes: result, soft, hard };
}

class Heap<T> {
  readonly #items: T[] = [];
  readonly #less: (a: T, b: T) => number;

  constructor(less: (a: T, b: T) => number) {
    this.#less = less;
  }

  push(item: T): void {
    const items = this.#items;
    items.push(item);
    let at = items.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#less(items[at]!, items[parent]!) >= 0) break;
      [items[at], items[parent]] = [items[parent]!, items[at]!];
      at = parent;
    }
  }

  pop(): T | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return first;
    items[0] = last;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= items.length) break;
      const right = left + 1;
      const child = right < items.length && this.#less(items[right]!, items[left]!) < 0 ? right : left;
      if (this.#less(items[child]!, items[at]!) >= 0) break;
      [items[at], items[child]] = [items[child]!, items[at]!];
      at = child;
    }
    return first;
  }
}
