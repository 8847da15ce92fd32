const deepest = 100;
const most = 400_000;

/**
 * Why a value that was read is too much to walk through: it contains itself, it is nested too deeply, or its aliases
 * stand for too many values. Each part is looked at once, however often it is referred to.
 */
export function tooMuch(value: unknown): string | undefined {
  const sizes = new Map<object, { readonly size: number; readonly depth: number } | 'open'>();
  let [problem, parts]: [string | undefined, number] = [undefined, 0];

  function measure(part: unknown, above: number): { readonly size: number; readonly depth: number } {
    if (typeof part !== 'object' || part === null || problem !== undefined) return { size: 1, depth: 0 };
    const known = sizes.get(part);
    if (known === 'open') problem = 'an alias contains itself';
    else if (above > deepest) problem = `it is nested more than ${deepest} levels deep`;
    if (known !== undefined) return known === 'open' ? { size: 1, depth: 0 } : known;
    sizes.set(part, 'open');
    let [size, depth] = [1, 0];
    for (const inner of Object.values(part)) {
      const below = measure(inner, above + 1);
      size += below.size;
      depth = Math.max(depth, below.depth + 1);
    }
    parts += Object.keys(part).length + 1;
    const result = { size, depth };
    sizes.set(part, result);
    return result;
  }

  const whole = measure(value, 0);
  if (problem !== undefined) return problem;
  if (whole.depth > deepest) return `it is nested more than ${deepest} levels deep`;
  const bomb = whole.size > most && whole.size > 10 * parts;
  return bomb ? `its aliases make ${Math.round(whole.size)} values out of ${parts}` : undefined;
}
