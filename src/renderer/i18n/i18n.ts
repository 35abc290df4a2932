import type { CatalogueNames } from '#shared/catalogue/catalogue';
import { inForm, type WithoutForm } from '#shared/text/plural';
import { fillIn, type Language, type Parameters } from '#shared/language/language';
import { layoutNamespaces, namespacesAfterwards } from './together';
import { type Namespace, type Resources, type ScreenNamespace, shellMessages } from './resources';

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文' };

/** The language that suits the reader's system. */
export const languageFor = (tags: readonly string[]): Language =>
  tags[0]?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';

type Bundle = ReadonlyMap<string, string>;
const bundles: Readonly<Record<Language, Map<Namespace, Bundle>>> = { en: new Map(), 'zh-CN': new Map() };

/** The texts of a file by their paths, such as `strip.power`. */
const textsIn = (node: object, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return textsIn(value, `${path}${key}.`);
    return typeof value === 'string' ? [[`${path}${key}`, value] as const] : [];
  });

for (const [namespace, messages] of Object.entries(shellMessages)) {
  bundles.en.set(namespace as Namespace, new Map(textsIn(messages)));
}

const files = import.meta.glob<object>(
  [
    '../../../resources/locales/*/*.json',
    '!../../../resources/locales/*/desktop.json',
    '!../../../resources/locales/*/drawing.json',
    '!../../../resources/locales/*/quote-document.json',
    '!../../../resources/locales/*/{layout,designer,dates,finance,problems,remarks,service,autofit,bulk,cords,exchange,floor,groups,trash,compare}.json',
  ],
  { import: 'default' },
);

type Together = Readonly<Record<string, object>>;

/** Messages that are wanted at the same moment, each group in one file: asked for one by one they take longer to come than to say. */
const together: Readonly<Record<Language, readonly (() => Promise<{ readonly messages: Together }>)[]>> = {
  en: [() => import('./together/layout-en'), () => import('./together/afterwards-en')],
  'zh-CN': [() => import('./together/layout-zh-CN'), () => import('./together/afterwards-zh-CN')],
};

const groups: readonly (readonly Namespace[])[] = [layoutNamespaces, namespacesAfterwards];

async function messagesOf(language: Language, namespace: Namespace): Promise<object> {
  const path = `../../../resources/locales/${language}/${namespace}.json`;
  const group = together[language][groups.findIndex((each) => each.includes(namespace))];
  const messages = group === undefined ? await files[path]?.() : (await group()).messages[`../${path}`];
  if (messages === undefined) throw new Error(`The messages of ${namespace} are missing in ${language}`);
  return messages;
}

/** The namespaces that somebody shows; a language that is spoken later must have them too. */
const shown = new Set<Namespace>(Object.keys(shellMessages) as Namespace[]);

/** The language of the window, and the one that it turns to while messages are fetched. */
const languageState: { spoken: Language; wanted: Language } = { spoken: 'en', wanted: 'en' };
const listeners = new Set<() => void>();

/** The language that the window speaks. */
export const spokenLanguage = (): Language => languageState.spoken;

/** Calls back when the window turns to another language, until what is returned is called. */
export function onLanguage(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** Fetches the messages of screens in the language of the window; call it before they are shown. */
export async function loadMessages(namespaces: readonly ScreenNamespace[]): Promise<void> {
  for (const namespace of namespaces) shown.add(namespace);
  await fetchMessages(languageState.wanted);
}

/** Turns the screens to a language, after loading its messages where they are not there yet. */
export async function speak(language: Language): Promise<void> {
  languageState.wanted = language;
  await Promise.all([fetchMessages(language), fetchCatalogueNames(language)]);
  if (languageState.wanted !== language || languageState.spoken === language) return;
  languageState.spoken = language;
  for (const changed of [...listeners]) changed();
}

async function fetchMessages(language: Language): Promise<void> {
  const missing = [...shown].filter((namespace) => !bundles[language].has(namespace));
  await Promise.all(
    missing.map(async (namespace) => {
      bundles[language].set(namespace, new Map(textsIn(await messagesOf(language, namespace))));
    }),
  );
}

/** Names of catalogue entries; the catalogue's own are English. */
const catalogueNames = new Map<Language, CatalogueNames>();

async function fetchCatalogueNames(language: Language): Promise<void> {
  if (language === 'en' || catalogueNames.has(language)) return;
  const chinese = await import('../../../resources/catalogue-names/zh-CN.json');
  catalogueNames.set(language, chinese.default);
}

/** The names of catalogue entries in a language that the window speaks; undefined where they are the catalogue's own. */
export const catalogueNamesIn = (language: Language): CatalogueNames | undefined =>
  catalogueNames.get(language);

/** The text of a message in the language of the window, or else in English; a count chooses the form of the noun. */
function textOf(key: string, count?: string | number): string | undefined {
  const [namespace = '', path = ''] = key.split(':', 2);
  for (const language of [languageState.spoken, 'en'] as const) {
    const bundle = bundles[language].get(namespace as Namespace);
    const text = inForm((at) => bundle?.get(at), { key: path, count, language });
    if (text !== undefined) return text;
  }
  return undefined;
}

export type MessageParams = Parameters;

type Leaves<Node> = {
  [Key in keyof Node & string]: Node[Key] extends string ? WithoutForm<Key> : `${Key}.${Leaves<Node[Key]>}`;
}[keyof Node & string];

/** Every message there is, as `namespace:path.to.it`. */
export type MessageKey = { [Name in Namespace]: `${Name}:${Leaves<Resources[Name]>}` }[Namespace];

/**
 * A message whose key comes from data, such as the code of a problem; undefined when there is none. Components that show
 * it must re-render with `useLanguage`.
 */
export function messageFor(key: string, params: MessageParams = {}): string | undefined {
  const text = textOf(key, params['count']);
  return text === undefined ? undefined : fillIn(text, params);
}

/** A message in the language of the screen; its key where the messages of its namespace are not here yet. */
export const message = (key: MessageKey, params: MessageParams = {}): string =>
  messageFor(key, params) ?? key;
