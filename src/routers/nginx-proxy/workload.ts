import type { Json, Manifest } from '../../model/manifest.js';
import { DOMAIN, ownMetadata } from '../../model/naming.js';
import { backendOn, type RouteSet } from '../../model/route-set.js';
import { checksum } from './checksum.js';
import { ALIVE, READY } from './health.js';
import type { Settings } from './options.js';
import { CONF, PORTS, RUN, SECRETS } from './places.js';

/** On the Pods: which configuration they run. A change of it is what rolls them. */
const CONFIG = `${DOMAIN}/config`;

/** The id of the user `nginx` in the image. */
const USER = 101;

/** The labels of the proxy's Pods, by which everything else finds them. */
export function podLabels(name: string): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/name': 'nginx-proxy', 'app.kubernetes.io/instance': name };
}

const locked: Json = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

const run: Json = { name: 'run', mountPath: RUN };

/**
 * Takes a copy of the configuration into the Pod when it is the one that the Pod was made for and nginx accepts it.
 * Pods that run keep theirs, so a bad one, or one that came half way, never takes the place of a good one.
 */
const CHECK = [
  `test "$(cksum < /config/${CONF} | cut -d' ' -f1)" = "$CONFIG" || { echo "The configuration is not $CONFIG yet."; exit 1; }`,
  `nginx -t -c /config/${CONF}`,
  `cp /config/${CONF} ${RUN}/${CONF}`,
].join(' && ');

function secretsOf(set: RouteSet): readonly string[] {
  const backends = set.routes.flatMap(route => set.sides.map(side => backendOn(side, route)));
  const ends = backends.map(backend => (backend?.kind === 'edge' ? backend.through : backend));
  return [...new Set(ends.flatMap(end => end?.tls?.secret ?? []))];
}

/** Resources of a proxy that only passes on: nginx needs little, and memory more than time. */
const NGINX_RESOURCES: Json = {
  requests: { cpu: '100m', memory: '64Mi' },
  limits: { cpu: '1', memory: '256Mi' },
};
const EXPORTER_RESOURCES: Json = {
  requests: { cpu: '10m', memory: '16Mi' },
  limits: { cpu: '100m', memory: '64Mi' },
};

function nginxContainer({ image }: Settings, mounts: readonly Json[]): Json {
  return {
    name: 'nginx',
    image,
    command: ['nginx', '-c', `${RUN}/${CONF}`],
    ports: [
      { name: 'http', containerPort: PORTS.http },
      { name: 'grpc', containerPort: PORTS.grpc },
      { name: 'health', containerPort: PORTS.health },
    ],
    readinessProbe: { httpGet: { path: READY, port: 'health' }, periodSeconds: 5 },
    livenessProbe: { httpGet: { path: ALIVE, port: 'health' }, periodSeconds: 30, timeoutSeconds: 5 },
    // Requests still come until every node has heard that the Pod goes; nginx then ends what it has begun.
    lifecycle: {
      preStop: { exec: { command: ['sh', '-c', `sleep 5; nginx -c ${RUN}/${CONF} -s quit; sleep 50`] } },
    },
    resources: NGINX_RESOURCES,
    securityContext: locked,
    volumeMounts: [...mounts],
  };
}

/** The proxy's Pods. The phase stands on them too, since they roll with the configuration and not before it. */
export function deployment(set: RouteSet, name: string, conf: string, proxy: Settings): Manifest {
  const secrets = secretsOf(set);
  const mounts: readonly Json[] = [
    run,
    ...secrets.map(secret => ({ name: `secret-${secret}`, mountPath: `${SECRETS}/${secret}`, readOnly: true })),
  ];
  const labels = podLabels(name);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: ownMetadata(set, name, 'split'),
    spec: {
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels, annotations: { [CONFIG]: checksum(conf) } },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 60,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: USER,
            runAsGroup: USER,
            fsGroup: USER,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'kubernetes.io/hostname',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: labels },
            },
          ],
          initContainers: [
            {
              name: 'check',
              image: proxy.image,
              command: ['sh', '-c', CHECK],
              env: [{ name: 'CONFIG', valueFrom: { fieldRef: { fieldPath: `metadata.annotations['${CONFIG}']` } } }],
              resources: NGINX_RESOURCES,
              securityContext: locked,
              volumeMounts: [...mounts, { name: 'config', mountPath: '/config', readOnly: true }],
            },
          ],
          containers: [
            nginxContainer(proxy, mounts),
            {
              name: 'exporter',
              image: proxy.exporterImage,
              args: [`--nginx.scrape-uri=http://127.0.0.1:${PORTS.status}/stub_status`],
              ports: [{ name: 'metrics', containerPort: PORTS.metrics }],
              resources: EXPORTER_RESOURCES,
              securityContext: locked,
            },
          ],
          volumes: [
            { name: 'config', configMap: { name } },
            { name: 'run', emptyDir: { sizeLimit: '1Gi' } },
            ...secrets.map(secret => ({ name: `secret-${secret}`, secret: { secretName: secret } })),
          ],
        },
      },
    },
  };
}
