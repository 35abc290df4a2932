import globals from 'globals';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: the name of a thing is the same everywhere.',
};
const noOpenExternal = {
  selector: "MemberExpression[property.name='openExternal']",
  message: 'Fleetwright opens no outside address; see docs/decisions.',
};
const noMarkup = {
  selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]',
  message: 'Build elements; never write markup from strings.',
};

const climbing = {
  regex: String.raw`^\.\./(?!.*\.(json|css)$)`,
  message: 'Import from another folder by #shared, #main or #renderer; a path that climbs says less.',
};

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'coverage/**', 'test-results/**', 'playwright-report/**'] },
  {
    files: ['**/*.{ts,tsx}'],
    // The rules that need types are in .oxlintrc.json.
    extends: [tseslint.configs.strict],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-restricted-syntax': ['error', noDefaultExport, noOpenExternal, noMarkup],
      eqeqeq: 'error',
    },
  },
  {
    files: ['*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: [
      'src/shared/**',
      'src/main/catalogue/**',
      'src/main/planning/**',
      'src/main/simulator/**',
      'src/main/models/**',
      'src/main/quote/*.ts',
    ],
    rules: {
      'no-restricted-globals': ['error', 'Date', 'process', 'performance', 'setTimeout', 'fetch'],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Derived figures take drawn numbers as arguments.' },
      ],
    },
  },
  {
    files: ['src/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [climbing] }] },
  },
  {
    files: ['src/main/**'],
    ignores: ['src/main/app/**', 'src/main/preload/**', 'src/main/index.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [climbing],
          paths: [{ name: 'electron', message: 'Only src/main/app knows Electron.' }],
        },
      ],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['test/**', 'scripts/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'max-lines': 'off' },
  },
  {
    files: ['**/*.js'],
    extends: [tseslint.configs.recommended],
    languageOptions: { globals: globals.node },
  },
);
