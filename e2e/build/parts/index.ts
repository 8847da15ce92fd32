import type { Part } from '../part.js';
import { argocd } from './argocd.js';
import { envoy } from './envoy.js';
import { etcd } from './etcd.js';
import { gitea } from './gitea.js';
import { istio } from './istio.js';
import { kubernetes } from './kubernetes.js';
import { kwok } from './kwok.js';
import { redis } from './redis.js';

/** Everything that `npm run e2e:build` makes; what the small size needs comes first. */
export const parts: readonly Part[] = [envoy, istio, kubernetes, etcd, kwok, redis, argocd, gitea];
