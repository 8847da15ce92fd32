import type { Sticky } from '../../../model/backend.js';
import type { Settings } from './settings.js';

const COOKIE = ['name', 'path', 'max-age'].map(part => `session-cookie-${part}`);

function cookie(settings: Settings): Sticky {
  settings.say('affinity', 'approximated');
  const [name, path, age] = [
    settings.text('session-cookie-name'),
    settings.text('session-cookie-path'),
    settings.text('session-cookie-max-age'),
  ];
  for (const part of COOKIE) settings.say(part, 'equivalent');
  const seconds = age !== undefined && /^\d{1,9}$/.test(age) ? Number(age) : undefined;
  if (age !== undefined && seconds === undefined)
    settings.ignored('session-cookie-max-age', 'it is no number of seconds');
  return { by: 'cookie', name: name ?? 'INGRESSCOOKIE', ttl: (seconds ?? 0) * 1_000, path: path ?? '/' };
}

/** A key of nginx that the mesh can hash too. */
function hashed(key: string): Sticky | undefined {
  const [, variable = ''] = /^\$\{?(\w+)\}?$/.exec(key) ?? [];
  if (variable === 'remote_addr' || variable === 'binary_remote_addr') return { by: 'address' };
  if (variable.startsWith('http_')) return { by: 'header', name: variable.slice(5).replaceAll('_', '-') };
  if (variable.startsWith('arg_')) return { by: 'query', name: variable.slice(4) };
  return undefined;
}

/** What keeps a client with one endpoint; a cookie comes before a hash. */
export function sticky(settings: Settings): Sticky | undefined {
  if (settings.text('affinity') === 'cookie') {
    settings.ignored('upstream-hash-by', 'affinity comes first');
    return cookie(settings);
  }
  settings.ignored('affinity', 'it knows cookies only');
  for (const part of COOKIE) settings.ignored(part, 'there is no affinity');
  const key = settings.text('upstream-hash-by');
  const found = key === undefined ? undefined : hashed(key);
  if (key !== undefined) settings.say('upstream-hash-by', found ? 'equivalent' : 'unsupported');
  return found;
}
