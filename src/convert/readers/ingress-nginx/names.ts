/** Text as a DNS-1123 label. */
function label(text: string, length: number): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return plain.replace(/^-+/, '').slice(0, length).replace(/-+$/, '') || 'route';
}

/** Gives out names, none of them twice. */
export class Names {
  readonly #taken = new Set<string>();

  take(wanted: string): string {
    for (let nth = 1; ; nth++) {
      const end = nth === 1 ? '' : `-${nth}`;
      const name = `${label(wanted, 63 - end.length)}${end}`;
      if (this.#taken.has(name)) continue;
      this.#taken.add(name);
      return name;
    }
  }
}
