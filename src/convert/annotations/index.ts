import type { Annotation } from './annotation.js';
import { auth } from './auth.js';
import { canary } from './canary.js';
import { cors } from './cors.js';
import { limits } from './limits.js';
import { nginx } from './nginx.js';
import { proxy } from './proxy.js';
import { routing } from './routing.js';
import { session } from './session.js';
import { tls } from './tls.js';

/** Every annotation of ingress-nginx, by what it is about. */
export const groups: Readonly<Record<string, readonly Annotation[]>> = {
  routing,
  canary,
  proxy,
  cors,
  session,
  tls,
  auth,
  limits,
  nginx,
};

/** Every annotation of ingress-nginx, by name. */
export const annotations: ReadonlyMap<string, Annotation> = new Map(
  Object.values(groups)
    .flat()
    .map(annotation => [annotation.name, annotation]),
);

export { type Annotation, PREFIX } from './annotation.js';
