import { milliseconds } from '../../model/duration.js';
import type { Json } from '../../model/manifest.js';
import { UserError } from '../../model/user-error.js';
import type { Treatment } from '../plane.js';
import { globalReplace } from './regex-rewrite.js';
import type { Place } from './registry.js';
import type { SeenRequest } from './seen-request.js';
import { at, fields, items, number, text } from './shape.js';
import { re2, readTextMatch } from './text-match.js';

const DURATIONS = new Set(['timeout', 'perTryTimeout', 'fixedDelay', 'maxAge', 'backoff']);

function normalDuration(value: Json): Json {
  if (typeof value !== 'string') return value;
  try {
    return milliseconds(value);
  } catch (error) {
    // Go knows shorter units; such a text is compared as it stands.
    if (UserError.is(error)) return value;
    throw error;
  }
}

/** A setting without what says nothing, and with durations that can be compared. */
export function normal(value: Json | undefined, field = ''): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (DURATIONS.has(field)) return normalDuration(value);
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(item => normal(item) ?? null);
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, normal(of, key)]));
}

/** Headers without Host, which is rewritten and not set. */
export function headerEdits(headers: Json | undefined): Json | undefined {
  const edits = Object.entries(fields(at(headers, 'request'))).map(([how, of]) => {
    if (Array.isArray(of)) return [how, of] as const;
    return [how, Object.fromEntries(Object.entries(fields(of)).filter(([name]) => !isHost(name)))] as const;
  });
  const request = Object.fromEntries(edits.filter(([, of]) => Object.keys(of as object).length > 0));
  const response = at(headers, 'response');
  if (Object.keys(request).length === 0 && response === undefined) return undefined;
  return { ...(Object.keys(request).length > 0 && { request }), ...(response !== undefined && { response }) };
}

const isHost = (name: string): boolean => /^(?:host|:authority)$/i.test(name);

/** Host as headers set it; what is set comes before what is added. */
export function hostOf(headers: Json | undefined): string | undefined {
  for (const how of ['set', 'add']) {
    for (const [name, value] of Object.entries(fields(at(headers, 'request', how))))
      if (isHost(name)) return text(value);
  }
  return undefined;
}

/** The path as the backend gets it, or what is wrong with the expression. */
export function rewritten(
  rewrite: Json | undefined,
  match: Json | undefined,
  request: SeenRequest,
): string | undefined {
  const { path, query } = request;
  const regex = text(at(rewrite, 'uriRegexRewrite', 'match'));
  if (regex !== undefined) {
    const pattern = re2(regex);
    if (!pattern) return undefined;
    const to = text(at(rewrite, 'uriRegexRewrite', 'rewrite')) ?? '';
    return globalReplace(pattern, path, to) + query;
  }
  const uri = text(at(rewrite, 'uri'));
  if (uri === undefined) return path + query;
  const by = readTextMatch(at(match, 'uri') ?? { prefix: '/' });
  // What an exact path or an expression has matched is the whole path.
  return (by.kind === 'prefix' ? uri + path.slice(by.value.length) : uri) + query;
}

/** A share of requests in parts of 10 000. */
function parts(percentage: Json | undefined, integer: Json | undefined): number {
  const percent = number(at(percentage, 'value')) ?? (percentage === undefined ? number(integer) : 0);
  return (percent ?? 100) * 100;
}

/** Where copies go, with their parts. */
export function mirrors(spec: Readonly<Record<string, Json | undefined>>, place: (to: Json) => Place): readonly Json[] {
  const one = spec['mirror'];
  const all: (readonly [Json, number])[] = [
    ...(one ? [[one, parts(spec['mirrorPercentage'], spec['mirrorPercent'])] as const] : []),
    ...items(spec['mirrors']).map(
      of => [at(of, 'destination') ?? null, parts(at(of, 'percentage'), undefined)] as const,
    ),
  ];
  return all.filter(([, share]) => share > 0).map(([to, share]) => ({ to: place(to).to, parts: share }));
}

/** All that a rule does to a request besides choosing where it ends; `undefined` where RE2 refuses its rewrite. */
export function treatmentOf(
  spec: Readonly<Record<string, Json | undefined>>,
  match: Json | undefined,
  request: SeenRequest,
  place: (to: Json) => Place,
): Treatment | undefined {
  const path = rewritten(spec['rewrite'], match, request);
  if (path === undefined) return undefined;
  const copies = mirrors(spec, place);
  const host = text(at(spec['rewrite'], 'authority')) ?? hostOf(spec['headers']) ?? request.authority;
  const others = {
    timeout: normal(spec['timeout'], 'timeout'),
    retries: normal(spec['retries']),
    headers: normal(headerEdits(spec['headers'])),
    fault: normal(spec['fault']),
    cors: normal(spec['corsPolicy']),
    mirrors: copies.length > 0 ? copies : undefined,
  };
  return { path, host, ...Object.fromEntries(Object.entries(others).filter(([, of]) => of !== undefined)) };
}
