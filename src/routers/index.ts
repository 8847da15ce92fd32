import { apisix } from './apisix.js';
import { cloudflare } from './cloudflare.js';
import { controllerConfig } from './controller-config.js';
import { externalName } from './externalname.js';
import { gatewayApi } from './gateway-api.js';
import { ingressNginx } from './ingress-nginx.js';
import { istio } from './istio.js';
import { migrationConfig } from './migration-config.js';
import { nginxProxy } from './nginx-proxy.js';
import { route53 } from './route53.js';
import type { Router } from './router.js';

/** Every mechanism, as its defaults make it. The conformance suite, docs and reports go over this list. */
export const routers: readonly Router[] = [
  apisix(),
  cloudflare({ accountId: 'account', zoneId: 'zone', address: 'gateway.example' }),
  controllerConfig(),
  externalName(),
  gatewayApi({ channel: 'standard', version: '1.4', gatewayClass: 'istio' }),
  ingressNginx(),
  istio(),
  migrationConfig(),
  nginxProxy(),
  route53({ zone: 'example', address: 'gateway.example' }),
];
