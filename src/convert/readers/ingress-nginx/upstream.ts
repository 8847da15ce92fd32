import type { UpstreamTls } from '../../../model/backend.js';
import type { HeaderEdit, Protocol } from '../../../model/route.js';
import type { Settings } from './settings.js';

/** How the backend is spoken to, or why it cannot be. */
export interface Upstream {
  readonly protocol: Protocol;
  readonly tls?: UpstreamTls;
  readonly blocks?: string;
}

const PLAIN: Upstream = { protocol: 'http' };

const SSL = ['secret', 'verify', 'name', 'server-name'].map(part => `proxy-ssl-${part}`);

function tls(settings: Settings): UpstreamTls {
  const [secret, verify] = [settings.text('proxy-ssl-secret'), settings.text('proxy-ssl-verify')];
  const name = settings.text('proxy-ssl-name');
  for (const part of ['proxy-ssl-name', 'proxy-ssl-server-name']) settings.say(part, 'equivalent');
  if (secret !== undefined) settings.say('proxy-ssl-secret', 'unsupported');
  if (verify !== undefined)
    settings.say(
      'proxy-ssl-verify',
      verify === 'on' ? 'exact' : 'approximated',
      'nginx: not verified. Gateway: verified.',
    );
  return { mode: 'SIMPLE', ...(name !== undefined && !name.includes('$') && { sni: name }) };
}

export function upstream(settings: Settings): Upstream {
  const asked = settings.text('backend-protocol')?.toUpperCase() ?? 'HTTP';
  if (asked !== 'HTTPS' && asked !== 'GRPCS') for (const part of SSL) settings.ignored(part, 'the backend has no TLS');
  switch (asked) {
    case 'HTTP':
      settings.say('backend-protocol', 'exact');
      return PLAIN;
    case 'HTTPS':
      settings.say(
        'backend-protocol',
        'approximated',
        'nginx takes any certificate of the backend, the gateway only a valid one.',
      );
      return { protocol: 'http', tls: tls(settings) };
    case 'GRPC':
      settings.say(
        'backend-protocol',
        'approximated',
        'nginx passes every request on as gRPC, the gateway only gRPC requests.',
      );
      return { protocol: 'grpc' };
    case 'GRPCS':
      settings.say(
        'backend-protocol',
        'approximated',
        'As HTTPS and GRPC: the certificate is verified, and only gRPC passes.',
      );
      return { protocol: 'grpc', tls: tls(settings) };
    case 'FCGI':
    case 'AUTO_HTTP':
      settings.say('backend-protocol', 'unsupported');
      return { protocol: 'http', blocks: `backend-protocol is ${asked}, which the gateway does not speak` };
    default:
      settings.ignored('backend-protocol', 'it is no protocol that it knows');
      return PLAIN;
  }
}

/** The Host that the backend sees. */
export function vhost(settings: Settings): string | undefined {
  const host = settings.text('upstream-vhost');
  if (host === undefined) return undefined;
  const plain = !host.includes('$');
  settings.say('upstream-vhost', plain ? 'equivalent' : 'unsupported');
  return plain ? host : undefined;
}

export function requestHeaders(settings: Settings): HeaderEdit | undefined {
  const prefix = settings.text('x-forwarded-prefix');
  if (prefix === undefined) return undefined;
  if (settings.text('rewrite-target') === undefined) {
    settings.ignored('x-forwarded-prefix', 'there is no rewrite-target');
    return undefined;
  }
  const plain = !prefix.includes('$');
  settings.say('x-forwarded-prefix', plain ? 'equivalent' : 'unsupported');
  return plain ? { set: { 'x-forwarded-prefix': prefix } } : undefined;
}
