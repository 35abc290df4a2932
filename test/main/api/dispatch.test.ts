import { describe, expect, it, vi } from 'vitest';
import { plainContext } from '#main/services/computing';
import { success } from '#shared/refusal/refusal';
import { aDispatcher } from './a-dispatcher';

describe('dispatching a call', () => {
  it('parses the argument before the handler sees it, defaults filled in', async () => {
    const estimate = vi.fn(() => success([]));
    const { dispatcher } = aDispatcher({ estimate });
    const cases = [{ id: 'a', hardware: 'h100-sxm', model: 'm', input: 1, output: 1 }];
    await dispatcher.dispatch({ name: 'estimate', input: { input: { cases } } }, plainContext);
    expect(estimate).toHaveBeenCalledWith(
      { cases: [{ ...cases[0], devices: 1, mode: 'static' }] },
      plainContext,
    );
  });

  it('refuses an argument that its schema refuses, with the place, and never calls the handler', async () => {
    const estimate = vi.fn();
    const { dispatcher } = aDispatcher({ estimate });
    const answer = await dispatcher.dispatch(
      { name: 'estimate', input: { input: { cases: [{ id: 7 }] } } },
      plainContext,
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-argument', path: 'cases/0/id' } });
    expect(estimate).not.toHaveBeenCalled();
  });

  it.each(['nothing-like-it', '__proto__', 'constructor', 'toString', '', 7, null, undefined, {}])(
    'refuses the unknown call %j',
    async (name) => {
      const { dispatcher } = aDispatcher({});
      const answer = await dispatcher.dispatch({ name, input: {} }, plainContext);
      expect(answer).toMatchObject({ ok: false, error: { code: 'unknown-call' } });
    },
  );

  it('turns a bug into a refusal that tells nothing of the inside, and reports it', async () => {
    const bug = new Error('secret at /home/user');
    const { dispatcher, reportBug } = aDispatcher({ examples: () => Promise.reject(bug) });
    const answer = await dispatcher.dispatch({ name: 'examples', input: {} }, plainContext);
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal-error' } });
    expect(JSON.stringify(answer)).not.toMatch(/secret|stack|home/);
    expect(reportBug).toHaveBeenCalledWith(bug);
  });

  it.each(['../up.json', 'a/b.json', 'C:\\x.json', 'x\u0000.json', ''])(
    'lets no path pass as the name of a file: %j',
    async (suggestedName) => {
      const saveText = vi.fn();
      const { dispatcher } = aDispatcher({ saveText });
      const input = { suggestedName, text: '', kind: 'json' };
      const answer = await dispatcher.dispatch({ name: 'saveText', input }, plainContext);
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-argument' } });
      expect(saveText).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['readBackup', { id: '../../etc/passwd' }],
    ['readBackup', { id: 'earlier/../x' }],
    ['readBackup', { id: 'abc/..' }],
    ['exportBackup', { id: 'abc\\x/y', suggestedName: 'x.json' }],
    ['readBackupRows', { id: 'abc/x', digests: ['../x'] }],
    ['keepBackupRows', { library: '../up', rows: [] }],
    [
      'backUp',
      { library: 'earlier', entries: [{ table: 'scenarios', key: 'a', digest: 'a'.repeat(64), size: 1 }] },
    ],
    ['backUp', { library: '6f0a1d1e-0000-4000-8000-000000000001', entries: [] }],
  ] as const)('lets no path pass as a backup: %s %j', async (name, input) => {
    const handler = vi.fn();
    const { dispatcher } = aDispatcher({ [name]: handler });
    const answer = await dispatcher.dispatch({ name, input }, plainContext);
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-argument' } });
    expect(handler).not.toHaveBeenCalled();
  });
});
