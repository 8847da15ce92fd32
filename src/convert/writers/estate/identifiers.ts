/** Words that a variable of a written file must not have as its name. */
const TAKEN = new Set(
  `abstract any as async await boolean break case catch class const continue debugger declare default delete do else
  enum eval export extends false finally for from function get if implements import in instanceof interface is let
  module namespace never new null number object of package private protected public readonly require return set static
  string super switch symbol this throw true try type typeof undefined unknown var void while with yield arguments
  before name cluster converted careful ingressNginx canary check complete edgeOf errorRate host path pin pinned plan prepare
  remove service sticky text leave rollback`.split(/\s+/),
);

/** Gives names of variables out, none of them twice. */
export class Identifiers {
  readonly #taken = new Set(TAKEN);

  take(words: string, end: string): string {
    const camel = words
      .split(/[^A-Za-z0-9]+/)
      .filter(word => word !== '')
      .map((word, i) => (i === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1)))
      .join('');
    const first = /^[A-Za-z]/.test(camel) ? camel : `_${camel}`;
    for (let nth = 0; ; nth++) {
      const name = nth === 0 ? first : nth === 1 ? `${first}${end}` : `${first}${end}${nth}`;
      if (this.#taken.has(name)) continue;
      this.#taken.add(name);
      return name;
    }
  }
}
