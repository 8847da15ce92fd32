/** A part of a text that may be long: whole items are left out, and how many is said. */
export interface Listing {
  readonly head: string;
  readonly items: readonly string[];
  readonly tail?: string;
  /** In place of all of it when there are no items. */
  readonly none: string;
  /** What the items are called, for "3 of 7 hosts shown". */
  readonly what: string;
}

/** Bytes are never fewer than what any server counts as characters. */
function size(text: string): number {
  return Buffer.byteLength(text);
}

/**
 * Puts a text together that is never longer than allowed. A listing takes at most half of the room that is left, and
 * the last one all of it; items that do not fit are left out whole.
 * @throws Error when what cannot be left out is too long by itself
 */
export function shown(parts: readonly (string | Listing)[], longest: number): string {
  const listings = parts.filter(part => typeof part !== 'string');
  let room = longest;
  // The note of a listing that is cut names two numbers; the one that is not known yet has at most as many digits.
  for (const part of parts)
    room -= typeof part === 'string' ? size(part) : size(frame(part, [])) + `${part.items.length}`.length;
  if (room < 0) throw new Error(`A text of at most ${longest} bytes has ${-room} too many that cannot be left out.`);
  return parts
    .map(part => {
      if (typeof part === 'string') return part;
      const taken: string[] = [];
      let left = part === listings.at(-1) ? room : Math.floor(room / 2);
      for (const item of part.items) {
        if (size(item) > left) continue;
        left -= size(item);
        room -= size(item);
        taken.push(item);
      }
      return frame(part, taken);
    })
    .join('');
}

/** A listing with some of its items. */
function frame({ head, items, tail = '', none, what }: Listing, taken: readonly string[]): string {
  if (items.length === 0) return none;
  const note = taken.length < items.length ? `\n${taken.length} of ${items.length} ${what} shown.\n` : '';
  return `${head}${taken.join('')}${note}${tail}`;
}
