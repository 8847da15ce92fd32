import { titleOf } from '../../model/manifest.js';
import { fullHost } from '../read/service-host.js';
import { at, namespaceOf, texts } from '../read/shape.js';
import { gatewaysOf, VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, type Rule, whereIn } from '../rule.js';

export const meshHostClaimedOnce: Rule = {
  id: 'mesh-host-claimed-once',
  level: 'error',
  law: 'A host inside the mesh has one VirtualService in each namespace that sees it.',
  why: 'Sidecars do not merge: they obey the oldest VirtualService of the host and ignore the others, so which one counts hangs on the order of creation.',
  source: 'https://istio.io/latest/docs/reference/config/analysis/ist0109/',
  kinds: [VIRTUAL_SERVICE],
  start() {
    const claims = new Map<string, { readonly scope: string; readonly title: string }[]>();
    return {
      *see(object) {
        const { manifest } = object;
        if (!gatewaysOf(manifest).includes('mesh')) return;
        const own = namespaceOf(manifest);
        const exports = texts(at(manifest, 'spec', 'exportTo')).map(to => (to === '.' ? own : to));
        const scopes = exports.length > 0 ? exports : ['*'];
        for (const [i, written] of texts(at(manifest, 'spec', 'hosts')).entries()) {
          const host = fullHost(written, own);
          const others = claims.get(host) ?? [];
          const clash = others.find(({ scope }) => scope === '*' || scopes.includes(scope) || scopes.includes('*'));
          if (clash) {
            const message = `"${host}" inside the mesh is also routed by "${clash.title}".`;
            const fix = 'Put both into one VirtualService, or narrow exportTo of one.';
            yield finding(meshHostClaimedOnce, whereIn(object, ['spec', 'hosts', i]), message, fix);
          }
          claims.set(host, [...others, ...scopes.map(scope => ({ scope, title: titleOf(manifest) }))]);
        }
      },
    };
  },
};
