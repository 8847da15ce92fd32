import type { Files } from '../../../src/world.js';

export type FailingCall = 'write' | 'keep' | 'rename' | 'makeFolder' | 'removeFolder';

/** Which call fails, counted over all that are named, and whether those after it fail too. */
interface Failure {
  readonly code: string;
  readonly calls: readonly FailingCall[];
  readonly nth: number;
  readonly how: 'once' | 'always';
}

/** Files that work until a certain call. */
export function failingAt(files: Files, { code, calls, nth, how }: Failure): Files {
  let count = 0;
  return new Proxy(files, {
    get(target, name: keyof Files) {
      const call = target[name].bind(target) as (...args: unknown[]) => unknown;
      if (!(calls as readonly string[]).includes(name)) return call;
      return (...args: unknown[]) => {
        count++;
        if (count === nth || (how === 'always' && count > nth)) {
          throw Object.assign(new Error(`${code}: ${String(args[0])}`), { code, path: args[0] });
        }
        return call(...args);
      };
    },
  });
}
