import type { CelFunc, CelInput } from '@bufbuild/cel';
import { parseUri } from '../uri.js';
import type { Library } from './library.js';

/** A URL is a map that only these functions make; a marker keeps maps of the object apart from it. */
const marker = 'kubernetes.URL';

export function urlFunctions(cel: Library): CelFunc[] {
  const { BOOL, DYN, STRING } = cel.CelScalar;
  const url = cel.mapType(STRING, DYN);
  const parts = {
    getScheme: 'scheme',
    getHost: 'host',
    getHostname: 'hostname',
    getPort: 'port',
    getEscapedPath: 'path',
  };
  return [
    cel.celFunc('isURL', [STRING], BOOL, text => parseUri(text) !== undefined),
    cel.celFunc('url', [STRING], url, text => {
      const uri = parseUri(text);
      if (!uri) throw new Error(`"${text}" is no URL`);
      return new Map<string, CelInput>([['@type', marker], ...Object.entries(uri)]);
    }),
    ...Object.entries(parts).map(([name, part]) =>
      cel.celMethod(name, url, [], STRING, function () {
        return text(this.get(part));
      }),
    ),
    cel.celMethod('getQuery', url, [], url, function () {
      const query = new URLSearchParams(text(this.get('query')));
      return new Map<string, CelInput>([...query.keys()].map(key => [key, query.getAll(key)]));
    }),
  ];
}

function text(part: unknown): string {
  if (typeof part !== 'string') throw new Error('this is no URL');
  return part;
}
