import importX from 'eslint-plugin-import-x'
import prettier from 'eslint-config-prettier'
import tseslint from 'typescript-eslint'

const clock = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Time is passed in: take a Clock (src/lib/clock.ts).',
  },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'Time is passed in: take a Clock (src/lib/clock.ts).',
  },
]

const strictTypes = {
  '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/method-signature-style': ['error', 'property'],
  '@typescript-eslint/naming-convention': [
    'error',
    { selector: 'typeLike', format: ['PascalCase'], custom: { regex: '^I[A-Z]', match: false } },
  ],
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
}

const size = {
  'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', 80],
  complexity: ['error', 10],
  'max-depth': ['error', 3],
  'max-params': ['error', 4],
}

const common = {
  eqeqeq: 'error',
  'no-warning-comments': ['error', { terms: ['fixme', 'hack', 'xxx', 'todo'] }],
  'import-x/no-default-export': 'error',
  'import-x/order': ['error', { alphabetize: { order: 'asc' }, 'newlines-between': 'never' }],
}

export default tseslint.config(
  { ignores: ['**/dist/**', 'node_modules/**', 'coverage/**', 'data/**'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked, prettier],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'console/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: { ...strictTypes, ...size, ...common },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/lib/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clock], 'no-console': 'error' },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts', 'src/cli/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Only main.ts and cli/ touch the process.' },
      ],
    },
  },
  { files: ['src/cli/**/*.ts', 'src/main.ts', 'bench/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts', 'packages/*/test/**/*.ts', 'bench/**/*.ts', 'packages/*/bench/**/*.ts'],
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['console/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', 120] },
  },
  { files: ['**/vite.config.ts'], rules: { 'import-x/no-default-export': 'off' } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [prettier],
    plugins: { 'import-x': importX },
    rules: { eqeqeq: 'error' },
  },
)
