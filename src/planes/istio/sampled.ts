import type { Json } from '../../model/manifest.js';
import { at, fields, items, text } from './shape.js';
import type { Site } from './site.js';

function* matchesIn(match: Json): Iterable<readonly [string, Json | undefined]> {
  for (const field of ['uri', 'method', 'authority', 'scheme']) yield [field, at(match, field)];
  for (const map of ['headers', 'withoutHeaders', 'queryParams']) yield* Object.entries(fields(at(match, map)));
}

/** Expressions, whose texts are too many to be tried. */
export function sampledIn({ virtualServices }: Site): readonly string[] {
  const found = new Set<string>();
  for (const { http } of virtualServices) {
    for (const { spec } of http) {
      for (const match of items(spec['match'])) {
        for (const [name, of] of matchesIn(match)) {
          const regex = text(at(of, 'regex'));
          if (regex !== undefined && regex !== '*') found.add(`${name} regex ${JSON.stringify(regex)}`);
        }
      }
    }
  }
  return [...found];
}
