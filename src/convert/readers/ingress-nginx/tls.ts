import type { FieldPath } from '../../take.js';
import { type Ingress, list } from './ingress.js';
import type { Surroundings } from './surroundings.js';

/** TLS of a host. */
export interface HostTls {
  readonly secret: string;
  /** Where the Secret is now. */
  readonly namespace: string;
}

interface Entry {
  readonly of: Ingress;
  readonly at: FieldPath;
  readonly hosts: readonly string[];
  readonly secret: string | undefined;
}

function entriesOf(of: Ingress): readonly Entry[] {
  return list(of.take.get(['spec', 'tls'])).map((_, i) => {
    const at = ['spec', 'tls', i];
    const hosts = list(of.take.get([...at, 'hosts'])).filter(host => typeof host === 'string');
    return { of, at, hosts, secret: of.take.text([...at, 'secretName']) };
  });
}

/** Whether a certificate that was asked for under a name is one for a host: by name, by wildcard, or by no name at all. */
function covers({ hosts }: Entry, host: string): boolean {
  const parent = host.slice(host.indexOf('.'));
  return hosts.length === 0 || hosts.some(name => name === `*${parent}`);
}

/** The entry that ingress-nginx takes the host's certificate from. */
function entryFor(ingresses: readonly Ingress[], host: string): Entry | undefined {
  for (const ingress of ingresses) {
    const entries = entriesOf(ingress);
    const found = entries.find(({ hosts }) => hosts.includes(host)) ?? entries.find(entry => covers(entry, host));
    if (found) return found;
  }
  return undefined;
}

const HTTPS =
  'nginx: HTTP is answered 308 unless ssl-redirect is off, HTTPS with Strict-Transport-Security. Gateway: 301, and without.';

/** The certificate of a host, or why it cannot be told; `undefined` where the host has none. */
export function tlsOf(
  ingresses: readonly Ingress[],
  host: string,
  around: Surroundings,
): HostTls | { readonly blocks: string } | undefined {
  const entry = entryFor(ingresses, host);
  if (!entry) return undefined;
  const { of, at, secret } = entry;
  of.take.say([...at, 'hosts'], 'approximated', HTTPS);
  if (secret !== undefined && secret !== '') {
    const note = `Copy Secret ${of.namespace}/${secret} into the namespace of the gateway's Pods, under the name that the estate has.`;
    of.take.say([...at, 'secretName'], 'equivalent', note);
    return { secret, namespace: of.namespace };
  }
  const [namespace, name] = around.defaultCertificate?.split('/') ?? [];
  if (namespace !== undefined && name !== undefined) return { secret: name, namespace };
  return { blocks: 'its TLS has no Secret, and the default certificate of ingress-nginx is not in the input' };
}

/** Entries that no host of a rule uses. */
export function sayIdleTls(of: Ingress, hosts: ReadonlySet<string>): void {
  for (const entry of entriesOf(of)) {
    for (const [i, host] of entry.hosts.entries()) {
      if (hosts.has(host) || host.startsWith('*.')) continue;
      of.take.sayRest(
        [...entry.at, 'hosts', i],
        'equivalent',
        'No rule serves it, so ingress-nginx takes no notice of it.',
      );
    }
    of.take.sayRest([...entry.at, 'hosts'], 'equivalent', 'Its certificate is that of the hosts of the rules.');
    of.take.sayRest([...entry.at, 'secretName'], 'equivalent', 'Another entry has the certificate of the hosts.');
  }
}

/** How the gateway answers plain HTTP, and what has to be seen to. */
export interface PlainHttp {
  readonly http: 'serve' | 'redirect';
  readonly checks: readonly string[];
}

export function plainHttp(ingresses: readonly Ingress[], hasTls: boolean, around: Surroundings): PlainHttp {
  const unlessSaid = around.setting('ssl-redirect') !== 'false';
  const asked = ingresses.map(({ settings }) => ({
    settings,
    force: settings.flag('force-ssl-redirect') === true || around.setting('force-ssl-redirect') === 'true',
    redirects: settings.flag('ssl-redirect') ?? unlessSaid,
  }));
  const all = hasTls && asked.every(({ force, redirects }) => force || redirects);
  for (const { settings, force, redirects } of asked) {
    const outcome = all ? 'approximated' : 'unsupported';
    const note = all
      ? 'nginx: 308, and not for ACME challenges. Gateway: 301, always.'
      : 'Not all Ingresses of the host redirect to HTTPS, or it has no TLS here: redirect where TLS ends.';
    if (force) settings.say('force-ssl-redirect', outcome, note);
    else settings.say('force-ssl-redirect', 'exact');
    if (redirects && hasTls) settings.say('ssl-redirect', outcome, note);
    else if (redirects) settings.ignored('ssl-redirect', 'the host has no TLS');
    else settings.say('ssl-redirect', all ? 'equivalent' : 'exact', all ? 'force-ssl-redirect comes first.' : '');
  }
  const open = asked.some(({ force, redirects }) => force || (hasTls && redirects));
  return { http: all ? 'redirect' : 'serve', checks: open && !all ? ['https-is-enforced'] : [] };
}
