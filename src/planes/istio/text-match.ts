import { RE2JS } from 're2js';
import type { Json } from '../../model/manifest.js';
import { at } from './shape.js';

/** A `StringMatch`. An empty one, and a regex that is only a star, mean that there is some value. */
export type TextMatch =
  | { readonly kind: 'exact' | 'prefix' | 'regex'; readonly value: string }
  | { readonly kind: 'present' };

const compiled = new Map<string, RE2JS | undefined>();

function compile(regex: string): RE2JS | undefined {
  try {
    return RE2JS.compile(regex);
  } catch {
    return undefined;
  }
}

/** The expression; `undefined` where RE2 refuses it. */
export function re2(regex: string): RE2JS | undefined {
  if (!compiled.has(regex)) compiled.set(regex, compile(regex));
  return compiled.get(regex);
}

export function readTextMatch(value: Json | undefined): TextMatch {
  for (const kind of ['exact', 'prefix', 'regex'] as const) {
    const of = at(value, kind);
    if (typeof of === 'string') return kind === 'regex' && of === '*' ? { kind: 'present' } : { kind, value: of };
  }
  return { kind: 'present' };
}

/** Whether a text is what is asked for; `undefined` where RE2 refuses the expression. */
export function matchesText(match: TextMatch, text: string): boolean | undefined {
  switch (match.kind) {
    case 'present':
      return true;
    case 'exact':
      return text === match.value;
    case 'prefix':
      return text.startsWith(match.value);
    case 'regex':
      return re2(match.value)?.matches(text);
  }
}

/** `exact "/cart"`, `prefix "/api"`, `present`. */
export function textMatchText(match: TextMatch): string {
  return match.kind === 'present' ? 'present' : `${match.kind} ${JSON.stringify(match.value)}`;
}
