import type { Conversion } from '../reader.js';
import { call, comment, statement } from './estate/code.js';
import { Identifiers } from './estate/identifiers.js';
import { tenantText } from './estate/tenant.js';
import { backendCode } from './estate/values.js';

/** What a written file may use of the public API, types after their names. */
const API = [
  'Cluster',
  'canary',
  'check',
  'complete',
  'edgeOf',
  'errorRate',
  'Gateway',
  'Migration',
  'Plan',
  'path',
  'pin',
  'pinned',
  'plan',
  'prepare',
  'Route',
  'remove',
  'service',
  'sticky',
  'Tenant',
];
const TYPES = new Set(['Cluster', 'Plan']);

/** The steps that every host takes. */
const CAREFUL = `/** The steps of a host; \`before\` names what has to be seen to before its first request moves. */
function careful(...before: readonly string[]): Plan {
  const leave = [errorRate('<= 1%')];
  const rollback = [errorRate('> 1%')];
  return plan(
    prepare({ leave: ['gateway-answers', ...before].map(name => check(name)) }),
    canary(5, { soak: '1h', leave, rollback }),
    canary(25, { soak: '1h', leave, rollback }),
    canary(50, { soak: '4h', leave, rollback }),
    complete({ soak: '1w', leave, rollback }),
    remove('ingress-nginx', { irreversible: true }),
  );
}
`;

function imports(body: string): string {
  const code = body.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\/.*$|\/\*.*\*\/$/gm, '');
  const used = API.filter(name => new RegExp(`(?<![\\w.])${name}(?![\\w:])`).test(code));
  const names = used.map(name => (TYPES.has(name) ? `type ${name}` : name));
  const line = `import { ${names.join(', ')} } from 'sluice';`;
  return line.length <= 120 ? `${line}\n` : `import {\n${names.map(name => `  ${name},\n`).join('')}} from 'sluice';\n`;
}

/**
 * An estate file as somebody would have written it by hand: a function that declares everything on a cluster.
 * @returns nothing when no host was converted
 */
export function estateText({ edge, tenants, remarks }: Conversion): string | undefined {
  const written = tenants.filter(({ hosts }) => hosts.length > 0);
  if (written.length === 0) return undefined;
  const names = new Identifiers();
  const functions = written.map(tenant => ({ tenant, name: names.take(`${tenant.name}-hosts`, '') }));
  const moves = written.some(({ hosts }) => hosts.some(({ move }) => move.kind === 'edge'));
  const left = tenants.filter(({ hosts }) => hosts.length === 0).flatMap(tenant => tenant.left);
  const told = [...remarks, ...left.map(({ host, why }) => `${host} is left out: ${why.join('; ')}.`)];
  const body = [
    ...(told.length > 0 ? [told.map(words => comment(words, 0)).join('')] : []),
    ...(moves ? [statement('const ingressNginx = ', backendCode(edge), 0), CAREFUL] : []),
    ...functions.map(({ tenant, name }) => tenantText(tenant, name)),
    `/** Everything that ingress-nginx served. */\nexport function converted(cluster: Cluster): void {\n${functions
      .map(({ name }) => statement('', call(name, { raw: 'cluster' }), 2))
      .join('')}}\n`,
  ].join('\n');
  return `${imports(body)}\n${body}`;
}
