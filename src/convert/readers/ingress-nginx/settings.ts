import type { Outcome } from '../../../model/verdict.js';
import { annotations, PREFIX } from '../../annotations/index.js';
import type { FieldPath, Take } from '../../take.js';

/** How Go reads a boolean, and so ingress-nginx. */
const BOOLEANS: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map(text => [text, true]),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map(text => [text, false]),
]);

/** The annotations of one Ingress, as ingress-nginx reads them. */
export class Settings {
  constructor(private readonly take: Take) {}

  /** The value; `undefined` where it is not there, or empty. */
  text(name: string): string | undefined {
    const found = this.take.text(this.#path(name))?.trim();
    return found === '' ? undefined : found;
  }

  /** ingress-nginx takes no notice of a value that is no boolean. */
  flag(name: string): boolean | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = BOOLEANS[text];
    if (value === undefined) this.ignored(name, 'it is no boolean');
    return value;
  }

  /** ingress-nginx takes no notice of a value that is no whole number. */
  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (/^[+-]?\d{1,15}$/.test(text)) return Number(text);
    this.ignored(name, 'it is no whole number');
    return undefined;
  }

  say(name: string, outcome: Outcome, note?: string): void {
    this.take.say(this.#path(name), outcome, note ?? (outcome === 'exact' ? '' : (annotations.get(name)?.how ?? '')));
  }

  /** Says that ingress-nginx does nothing with the value. */
  ignored(name: string, why: string): void {
    this.say(name, 'equivalent', `ingress-nginx takes no notice of it: ${why}.`);
  }

  /** The names of all that is there, of ingress-nginx. */
  get names(): readonly string[] {
    const all = this.take.get(['metadata', 'annotations']);
    const keys = typeof all === 'object' && all !== null ? Object.keys(all) : [];
    return keys.filter(key => key.startsWith(PREFIX)).map(key => key.slice(PREFIX.length));
  }

  #path(name: string): FieldPath {
    return ['metadata', 'annotations', `${PREFIX}${name}`];
  }
}
