/** How many single-letter edits (insert, delete, replace, swap of neighbours) lead from `a` to `b`. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1);
      row.push(best);
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}

/** The known name that somebody most likely meant, or `undefined` when none is near. */
export function nearest(seen: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(seen.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const name of known) {
    if (Math.abs(name.length - seen.length) > limit) continue;
    const distance = editDistance(seen.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** ` Did you mean "canary"?`, or nothing when no known name is near. */
export function didYouMean(seen: string, known: Iterable<string>): string {
  const name = nearest(seen, known);
  return name === undefined ? '' : ` Did you mean "${name}"?`;
}
