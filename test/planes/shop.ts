import type { Json, Manifest } from '../../src/model/manifest.js';
import { istio } from '../../src/planes/istio.js';
import type { Answer, Request } from '../../src/planes/plane.js';

/** A gateway on ports 80 and 443 for everything below example.com. */
export const edge: Manifest = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'Gateway',
  metadata: { name: 'edge', namespace: 'acme' },
  spec: {
    selector: { istio: 'ingressgateway' },
    servers: [
      { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*.example.com'] },
      {
        port: { number: 443, name: 'https', protocol: 'HTTPS' },
        hosts: ['*.example.com'],
        tls: { mode: 'SIMPLE', credentialName: 'tls' },
      },
    ],
  },
};

export function virtualService(name: string, spec: Readonly<Record<string, Json>>, metadata = {}): Manifest {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name, namespace: 'acme', ...metadata },
    spec: { hosts: ['shop.example.com'], gateways: ['edge'], ...spec },
  };
}

/** A rule that answers with its own name. */
export function says(body: string, rule: Readonly<Record<string, Json>> = {}): Json {
  return { ...rule, directResponse: { status: 200, body: { string: body } } };
}

export function to(host: string, port: number, others: Readonly<Record<string, Json>> = {}): Json {
  return { destination: { host, port: { number: port } }, ...others };
}

export function requestFor(request: Partial<Request> = {}): Request {
  const base = { method: 'GET', scheme: 'http', host: 'shop.example.com', port: 80, path: '/', headers: [] } as const;
  return { ...base, client: '192.0.2.1', ...request };
}

export function ask(found: readonly Manifest[], request: Partial<Request> = {}): Answer {
  return istio().load(found).answer(requestFor(request));
}

/** What one word can say of an answer: a body, a status, or where it ends. */
export function word(answer: Answer): string {
  switch (answer.kind) {
    case 'backends':
      return answer.ends.map(({ to: end, parts, missing }) => `${end} ${parts}${missing ? ' 503' : ''}`).join(', ');
    case 'redirect':
      return `${answer.status} ${answer.location}`;
    case 'direct':
      return answer.body ?? String(answer.status);
    case 'refused':
      return String(answer.status);
    case 'unknown':
      return `unknown: ${answer.because}`;
  }
}
