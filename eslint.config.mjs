import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts', '**/*.vue'];

/** What streams must not touch: the same input has to give the same output, anywhere. */
const impure = [
  'process',
  'fetch',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'crypto',
  'Buffer',
  'console',
  'window',
  'document',
  'navigator',
  'localStorage',
].map((name) => ({ name, message: 'streams is pure: no clock, no I/O, no process' }));

const clocks = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'streams knows no wall clock: use event time or the injected Clock',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'streams knows no wall clock: use event time or the injected Clock',
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'streams knows no wall clock: use event time or the injected Clock',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'streams is deterministic: use a seeded generator',
  },
];

/** Layout is prettier's. */
const layoutRules = Object.fromEntries(
  [
    'first-attribute-linebreak',
    'html-closing-bracket-newline',
    'html-indent',
    'html-self-closing',
    'max-attributes-per-line',
    'multiline-html-element-content-newline',
    'singleline-html-element-content-newline',
  ].map((rule) => [`vue/${rule}`, 'off']),
);

export default tseslint.config(
  { ignores: ['**/dist/', '**/coverage/', 'data/', '.tidewall/', '**/*.d.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
  ...[...tseslint.configs.recommendedTypeChecked, ...tseslint.configs.stylistic].map((config) => ({
    ...config,
    files: typescript,
  })),
  ...vue.configs['flat/recommended'].map((config) => ({ ...config, files: config.files ?? ['**/*.vue'] })),
  {
    files: typescript,
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/ban-ts-comment': 'error',
      // Interfaces of rows and evidence are written as types where unions need it.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Numbers belong in messages; what must not is checked by the other options of the rule.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // What implements an asynchronous interface may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // Ports answer now or later (T | Promise<T>), which this rule takes for never a promise.
      '@typescript-eslint/await-thenable': 'off',
      // Ports are interfaces of plain functions; they are handed on one by one.
      '@typescript-eslint/unbound-method': 'off',
      // Hot loops over typed arrays read better with an index.
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/multi-word-component-names': 'off',
      ...layoutRules,
    },
  },
  {
    // Components have no type here when plain TypeScript imports them; vue-tsc checks these files.
    files: ['frontend/src/app/*.ts', 'frontend/src/**/index.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    files: ['streams/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-globals': ['error', ...impure], 'no-restricted-syntax': ['error', ...clocks] },
  },
  {
    // Decorated classes are wired by type: Nest needs the import to be a value.
    files: ['backend/**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    files: ['backend/src/**/*.ts', 'clickhouse/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**', 'backend/src/config/**', 'backend/src/cli/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'backend/src/config is the only reader of the environment',
        },
      ],
    },
  },
  {
    files: ['tests/**/*.ts', 'backend/src/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
