/** The walls between the rooms of src/: docs/architecture.md says why they stand. */

const at = room => `^src/${room}/`;

/** A room and all that it may see of src/ besides itself. */
const sees = (name, comment, room, ...seen) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^src/(${room})(?:/|\\.ts$)` },
  to: { path: '^(src|imports)/', pathNot: ['^src/$1(?:/|\\.ts$)', ...seen] },
});

const MODEL = at('model');
const WORLD = '^src/world\\.ts$';
const ROUTER_CONTRACT = '^src/routers/(router|migration)\\.ts$';
const PLANE_CONTRACT = '^src/planes/plane\\.ts$';
const IMPORTS = '^imports/';

/** Files of a room that put its members together, and so may know them all. */
const LISTS = '(index|together|migration)';

export default {
  forbidden: [
    sees('model-knows-nobody', 'The model is data and arithmetic: everybody may use it, so it uses nobody.', 'model'),
    sees('routers-see-the-model', 'A router is a pure function from the model to manifests and back.', 'routers', MODEL, IMPORTS),
    sees('renderers-see-the-model', 'What is rendered depends on the model and on nothing else.', 'policies|argocd', MODEL, IMPORTS),
    sees(
      'observability-sees-the-model',
      'Rules and dashboards are rendered from the model and from the queries in the contract of routers.',
      'observability',
      MODEL,
      IMPORTS,
      ROUTER_CONTRACT,
    ),
    sees('planes-see-the-model', 'A plane reads manifests by itself, so that it can prove a router wrong.', 'planes', MODEL),
    sees(
      'readers-see-contracts',
      'Checks, conversion, gates and reports know what a router or a plane is, and none of them by name.',
      'analyze|convert|report',
      MODEL,
      ROUTER_CONTRACT,
      PLANE_CONTRACT,
    ),
    sees('gates-ask-the-world', 'A gate asks through the world that it is given.', 'gates', MODEL, ROUTER_CONTRACT, WORLD),
    sees('git-asks-the-world', 'What is done to a repository is done through the world that is given.', 'git', MODEL, WORLD),
    sees(
      'synth-is-the-road-to-dist',
      'Synth takes manifests, has them checked and writes them; it knows no construct and no command.',
      'synth',
      MODEL,
      at('analyze'),
      at('routers'),
      WORLD,
    ),
    sees('world-knows-the-model', 'The door to the machine knows nobody behind it.', 'world', MODEL),
    {
      name: 'constructs-are-thin',
      comment: 'Constructs wire renderers into the tree; only the estate, at its root, also writes and reports.',
      severity: 'error',
      from: { path: at('constructs'), pathNot: '^src/constructs/estate\\.ts$' },
      to: {
        path: '^src/',
        pathNot: [at('constructs'), MODEL, at('routers'), at('policies'), at('observability'), at('argocd'), at('synth')],
      },
    },
    {
      name: 'imports-are-types',
      comment: 'Generated classes are large and need cdk8s; pure rooms take their types only.',
      severity: 'error',
      from: { path: '^src/(routers|policies|observability|argocd)/' },
      to: { path: IMPORTS, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'one-router-knows-no-other',
      comment: 'A mechanism can be added, changed and removed without looking at another.',
      severity: 'error',
      from: { path: '^src/routers/([^/.]+)(?:/|\\.ts$)', pathNot: `^src/routers/${LISTS}\\.ts$` },
      to: { path: at('routers'), pathNot: ['^src/routers/router\\.ts$', '^src/routers/$1(?:/|\\.ts$)'] },
    },
    {
      name: 'one-plane-knows-no-other',
      comment: 'Two planes are compared, so neither may be made of the other.',
      severity: 'error',
      from: { path: '^src/planes/([^/.]+)(?:/|\\.ts$)', pathNot: `^src/planes/${LISTS}\\.ts$` },
      to: { path: at('planes'), pathNot: [PLANE_CONTRACT, '^src/planes/$1(?:/|\\.ts$)'] },
    },
    {
      name: 'estates-come-by-the-front-door',
      comment: 'An estate uses what its users use: the public API and cdk8s.',
      severity: 'error',
      from: { path: at('estate') },
      to: { path: '^(src|imports)/', pathNot: [at('estate'), '^src/index\\.ts$'] },
    },
    {
      name: 'nobody-imports-the-cli',
      comment: 'Commands wire rooms together; what two of them need is a room of its own.',
      severity: 'error',
      from: { pathNot: at('cli') },
      to: { path: at('cli') },
    },
    {
      name: 'cdk8s-stays-at-the-face',
      comment: 'Everything but the tree itself works without one: convert, status, diff and tests need none.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(constructs/|synth/|estate/|main\\.ts$)' },
      to: { path: '(^|node_modules/)(cdk8s|cdk8s-plus-27|constructs)(/|$)' },
    },
    {
      name: 'effects-at-the-door',
      comment: 'Files, processes and the network are reached through the world, so that every command runs in memory.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(world/|world\\.ts$|cli/bin\\.ts$)' },
      // These three only calculate with names; what `module` loads is part of the program.
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(path|url|module)$' },
    },
    {
      name: 'no-circles',
      comment: 'In a circle no file can be loaded first. A type is not loaded, so a child may name the type of its parent.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-missing',
      comment: 'An import that leads nowhere fails at run time only.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^lib/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
