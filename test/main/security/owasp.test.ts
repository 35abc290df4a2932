import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWebSessions } from '#main/api/web-access';
import { CONTENT_SECURITY_POLICY, securityHeaders } from '#main/pages/headers';

const root = join(import.meta.dirname, '../../..');

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(root, 'src', name), 'utf8') }));
const filesWith = (pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

// The rows are those of the OWASP lists that docs/security.md names, as far as no other test stands for them.
describe('the lists of OWASP', () => {
  it('DA1, V5.3.8: no program is started, so that no text becomes a command', () => {
    expect(filesWith(/child_process|\.exec\w*Sync\(|shell\.openExternal/)).toEqual([]);
  });

  it('DA2, V3.2.2: a token and a session have 256 random bits, and a token is spent by its use', () => {
    const sessions = createWebSessions();
    const token = sessions.token();
    const session = sessions.exchange(token);
    for (const secret of [token, String(session)]) {
      expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    }
    expect(sessions.isOpen(session)).toBe(true);
    expect(sessions.exchange(token), 'spent').toBeUndefined();
    expect(sessions.token()).not.toBe(token);
  });

  it('DA3, V7.1.1: nothing that users make or that opens a session is written into a log', () => {
    expect(filesWith(/console\.\w+\(/)).toEqual([]);
  });

  it('DA4, V6.2.2: digests are SHA-256, and secrets come from the system’s generator', () => {
    expect(filesWith(/createHash\((?!'sha256')/)).toEqual([]);
    expect(filesWith(/subtle\.digest\((?!'SHA-256')/)).toEqual([]);
    expect(filesWith(/Math\.random\(/)).toEqual([]);
  });

  it('V3.4: there are no cookies that a browser would send by itself', () => {
    expect(filesWith(/document\.cookie|set-cookie/i)).toEqual([]);
  });

  it('V14.4: every page says its type, sends no referrer, and stands in no frame of others', () => {
    expect(securityHeaders).toMatchObject({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    expect(CONTENT_SECURITY_POLICY).toContain("frame-ancestors 'none'");
    expect(Object.keys(securityHeaders)).not.toContain('Access-Control-Allow-Origin');
  });
});
