/** Tests beside the code run from source; what they import from another workspace is its build (`npm run build`). */
const swc = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
  module: { type: 'es6' },
};

export default {
  testEnvironment: '<rootDir>/scripts/jest-environment.mjs',
  setupFiles: ['<rootDir>/scripts/jest-properties.mjs'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', swc] },
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  testTimeout: 120_000,
  maxWorkers: '100%',
};
