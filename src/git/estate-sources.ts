import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { UserError } from '../model/user-error.js';
import type { Source } from './syntax.js';

const CODE = ['', '.ts', '.mts', '.tsx', '/index.ts'];

/**
 * The files that an estate is written in: its entry, and whatever is imported from there by a relative path.
 * @param read gives a file's bytes, or `undefined` where there is none
 * @throws UserError when a file is not UTF-8, and so could not be written back as it was
 */
export function estateSources(entry: string, read: (file: string) => Uint8Array | undefined): readonly Source[] {
  const sources = new Map<string, Source>();
  const left = [posix.normalize(entry)];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (sources.has(file)) continue;
    const bytes = read(file);
    if (bytes === undefined) continue;
    const text = decode(bytes, file);
    sources.set(file, { file, text });
    for (const { moduleRequest } of parseSync(file, text).module.staticImports) {
      if (!moduleRequest.value.startsWith('.')) continue;
      const imported = posix.join(posix.dirname(file), moduleRequest.value.replace(/\.(m?)js$/, '.$1ts'));
      const there = CODE.map(ending => imported + ending).find(
        path => /\.m?tsx?$/.test(path) && read(path) !== undefined,
      );
      if (there !== undefined) left.push(there);
    }
  }
  return [...sources.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UserError(`${file} is not UTF-8.`, 'Save it as UTF-8.');
  }
}
