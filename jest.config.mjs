/** Tests beside the code run from source; what they import from another workspace is its build (`npm run build`). */
const swc = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
  module: { type: 'es6' },
};

/** Suites of one to two minutes each: run by `TEST_SLOW=1 npm test`, or by their path. */
const slow = ['tests/e2e/desk-barriers', 'tests/faults/alert-timers', 'tests/verify/verify'];
const wanted =
  process.env['TEST_SLOW'] === '1' || process.argv.slice(2).some((argument) => argument.includes('tests/'));

export default {
  testEnvironment: '<rootDir>/scripts/jest-environment.mjs',
  setupFiles: ['<rootDir>/scripts/jest-properties.mjs'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', swc] },
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...(wanted ? [] : slow)],
  modulePathIgnorePatterns: ['/dist/'],
  testTimeout: 120_000,
  maxWorkers: '100%',
};
