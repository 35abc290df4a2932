/**
 * The keys of what the window itself does, by action, the one that is printed first. Keys are joined by `+`, with `Mod`
 * for Ctrl or ⌘. The palette, the keyboard, the list of shortcuts and the menu of the desktop read them here.
 */
export const actionKeys = {
  palette: ['Mod+K'],
  help: ['F1'],
  shortcuts: ['?'],
  about: [],
  new: ['Mod+N'],
  import: ['Mod+O'],
  export: ['Mod+S'],
  duplicate: [],
  restore: [],
  trash: [],
  'export-library': [],
  history: ['Mod+Shift+H'],
  undo: ['Mod+Z'],
  redo: ['Mod+Shift+Z', 'Mod+Y'],
  'toggle-library': ['Mod+B'],
  'toggle-inspector': ['Mod+I'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type KeyedAction = keyof typeof actionKeys;

/** What the menu of the desktop offers of these, by menu; a null is a line between them. */
export const menuActions = {
  file: ['new', 'import', null, 'export', 'duplicate', 'export-library', null, 'restore', 'trash', null],
  help: ['help', 'shortcuts', 'about'],
} as const satisfies Readonly<Record<string, readonly (KeyedAction | null)[]>>;

export type MenuAction = Exclude<(typeof menuActions)[keyof typeof menuActions][number], null>;
