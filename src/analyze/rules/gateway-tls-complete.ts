import type { Json } from '../../model/manifest.js';
import { familyOf, GATEWAY, type Server, serversOf } from '../read/istio-gateway.js';
import { at, fields, items, text } from '../read/shape.js';
import { finding, type Rule, whereIn } from '../rule.js';

function has(tls: Json | undefined, ...names: readonly string[]): boolean {
  return names.some(name => text(at(tls, name)) !== undefined || items(at(tls, name)).length > 0);
}

const CREDENTIALS = ['credentialName', 'credentialNames'];
const FILES = ['serverCertificate', 'privateKey', 'caCertificates'];

/** What is wrong with the TLS of a server: message and fix. */
function fault({ protocol, tls }: Server): readonly [string, string] | undefined {
  const isTls = familyOf(protocol) === 'TLS';
  if (isTls && tls === undefined) {
    return [`A ${protocol} server says nothing about TLS.`, 'Add `tls` with a mode and, for SIMPLE, a credentialName.'];
  }
  if (!isTls) {
    const others = Object.keys(fields(tls)).filter(name => name !== 'httpsRedirect');
    if (others.length === 0) return undefined;
    return [
      `A ${protocol} server has TLS settings (${others.join(', ')}).`,
      'Use protocol HTTPS, or keep only `httpsRedirect`.',
    ];
  }
  const mode = text(at(tls, 'mode')) ?? 'PASSTHROUGH';
  if (['PASSTHROUGH', 'AUTO_PASSTHROUGH'].includes(mode) && at(tls, 'httpsRedirect') !== true) {
    if (!has(tls, ...CREDENTIALS, ...FILES, 'tlsCertificates')) return undefined;
    const said = at(tls, 'mode') === undefined ? 'no mode, which means PASSTHROUGH,' : `mode ${mode}`;
    return [`The server has ${said} and a certificate that nobody shows.`, 'Say mode SIMPLE, or drop the certificate.'];
  }
  if (mode === 'ISTIO_MUTUAL') {
    if (!has(tls, ...CREDENTIALS, ...FILES, 'tlsCertificates')) return undefined;
    return ['Mode ISTIO_MUTUAL uses the mesh’s own certificates, and others are named.', 'Drop them.'];
  }
  const isMutual = mode === 'MUTUAL' || mode === 'OPTIONAL_MUTUAL';
  if (!isMutual && mode !== 'SIMPLE') return undefined;
  if (has(tls, ...CREDENTIALS)) return undefined;
  const certificates = at(tls, 'tlsCertificates') === undefined ? [tls] : items(at(tls, 'tlsCertificates'));
  if (!certificates.every(one => has(one, 'serverCertificate') && has(one, 'privateKey'))) {
    return [`Mode ${mode} has no certificate.`, 'Name its Secret in credentialName.'];
  }
  if (isMutual && !has(tls, 'caCertificates')) {
    return [
      `Mode ${mode} has no bundle to check clients with.`,
      'Name the Secret in credentialName, or caCertificates.',
    ];
  }
  return undefined;
}

export const gatewayTlsComplete: Rule = {
  id: 'gateway-tls-complete',
  level: 'error',
  law: 'A Gateway server on HTTPS or TLS says its mode and the certificate that the mode needs, and one on plain HTTP at most that it redirects.',
  why: 'Istio refuses the object; where nobody validates, the listener has no certificate and every client gets a reset.',
  source: 'https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings',
  kinds: [GATEWAY],
  start: () => ({
    *see(object) {
      for (const server of serversOf(object.manifest)) {
        if (server.protocol === '') continue;
        const found = fault(server);
        const path = server.tls === undefined ? server.path : [...server.path, 'tls'];
        if (found) yield finding(gatewayTlsComplete, whereIn(object, path), ...found);
      }
    },
  }),
};
