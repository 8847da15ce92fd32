import type { Manifest } from '../../src/model/manifest.js';

const host = 'revision.sluice.test';

/** Requests that tell which revision of the configuration the gateway's port 80 has in force. */
export const whichRevision = { host };

/** A host of our own beside the tested ones: its answer is the number of the configuration it came with. */
export function revisionMarker(revision: number, selector: Readonly<Record<string, string>>): readonly Manifest[] {
  const metadata = { name: 'revision', namespace: 'sluice-e2e' };
  return [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata,
      spec: { selector, servers: [{ port: { number: 80, name: 'http-revision', protocol: 'HTTP' }, hosts: [host] }] },
    },
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata,
      spec: {
        hosts: [host],
        gateways: [metadata.name],
        http: [{ directResponse: { status: 200, body: { string: String(revision) } } }],
      },
    },
  ];
}
