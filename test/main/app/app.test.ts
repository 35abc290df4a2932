import { describe, expect, it, vi } from 'vitest';
import { afterGone } from '#main/app/crash-policy';
import { menuTemplate } from '#main/app/menu';
import { messagesFor } from '#main/app/messages';
import { parseSettings } from '#main/app/settings';
import { windowBounds } from '#main/app/window-bounds';

const display = { x: 0, y: 0, width: 1920, height: 1080 };

describe('the window', () => {
  it('opens where it was', () => {
    const bounds = { x: 100, y: 50, width: 1200, height: 800 };
    expect(windowBounds(bounds, [display])).toMatchObject(bounds);
  });

  it.each([
    { x: 5_000, y: 50, width: 1200, height: 800 },
    { x: -1_150, y: 50, width: 1200, height: 800 },
    undefined,
  ])('opens in the usual place when %j is out of reach', (bounds) => {
    expect(windowBounds(bounds, [display])).toEqual({
      width: 1440,
      height: 900,
      minWidth: 960,
      minHeight: 600,
    });
  });

  it('forgets only what is damaged in its settings', () => {
    expect(parseSettings('{"zoomFactor":1.5,"maximized":"yes","bounds":{"x":"a"}}')).toMatchObject({
      zoomFactor: 1.5,
      maximized: false,
    });
    expect(parseSettings('not json')).toMatchObject({ zoomFactor: 1, maximized: false });
  });
});

describe('a crash of the page', () => {
  it('reloads at first, and asks when it happens again and again', () => {
    expect(afterGone('crashed', { crashes: [], now: 0 })).toBe('reload');
    expect(afterGone('oom', { crashes: [0, 30_000], now: 40_000 })).toBe('ask');
    expect(afterGone('crashed', { crashes: [0, 30_000], now: 200_000 })).toBe('reload');
    expect(afterGone('clean-exit', { crashes: [], now: 0 })).toBe('ignore');
  });
});

describe('the menu', () => {
  const act = vi.fn();

  it.each([
    ['en-GB', 'File'],
    ['zh', '文件'],
    ['zh-TW', '文件'],
    ['de', 'File'],
  ])('speaks the language of the system: %s', (tag, label) => {
    expect(menuTemplate(messagesFor(tag), { mac: false, developer: false, act })[0]?.label).toBe(label);
  });

  it('leaves undo and redo to the document, and developer tools to developers', () => {
    const released = JSON.stringify(menuTemplate(messagesFor('en'), { mac: false, developer: false, act }));
    expect(released).not.toMatch(/undo|redo|toggleDevTools|reload/i);
  });

  it('has the window do what is chosen, and shows its keys without taking them from the page', () => {
    const template = menuTemplate(messagesFor('en'), { mac: false, developer: false, act });
    const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
    const help = items.find(({ label }) => label === 'Help');
    expect(help).toMatchObject({ accelerator: 'F1', registerAccelerator: false });
    help?.click?.(undefined as never, undefined, undefined as never);
    expect(act).toHaveBeenCalledExactlyOnceWith('help');
  });

  it('offers each action once, by the name that the window gives it', () => {
    const template = menuTemplate(messagesFor('en'), { mac: false, developer: false, act });
    const labels = template
      .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
      .map(({ label }) => label);
    for (const label of Object.values(messagesFor('en').actions)) {
      expect(labels.filter((each) => each === label)).toHaveLength(1);
    }
  });
});
