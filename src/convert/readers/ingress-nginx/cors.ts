import type { Method } from '../../../model/match.js';
import type { Cors } from '../../../model/route.js';
import type { Settings } from './settings.js';

const METHODS: readonly Method[] = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'];
const KNOWN: ReadonlySet<string> = new Set([...METHODS, 'HEAD', 'CONNECT', 'TRACE']);

/** What ingress-nginx says when nobody says anything. */
const HEADERS =
  'DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization';
const MAX_AGE = 1_728_000;

const PARTS = ['origin', 'methods', 'headers', 'credentials'].map(part => `cors-allow-${part}`);
const ALL = [...PARTS, 'cors-expose-headers', 'cors-max-age'];

const isOrigin = (text: string): boolean => /^https?:\/\/[A-Za-z0-9.-]+(:\d+)?$/.test(text);

function listed(text: string): readonly string[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}

function origins(settings: Settings): readonly string[] {
  const text = settings.text('cors-allow-origin');
  if (text === undefined) return ['*'];
  const asked = listed(text);
  if (asked.includes('*')) {
    settings.say('cors-allow-origin', 'equivalent');
    return ['*'];
  }
  const kept = asked.filter(isOrigin);
  const lost = asked.filter(origin => !isOrigin(origin));
  if (lost.length === 0) settings.say('cors-allow-origin', 'equivalent');
  else
    settings.say('cors-allow-origin', 'unsupported', `No place for ${lost.join(', ')}: pages from there are refused.`);
  return kept;
}

function methods(settings: Settings): readonly Method[] {
  const text = settings.text('cors-allow-methods');
  if (text === undefined) return METHODS;
  const asked = listed(text).map(method => method.toUpperCase());
  const lost = asked.filter(method => !KNOWN.has(method));
  if (lost.length === 0) settings.say('cors-allow-methods', 'equivalent');
  else settings.say('cors-allow-methods', 'unsupported', `No place for ${lost.join(', ')}.`);
  return asked.filter((method): method is Method => KNOWN.has(method));
}

function texts(settings: Settings, name: string): readonly string[] | undefined {
  const text = settings.text(name);
  if (text === undefined) return undefined;
  settings.say(name, 'equivalent');
  return listed(text);
}

export function cors(settings: Settings): Cors | undefined {
  if (settings.flag('enable-cors') !== true) {
    for (const name of ALL) settings.ignored(name, 'enable-cors is not true');
    return undefined;
  }
  const [from, age, credentials] = [
    origins(settings),
    settings.number('cors-max-age'),
    settings.flag('cors-allow-credentials'),
  ];
  if (age !== undefined) settings.say('cors-max-age', age >= 0 ? 'equivalent' : 'unsupported');
  if (credentials !== undefined) settings.say('cors-allow-credentials', 'equivalent');
  const expose = texts(settings, 'cors-expose-headers');
  const rest = {
    methods: methods(settings),
    headers: texts(settings, 'cors-allow-headers') ?? listed(HEADERS),
    ...(expose && { expose }),
    credentials: credentials ?? true,
    ...(age !== undefined && age < 0 ? {} : { maxAge: (age ?? MAX_AGE) * 1_000 }),
  };
  if (from.length === 0) {
    settings.say('enable-cors', 'unsupported', 'None of its origins has a place, so no page is let in.');
    return undefined;
  }
  settings.say('enable-cors', 'approximated');
  return { origins: from, ...rest };
}
