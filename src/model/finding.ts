/** `error`: nothing is written and commands exit 1. `warning`: shown. `info`: shown on request. */
export type Level = 'error' | 'warning' | 'info';

/** Where a finding stands. Every part is optional: a finding names what it knows. */
export interface Where {
  /** A file as the user names it: of dist, of a validated folder, or of the estate. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
  /** An object as people name it, `VirtualService acme/checkout`, or a construct's path. */
  readonly object?: string;
  /** The way to a field inside the object: `['spec', 'http', 0, 'route']`. */
  readonly path?: readonly (string | number)[];
  /** Which document of the file (0-based) the object is, so that a line can be looked up later. */
  readonly document?: number;
  readonly migration?: string;
  readonly phase?: string;
}

/** What any check says. The one currency of every check. */
export interface Finding {
  /** The rule's id: file name, docs anchor and suppression key in one. */
  readonly rule: string;
  readonly level: Level;
  /** What is wrong with the value that was seen; one line, present tense, names in quotes. */
  readonly message: string;
  /** The way out, as a sentence that says what to do. */
  readonly fix: string;
  readonly where: Where;
}

/** `spec.http[0].route` for `['spec', 'http', 0, 'route']`. */
export function fieldPath(path: readonly (string | number)[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

export function isError(finding: Finding): boolean {
  return finding.level === 'error';
}
