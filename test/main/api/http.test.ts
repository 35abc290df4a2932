import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type ClientRequest, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWebHost, type WebHost } from '#main/api/http';
import type { HostFiles } from '#main/files/host-files';
import { CONTENT_SECURITY_POLICY } from '#main/pages/headers';
import type { JobContext } from '#shared/api/contract';
import { success } from '#shared/refusal/refusal';
import { someHandlers } from './a-dispatcher';
import { PATIENTLY } from '../../support/patience';

let host: WebHost;
let pages: string;
let addresses: string[];
let jobContext: JobContext | undefined;
let reportBug: ReturnType<typeof vi.fn<(error: unknown) => void>>;

const handlersFor = (files: HostFiles) =>
  someHandlers({
    examples: () => success([]),
    catalogue: () => success({ long: 'x'.repeat(2_000) }),
    saveText: ({ suggestedName, text }: { suggestedName: string; text: string }) =>
      files.save({ suggestedName, content: text, kind: 'csv' }),
    exportQuote: (_input: unknown, context: JobContext) => {
      jobContext = context;
      return Promise.resolve(success(null));
    },
    checks: (_input: unknown, context: JobContext) => {
      jobContext = context;
      context.report(0.5);
      return new Promise((resolve) => context.signal.addEventListener('abort', () => resolve(success([]))));
    },
  });

beforeEach(async () => {
  pages = mkdtempSync(join(tmpdir(), 'fleetwright-pages-'));
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Fleetwright</title>');
  addresses = [];
  reportBug = vi.fn<(error: unknown) => void>();
  jobContext = undefined;
  host = await startWebHost(
    {
      pages,
      handlersFor,
      reportBug,
      onAddress: (address) => addresses.push(address),
      bodies: { each: 10_000, together: 15_000 },
    },
    0,
  );
});

afterEach(async () => {
  await host.close();
  rmSync(pages, { recursive: true });
});

interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** A bare request, so that tests may send headers that browsers and fetch forbid. */
function send({ method = 'POST', path, headers = {}, body = '' }: Sent) {
  return new Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const origin = `http://127.0.0.1:${host.port}`;
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: host.port,
          method,
          path,
          headers: { Origin: origin, 'Content-Type': 'application/json', ...headers },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
          );
        },
      );
      request.on('error', reject);
      request.end(body);
    },
  );
}

interface Begun {
  readonly request: ClientRequest;
  readonly answered: Promise<{ readonly status: number; readonly text: string }>;
}

/** A call of which more would come: with a size that its body does not reach, or with none. */
function begin({ session, length, body }: { session: string; length?: number; body: string }): Begun {
  const request = httpRequest({
    host: '127.0.0.1',
    port: host.port,
    path: '/api/examples',
    method: 'POST',
    headers: {
      Origin: `http://127.0.0.1:${host.port}`,
      'Content-Type': 'application/json',
      'Fleetwright-Session': session,
      ...(length === undefined ? {} : { 'Content-Length': length }),
    },
  });
  const answered = new Promise<{ status: number; text: string }>((resolve) => {
    request.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
  });
  request.on('error', () => undefined);
  request.write(body);
  return { request, answered };
}

const tokenOf = (address: string | undefined): string => /#token=(.+)$/.exec(address ?? '')?.[1] ?? '';

async function aSession(): Promise<string> {
  const body = JSON.stringify({ token: tokenOf(addresses.at(-1)) });
  const { text } = await send({ path: '/api-session', body });
  return (JSON.parse(text) as { session: string }).session;
}

const call = async (path: string, body: string, headers: OutgoingHttpHeaders = {}) =>
  send({ path, body, headers: { 'Fleetwright-Session': await aSession(), ...headers } });

const lines = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('the browser host', () => {
  it('listens on loopback, and prints an address with a token', () => {
    expect(addresses).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)]);
  });

  it('serves its pages with the strict policy, on GET only', async () => {
    const page = await send({ method: 'GET', path: '/' });
    expect(page).toMatchObject({
      status: 200,
      headers: { 'content-security-policy': CONTENT_SECURITY_POLICY },
    });
    expect((await send({ method: 'PUT', path: '/' })).status).toBe(405);
    expect((await send({ method: 'GET', path: '/../package.json' })).status).toBe(404);
    expect((await send({ method: 'GET', path: '/%2e%2e/%2e%2e/etc/passwd' })).status).toBe(404);
  });

  it('answers a call of an open session', async () => {
    const { status, text } = await call('/api/examples', '{}');
    expect(status).toBe(200);
    expect(lines(text)).toEqual([{ answer: success([]), downloads: [] }]);
  });

  it.each(['localhost:PORT', 'example.com', '127.0.0.1', '127.0.0.1:1', '[::1]:PORT'])(
    'refuses the Host %s, which ends DNS rebinding',
    async (name) => {
      const Host = name.replace('PORT', String(host.port));
      expect((await call('/api/examples', '{}', { Host })).status).toBe(421);
      expect((await send({ method: 'GET', path: '/', headers: { Host } })).status).toBe(421);
    },
  );

  it.each(['https://example.com', 'http://localhost:PORT', 'null', 'http://127.0.0.1:PORT.example.com'])(
    'refuses the Origin %s',
    async (name) => {
      const Origin = name.replace('PORT', String(host.port));
      expect((await call('/api/examples', '{}', { Origin })).status).toBe(403);
    },
  );

  it('refuses what another site made the browser send', async () => {
    expect((await call('/api/examples', '{}', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await call('/api/examples', '{}', { 'Content-Type': 'text/plain' })).status).toBe(415);
  });

  it('refuses calls without a session or with a wrong one', async () => {
    expect((await send({ path: '/api/examples', body: '{}' })).status).toBe(401);
    const headers = { 'Fleetwright-Session': 'x'.repeat(43) };
    expect((await send({ path: '/api/examples', body: '{}', headers })).status).toBe(401);
  });

  it('opens the same session again until it is used, for a page that is loaded again before its answer came', async () => {
    const first = await aSession();
    expect(await aSession()).toBe(first);
    expect(addresses).toHaveLength(1);
  });

  it('takes a token until its session is used, prints the next, and refuses wrong ones', async () => {
    const token = tokenOf(addresses[0]);
    await call('/api/examples', '{}');
    expect(addresses).toHaveLength(2);
    const again = await send({ path: '/api-session', body: JSON.stringify({ token }) });
    expect(again.status).toBe(403);
    expect((await send({ path: '/api-session', body: '{}' })).status).toBe(403);
    expect((await send({ path: '/api-session', body: 'no json' })).status).toBe(403);
    for (const odd of ['7', 'null', '[]', '{"toString":1}', `["${token}"]`]) {
      expect((await send({ path: '/api-session', body: `{"token":${odd}}` })).status).toBe(403);
    }
  });

  it('refuses bodies that are too large, too deep or not JSON, and calls that are not there', async () => {
    const large = await call('/api/examples', JSON.stringify('x'.repeat(10_001)));
    expect(large).toMatchObject({ status: 413, text: expect.stringContaining('too-large') as string });
    expect((await call('/api/examples', '{')).text).toContain('not-json');
    const deep = '['.repeat(4_000) + ']'.repeat(4_000);
    expect((await call('/api/examples', deep)).text).toContain('too-deep');
    expect((await call('/api/nothing', '{}')).text).toContain('unknown-call');
    expect((await call('/api/__proto__', '{}')).text).toContain('unknown-call');
    expect((await call('/api/examples', '{"__proto__":{"x":1}}')).text).toContain('invalid-argument');
  });

  it('refuses a body by the size that it says, before it is sent', async () => {
    const session = await aSession();
    const answered = await begin({ session, length: 1_000_000_000, body: '{' }).answered;
    expect(answered.status).toBe(413);
    expect((await call('/api/examples', '{}')).status).toBe(200);
  });

  it('refuses a body without a size at the limit, and the client reads why', async () => {
    const session = await aSession();
    const answered = await begin({ session, body: ' '.repeat(10_001) }).answered;
    expect(answered.status).toBe(413);
    expect(answered.text).toContain('too-large');
  });

  it('refuses a body where those of others fill the memory that bodies have, and takes it once they are gone', async () => {
    const session = await aSession();
    const others = [1, 2].map(() => begin({ session, body: ' '.repeat(7_000) }).request);
    await vi.waitFor(async () => {
      const refused = await call('/api/examples', ' '.repeat(5_000));
      expect(refused.status).toBe(503);
      expect(refused.headers['retry-after']).toBe('1');
    }, PATIENTLY);
    for (const each of others) each.destroy();
    await vi.waitFor(async () => {
      expect((await call('/api/examples', `${' '.repeat(5_000)}{}`)).status).toBe(200);
    }, PATIENTLY);
  });

  it('takes a page that goes away while it sends for no bug', async () => {
    const { request } = begin({ session: await aSession(), length: 100, body: '{"half' });
    setTimeout(() => request.destroy(), 50);
    await new Promise((resolve) => request.once('close', resolve));
    expect((await call('/api/examples', '{}')).status).toBe(200);
    expect(reportBug).not.toHaveBeenCalled();
  });

  it('hands a saved file out once, as a download', async () => {
    const input = JSON.stringify({ suggestedName: 'Angebot ü.csv', text: 'a,b', kind: 'markdown' });
    const [answered] = lines((await call('/api/saveText', input)).text) as [{ downloads: { id: string }[] }];
    const path = `/download/${answered.downloads[0]?.id}`;
    expect(await send({ method: 'GET', path })).toMatchObject({
      status: 200,
      text: 'a,b',
      headers: { 'content-disposition': "attachment; filename*=UTF-8''Angebot%20%C3%BC.csv" },
    });
    expect((await send({ method: 'GET', path })).status).toBe(404);
  });

  it('compresses what is answered at once and long, for a client that can read it', async () => {
    const input = JSON.stringify({ suggestedName: `${'n'.repeat(190)}.csv`, text: 'a,b', kind: 'markdown' });
    const br = { 'Accept-Encoding': 'gzip, br' };

    expect((await call('/api/saveText', input, br)).headers['content-encoding']).toBeUndefined();
    expect((await call('/api/examples', '{"language":"en"}')).headers['content-encoding']).toBeUndefined();
    const compressed = await call('/api/catalogue', '{}', br);
    expect(compressed.headers['content-encoding']).toBe('br');
  });

  it('streams progress, and cancels the work of a page that went away', async () => {
    const session = await aSession();
    const abort = new AbortController();
    const response = await fetch(`http://127.0.0.1:${host.port}/api/checks`, {
      method: 'POST',
      body: '{}',
      signal: abort.signal,
      headers: {
        Origin: `http://127.0.0.1:${host.port}`,
        'Content-Type': 'application/json',
        'Fleetwright-Session': session,
      },
    });
    const first = await response.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toBe('{"fraction":0.5}\n');
    abort.abort();
    await vi.waitFor(() => expect(jobContext?.signal.aborted).toBe(true), PATIENTLY);
  });
});
