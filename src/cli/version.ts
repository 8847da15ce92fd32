import { createRequire } from 'node:module';

/** The version in package.json, which is the one place where it is written. */
export function version(): string {
  const { version: own } = createRequire(import.meta.url)('sluice/package.json') as { readonly version: string };
  return own;
}
