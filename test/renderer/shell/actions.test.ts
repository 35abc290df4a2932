import { describe, expect, it } from 'vitest';
import { isShortcut, shortcutLabel } from '#renderer/shell/actions';
import { matching } from '#renderer/app/palette';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('a shortcut', () => {
  it('takes Ctrl and ⌘ for Mod and tells undo from redo', () => {
    expect(isShortcut(press('z', { ctrlKey: true }), 'Mod+Z')).toBe(true);
    expect(isShortcut(press('z', { metaKey: true }), 'Mod+Z')).toBe(true);
    expect(isShortcut(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z')).toBe(false);
    expect(isShortcut(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z')).toBe(true);
  });

  it('that is a sign is met whether or not the keyboard needs Shift for it', () => {
    expect(isShortcut(press('?', { shiftKey: true }), '?')).toBe(true);
    expect(isShortcut(press('?'), '?')).toBe(true);
  });

  it('is printed as on the keys of the machine', () => {
    expect(shortcutLabel('Mod+Shift+Z', true)).toBe('⌘⇧Z');
    expect(shortcutLabel('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
  });
});

describe('the palette', () => {
  const action = (title: string) => ({ id: title, title, run: () => undefined });
  const actions = ['Go to Layout', 'Layout of racks', 'Undo'].map(action);

  it('finds what has every word, starts first', () => {
    expect(matching(actions, 'layout').map(({ title }) => title)).toEqual([
      'Layout of racks',
      'Go to Layout',
    ]);
    expect(matching(actions, 'go lay').map(({ title }) => title)).toEqual(['Go to Layout']);
    expect(matching(actions, 'nothing')).toEqual([]);
  });
});
