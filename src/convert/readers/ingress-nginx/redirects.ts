import type { Redirect } from '../../../model/route.js';
import type { Settings } from './settings.js';

const TARGET = /^(https?):\/\/([A-Za-z0-9.-]+)(?::(\d+))?(\/[^$]*|\?[^$]*|\$request_uri)?$/;

type Status = NonNullable<Redirect['status']>;
const isStatus = (code: number): code is Status => [301, 302, 303, 307, 308].includes(code);

/** A redirect, or why a host with it cannot be converted. */
export type Target = Omit<Redirect, 'status'> | { readonly blocks: string };

function targetOf(settings: Settings, name: string, text: string): Target | undefined {
  const [, scheme, host, port, rest] = TARGET.exec(text) ?? [];
  if (scheme === undefined || host === undefined) {
    if (!/^https?:/.test(text)) {
      settings.ignored(name, 'it is no absolute address');
      return undefined;
    }
    settings.say(name, 'unsupported', 'The target has variables that the gateway does not know.');
    return { blocks: `${name} has variables: ${text}` };
  }
  const asIs = rest === '$request_uri';
  settings.say(
    name,
    asIs ? 'equivalent' : 'approximated',
    asIs ? 'The path and query of the request stay.' : undefined,
  );
  const path = rest?.startsWith('/') ? rest : `/${rest ?? ''}`;
  return {
    scheme: scheme as 'http' | 'https',
    host: host.toLowerCase(),
    ...(port !== undefined && { port: Number(port) }),
    ...(!asIs && { path }),
  };
}

function permanentStatus(settings: Settings): Status {
  const code = settings.number('permanent-redirect-code');
  if (code === undefined) return 301;
  if (isStatus(code)) {
    settings.say('permanent-redirect-code', 'equivalent');
    return code;
  }
  const nginx = code < 300 || code > 308 ? 301 : code;
  settings.say(
    'permanent-redirect-code',
    nginx === 301 ? 'equivalent' : 'approximated',
    `nginx: ${nginx}. Gateway: 301.`,
  );
  return 301;
}

/** Where every request of an Ingress is sent; the temporal one comes first. */
export function redirect(settings: Settings): Redirect | { readonly blocks: string } | undefined {
  const temporal = settings.text('temporal-redirect');
  const permanent = settings.text('permanent-redirect');
  const name = temporal === undefined ? 'permanent-redirect' : 'temporal-redirect';
  if (temporal !== undefined) settings.ignored('permanent-redirect', 'temporal-redirect comes first');
  const text = temporal ?? permanent;
  const target = text === undefined ? undefined : targetOf(settings, name, text);
  if (!target) {
    settings.ignored('permanent-redirect-code', 'there is no permanent redirect');
    return undefined;
  }
  if ('blocks' in target) return target;
  if (temporal !== undefined) settings.ignored('permanent-redirect-code', 'temporal-redirect comes first');
  return { ...target, status: temporal === undefined ? permanentStatus(settings) : 302 };
}

/** Where exactly / is sent. */
export function appRoot(settings: Settings): string | undefined {
  const path = settings.text('app-root');
  if (path === undefined) return undefined;
  if (!/^\/[^\s$]*$/.test(path)) {
    settings.ignored('app-root', 'it is no absolute path');
    return undefined;
  }
  settings.say('app-root', 'approximated');
  return path;
}
