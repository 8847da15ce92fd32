import type { Json } from '../../model/manifest.js';
import { at, fields, items, text } from './shape.js';

/** What a text match is, as far as covering goes. */
function isCovered(by: Json | undefined, match: Json | undefined): boolean {
  if (JSON.stringify(by) === JSON.stringify(match)) return true;
  const prefix = text(at(by, 'prefix'));
  const narrower = text(at(match, 'exact')) ?? text(at(match, 'prefix'));
  return prefix !== undefined && narrower?.startsWith(prefix) === true;
}

/** Istio ends the list of routes behind such a path. Source: https://github.com/istio/istio/blob/1.27.9/pilot/pkg/networking/core/route/route.go */
function isAnyPath(uri: Json | undefined): boolean {
  return uri === undefined || at(uri, 'prefix') === '/' || at(uri, 'regex') === '.*';
}

function isUriCovered(by: Json, match: Json): boolean {
  if (isAnyPath(at(by, 'uri'))) return true;
  if (at(match, 'uri') === undefined) return false;
  // Without case only equal texts are compared; what folding does to the others is not guessed.
  const folded = at(by, 'ignoreUriCase') === true || at(match, 'ignoreUriCase') === true;
  if (folded && at(by, 'ignoreUriCase') !== at(match, 'ignoreUriCase')) return false;
  if (folded) return JSON.stringify(at(by, 'uri')) === JSON.stringify(at(match, 'uri'));
  return isCovered(at(by, 'uri'), at(match, 'uri'));
}

function areNamesCovered(by: Json | undefined, match: Json | undefined): boolean {
  const narrower = fields(match);
  return Object.entries(fields(by)).every(([name, wide]) => name in narrower && isCovered(wide, narrower[name]));
}

/** Conditions on who asks and where, which both sides have to say alike. */
const SOURCES = ['gateways', 'sourceLabels', 'sourceNamespace', 'withoutHeaders', 'port'] as const;

/**
 * Whether every request of a match is also one of a match before it. It says so only where that is certain: regular
 * expressions are compared as texts.
 */
export function isShadowed(match: Json, by: Json): boolean {
  const sourcesHold = SOURCES.every(field => {
    const wide = at(by, field);
    const isAbsent = wide === undefined || (Array.isArray(wide) && items(wide).length === 0);
    return isAbsent || JSON.stringify(wide) === JSON.stringify(at(match, field));
  });
  const textsHold = ['scheme', 'method', 'authority'].every(field => {
    const wide = at(by, field);
    return wide === undefined || (at(match, field) !== undefined && isCovered(wide, at(match, field)));
  });
  return (
    sourcesHold &&
    textsHold &&
    isUriCovered(by, match) &&
    areNamesCovered(at(by, 'headers'), at(match, 'headers')) &&
    areNamesCovered(at(by, 'queryParams'), at(match, 'queryParams'))
  );
}
