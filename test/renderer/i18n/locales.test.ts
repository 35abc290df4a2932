import { describe, expect, it } from 'vitest';
import { restoreNamespaces } from '#renderer/app/restore-place';
import { helpNamespaces } from '#renderer/app/help-place';
import { placeIds, screens } from '#renderer/app/screens';
import { messagesAfterFirstView } from '#renderer/i18n/together';
import { shellMessages } from '#renderer/i18n/resources';

const files = import.meta.glob<object>('../../../resources/locales/*/*.json', {
  eager: true,
  import: 'default',
});

const namespacesOf = (language: string): ReadonlyMap<string, object> =>
  new Map(
    Object.entries(files).flatMap(([path, messages]) => {
      const [folder, file] = path.split('/').slice(-2);
      return folder === language ? [[file ?? '', messages]] : [];
    }),
  );

const leavesOf = (node: object, path = ''): readonly (readonly [string, unknown])[] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? leavesOf(value as object, `${path}${key}.`)
      : [[`${path}${key}`, value] as const],
  );

/** Languages have different plural forms, so keys are compared without them. */
const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const keysOf = (node: object) => [...new Set(leavesOf(node).map(([key]) => withoutPlural(key)))].sort();
const placeholdersOf = (text: string) => [...new Set(text.match(/\{\{\s*(\w+)/g) ?? [])].sort();

const sources = import.meta.glob<string>('../../../src/renderer/**/*.{ts,tsx}', {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** Namespaces that come with a component that is fetched later, by the end of its file's path. */
const fetchedWith = new Map(
  Object.values(sources).flatMap((text) =>
    [...text.matchAll(/import\('\.([^']+)'\)[^}]*namespaces: \[([^\]]*)\]/g)].map(
      ([, file = '', names = '']) =>
        [`${file}.tsx`, [...names.matchAll(/\w+/g)].map(([name]) => name)] as const,
    ),
  ),
);

/** Which namespaces the keys in a folder's sources name, such as `quote` in `quote:saved`. */
function namespacesSpokenIn(wanted: (folder: string) => boolean) {
  return Object.entries(sources).flatMap(([path, text]) => {
    const [top = '', feature = ''] = path.split('/src/renderer/')[1]?.split('/') ?? [];
    const folder = top === 'features' ? `${top}/${feature}` : top;
    if (!wanted(folder)) return [];
    const named = [...text.matchAll(/['"`](\w+):[\w$]/g)].map(([, namespace = '']) => namespace);
    const [, fetched] = [...fetchedWith].find(([file]) => path.endsWith(file)) ?? [];
    return named
      .filter((namespace) => englishFiles.has(`${namespace}.json`) && !fetched?.includes(namespace))
      .map((namespace) => ({ folder, namespace }));
  });
}

const [englishFiles, chineseFiles] = [namespacesOf('en'), namespacesOf('zh-CN')];

/** The features that have no tab, with the messages that are fetched with them. */
const besideScreens: Readonly<Record<string, readonly string[]>> = {
  'features/restore': restoreNamespaces,
  'features/help': helpNamespaces,
};

/** What every part of the window may say. */
const everywhere: readonly string[] = [...Object.keys(shellMessages), ...messagesAfterFirstView];

describe('the message catalogues', () => {
  it('have the same namespaces in both languages', () => {
    expect(englishFiles.size).toBeGreaterThan(0);
    expect([...chineseFiles.keys()].sort()).toEqual([...englishFiles.keys()].sort());
  });

  it.each([...englishFiles.keys()])('%s has the same keys in both languages', (name) => {
    expect(keysOf(chineseFiles.get(name) ?? {})).toEqual(keysOf(englishFiles.get(name) ?? {}));
  });

  it.each([...englishFiles.keys()])('%s has no empty text and no value that is not text', (name) => {
    const all = [...leavesOf(englishFiles.get(name) ?? {}), ...leavesOf(chineseFiles.get(name) ?? {})];
    expect(all.filter(([, value]) => typeof value !== 'string' || value.trim() === '')).toEqual([]);
  });

  it.each([...englishFiles.keys()])('%s fills in the same values in both languages', (name) => {
    const translated = new Map(
      leavesOf(chineseFiles.get(name) ?? {}).map(([key, text]) => [withoutPlural(key), String(text)]),
    );
    for (const [key, text] of leavesOf(englishFiles.get(name) ?? {})) {
      const other = translated.get(withoutPlural(key)) ?? '';
      // English may leave out the count where the word says it.
      const shared = placeholdersOf(other).filter((placeholder) => placeholder !== '{{count');
      expect(shared, key).toEqual(placeholdersOf(String(text)).filter((p) => p !== '{{count'));
    }
  });

  it('are loaded with every screen that speaks them', () => {
    const spoken = namespacesSpokenIn((folder) => folder.startsWith('features/'));
    expect(spoken.length).toBeGreaterThan(0);
    for (const { folder, namespace } of spoken) {
      const screen = placeIds.find((id) => folder === `features/${id}`);
      const loaded = screen === undefined ? (besideScreens[folder] ?? []) : screens[screen].namespaces;
      expect([...everywhere, ...loaded], `${folder} says ${namespace}:…`).toContain(namespace);
    }
  });

  it('are fetched with the parts of a screen that are fetched later', () => {
    expect(fetchedWith.get('/trace-tree.tsx')).toEqual(['trace']);
  });

  it('are those of the shell outside the screens', () => {
    const spoken = namespacesSpokenIn((folder) => !folder.startsWith('features/'));
    expect(spoken.length).toBeGreaterThan(0);
    for (const { folder, namespace } of spoken) {
      expect(everywhere, `${folder} says ${namespace}:…`).toContain(namespace);
    }
  });
});
