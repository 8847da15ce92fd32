import type { Feature } from '../../model/feature.js';
import type { Limit } from '../router.js';

const DOCS = 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/';
const CANARY = `${DOCS}#canary`;

const regex: Limit = {
  because: 'use an expression for one path alone: it makes every path of the host one, without case and without an end',
  source: 'https://kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching/',
};
const bothSides = (what: string): Limit => ({
  because: `${what} on one side only: a canary ignores every annotation but its own, and the first Ingress speaks for both`,
  source: CANARY,
});
const onlyPaths: Limit = {
  because: 'choose a route by anything but host and path',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-rules',
};
const passthrough: Limit = {
  because: 'pass TLS through without a flag of the controller, and then it has no canaries',
  source: `${DOCS}#ssl-passthrough`,
};

/** What the controller cannot do with Ingress objects alone; snippets are off since 1.9 and no way out. */
export const limits: Readonly<Partial<Record<Feature, Limit>>> = {
  'protocol.websocket': {
    because: 'tell upgrades from other requests: it passes both on every route, so write an http one',
    source: 'https://kubernetes.github.io/ingress-nginx/user-guide/miscellaneous/#websockets',
  },
  'path.regex': regex,
  'match.methods': onlyPaths,
  'match.headers': onlyPaths,
  'match.query': onlyPaths,
  'match.cookies': onlyPaths,
  timeout: {
    because: 'limit the time of a whole answer: proxy-read-timeout is the time between two reads',
    source: `${DOCS}#custom-timeouts`,
  },
  retries: {
    because: 'retry by condition and with a time for each attempt: proxy-next-upstream counts tries alone',
    source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/#proxy-next-upstream',
  },
  'rewrite.path': regex,
  'rewrite.path-before-edge': regex,
  redirect: {
    because: 'keep path and query in a redirect: its address is a fixed one',
    source: `${DOCS}#permanent-redirect`,
  },
  mirror: { because: 'copy a part of the requests: mirror-target copies all', source: `${DOCS}#mirror` },
  fault: { because: 'make faults', source: DOCS },
  'request-headers': { because: 'change request headers without a snippet', source: `${DOCS}#configuration-snippet` },
  'response-headers': {
    because: 'change response headers without a list that the controller’s own ConfigMap allows',
    source: `${DOCS}#custom-headers`,
  },
  'backend.subset': { because: 'pick Pods of a Service by label', source: DOCS },
  'backend.edge-address': { because: 'forward to an edge of which only the public address is known', source: DOCS },
  'tls.upstream': bothSides('speak TLS'),
  'tls.passthrough': passthrough,
  'tls.passthrough-http': passthrough,
  sticky: {
    because:
      'keep clients with an endpoint on one side only: affinity counts for both, and an old cookie stays old at any weight',
    source: `${DOCS}#session-affinity`,
  },
  'outlier-detection': { because: 'put failing endpoints aside', source: DOCS },
  'connection-pool': bothSides('limit connections'),
  'policy-namespace': bothSides('hold a policy for a backend'),
  'pin.cidr': { because: 'pin by the client’s address', source: CANARY },
};
