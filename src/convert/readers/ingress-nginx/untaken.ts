import { didYouMean } from '../../../model/nearest.js';
import { annotations, PREFIX } from '../../annotations/index.js';
import type { Untaken } from '../../take.js';

interface Known {
  readonly [field: string]: Known;
}

const BACKEND: Known = {
  service: { name: {}, port: { name: {}, number: {} } },
  resource: { apiGroup: {}, kind: {}, name: {} },
};

/** The fields of an Ingress. Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ */
const FIELDS: Known = {
  apiVersion: {},
  kind: {},
  metadata: {
    name: {},
    namespace: {},
    annotations: {},
    labels: {},
    finalizers: {},
    ownerReferences: {},
    generateName: {},
    deletionTimestamp: {},
    deletionGracePeriodSeconds: {},
  },
  spec: {
    ingressClassName: {},
    defaultBackend: BACKEND,
    rules: { host: {}, http: { paths: { path: {}, pathType: {}, backend: BACKEND } } },
    tls: { hosts: {}, secretName: {} },
  },
};

const TOOLS = /(^|[./])(helm\.sh|argoproj\.io|fluxcd\.io|kubernetes\.io\/managed-by|kubectl\.kubernetes\.io)\//;

/** What is known of annotations that controllers beside ingress-nginx read. */
function foreign(key: string): ReturnType<Untaken> {
  if (/(^|\.)cert-manager\.io\/|^acme\.|kubernetes\.io\/tls-acme$/.test(key)) {
    return {
      outcome: 'unsupported',
      note: 'cert-manager makes the certificate for the Ingress: write a Certificate before it goes.',
    };
  }
  if (key.startsWith('external-dns.')) {
    return {
      outcome: 'unsupported',
      note: 'external-dns makes the name for the Ingress: let it read the Gateway before it goes.',
    };
  }
  if (TOOLS.test(key)) return { outcome: 'equivalent', note: 'A tool has left it here; no answer depends on it.' };
  return { outcome: 'unknown', note: 'Nobody here knows who reads it; ingress-nginx does not.' };
}

function annotation(key: string, value: unknown): ReturnType<Untaken> {
  if (!key.startsWith(PREFIX)) return foreign(key);
  const name = key.slice(PREFIX.length);
  const found = annotations.get(name);
  if (!found) {
    return { outcome: 'unknown', note: `ingress-nginx has no such annotation.${didYouMean(name, annotations.keys())}` };
  }
  if (typeof value !== 'string') return { outcome: 'unknown', note: 'An annotation is a text: put it in quotes.' };
  if (value.trim() === '') return { outcome: 'equivalent', note: 'ingress-nginx takes no notice of it: it is empty.' };
  if (found.harmless?.includes(value))
    return { outcome: 'equivalent', note: 'It asks for what the gateway does anyway.' };
  if (found.outcome === 'refused') return { outcome: 'refused', note: found.how };
  const outcome = found.read || found.outcome === 'unsupported' ? 'unsupported' : found.outcome;
  return { outcome, note: found.how };
}

/** What becomes of a field of an Ingress that nobody took. */
export const untaken: Untaken = (path, value) => {
  if (path[0] === 'metadata' && path[1] === 'annotations' && path.length > 2) return annotation(String(path[2]), value);
  let known = FIELDS;
  for (const step of path) {
    if (typeof step === 'number') continue;
    const inner = known[step];
    if (inner) known = inner;
    else if (Object.keys(known).length === 0)
      return { outcome: 'unsupported', note: 'It has another shape than an Ingress has.' };
    else return { outcome: 'unknown', note: `An Ingress has no such field.${didYouMean(step, Object.keys(known))}` };
  }
  return { outcome: 'unsupported', note: 'What is written has no place for it.' };
};
