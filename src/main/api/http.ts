import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { HostFiles } from '#main/files/host-files';
import { securityHeaders } from '#main/pages/headers';
import { respondWithPage } from '#main/pages/respond';
import {
  CALL_PATH,
  type Download,
  DOWNLOAD_PATH,
  SESSION_HEADER,
  SESSION_PATH,
  type WebMessage,
} from '#shared/api/web';
import { failure, type Refusal } from '#shared/refusal/refusal';
import {
  type AppHandlers,
  createDispatcher,
  createSentBeside,
  type SentBeside,
  type ReportBug,
} from './dispatch';
import { type BodyLimits, type BodyRefusal, createBodyReader, type ReadBody } from './web-bodies';
import { createWebSessions, refuseRequest, type RequestFacts, type WebSessions } from './web-access';
import { createWebDownloads, downloadFiles, type WebDownloads } from './web-downloads';

export interface WebHostOptions {
  /** The folder of the built pages. */
  readonly pages: string;
  /** The handlers for one request, whose files go where the argument says. */
  readonly handlersFor: (files: HostFiles) => AppHandlers;
  readonly reportBug: ReportBug;
  /** Told the address to open: at the start, and again whenever the last one was used. */
  readonly onAddress: (address: string) => void;
  readonly bodies?: BodyLimits;
}

interface Context extends WebHostOptions {
  readonly authority: string;
  readonly sessions: WebSessions;
  readonly readBody: ReadBody;
  readonly downloads: WebDownloads;
  /** Of all pages: a request is answered by itself, and the next names the book that this one brought. */
  readonly beside: SentBeside;
}

/** The second stands in where a machine has no loopback of the first kind. */
const LOOPBACKS = ['127.0.0.1', '::1'] as const;
const NO_SUCH_ADDRESS = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EPROTONOSUPPORT']);

/** A page on this machine sends the largest request within seconds; who takes longer only holds a connection. */
const HEADERS_MILLISECONDS = 10_000;
const REQUEST_MILLISECONDS = 60_000;
const CHECKING_MILLISECONDS = 5_000;

const factsOf = ({ method = '', headers }: IncomingMessage): RequestFacts => ({
  method,
  host: headers.host,
  origin: headers.origin,
  fetchSite: headers['sec-fetch-site']?.toString(),
  contentType: headers['content-type'],
});

function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}

function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    ...securityHeaders,
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

/** A client that still sends may read its answer for so long. */
const LINGER_MILLISECONDS = 500;

/**
 * Refuses a request whose body is not read to its end. The connection ends with the answer, though a little later: one that
 * is closed over bytes that nobody read is reset, and the client sees no answer at all.
 */
function answerUnread(response: ServerResponse, { status, refusal }: BodyRefusal): void {
  const text = JSON.stringify({ answer: failure(refusal), downloads: [] });
  response.writeHead(status, {
    ...securityHeaders,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    Connection: 'close',
    ...(status === 503 ? { 'Retry-After': '1' } : {}),
  });
  response.write(text);
  setTimeout(() => response.end(), LINGER_MILLISECONDS).unref();
}

const answerRefusal = (response: ServerResponse, status: number, refusal: Refusal): void =>
  answerJson(response, status, { answer: failure(refusal), downloads: [] });

/** What holds a token is shorter. */
const LARGEST_TOKEN = 1_000;

async function openSession(request: IncomingMessage, response: ServerResponse, context: Context) {
  const body = await context.readBody(request, LARGEST_TOKEN);
  const token =
    body.ok && typeof body.value === 'object' && body.value !== null && 'token' in body.value
      ? body.value.token
      : undefined;
  const session = typeof token === 'string' ? context.sessions.exchange(token) : undefined;
  if (session === undefined) {
    answerJson(response, 403, { error: 'This address has already been used. The terminal shows a new one.' });
    return;
  }
  answerJson(response, 200, { session });
}

/** Runs a call and streams its progress, one JSON document a line; a page that goes away cancels it. */
async function answerCall(request: IncomingMessage, response: ServerResponse, context: Context) {
  const session = request.headers[SESSION_HEADER.toLowerCase()]?.toString();
  if (!context.sessions.isOpen(session)) {
    answerRefusal(response, 401, {
      code: 'no-session',
      message: 'Open the address that the terminal shows.',
    });
    return;
  }
  const body = await context.readBody(request);
  if (!body.ok) {
    answerUnread(response, body.error);
    return;
  }
  const made: Download[] = [];
  const abort = new AbortController();
  response.once('close', () => abort.abort());
  const messages = messagesTo(response, request.headers['accept-encoding']?.toString());
  const dispatcher = createDispatcher(
    context.handlersFor(downloadFiles(context.downloads, made)),
    context.reportBug,
    context.beside,
  );
  const name = (request.url ?? '').slice(CALL_PATH.length);
  const answer = await dispatcher.dispatch(
    { name, input: body.value },
    { signal: abort.signal, report: (fraction) => messages.progress(fraction) },
  );
  await messages.end({ answer, downloads: made });
}

/** What is shorter is not worth the work; a catalogue is a tenth of its length afterwards. */
const WORTH_COMPRESSING = 1_000;
/** On the fly, where the strongest takes a hundred times as long for a tenth less. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const compressed = promisify(brotliCompress);

interface Messages {
  readonly progress: (fraction: number) => void;
  readonly end: (last: WebMessage) => Promise<void>;
}

/** The messages of one call, a line each. One that is answered at once, without progress before, is compressed. */
function messagesTo(response: ServerResponse, encodings = ''): Messages {
  const begin = (more: Readonly<Record<string, string>> = {}): void => {
    response.writeHead(200, {
      ...securityHeaders,
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Cache-Control': 'no-store',
      ...more,
    });
  };
  const isGone = (): boolean => response.writableEnded || response.destroyed;
  return {
    progress: (fraction) => {
      if (isGone()) return;
      if (!response.headersSent) begin();
      response.write(`${JSON.stringify({ fraction } satisfies WebMessage)}\n`);
    },
    end: async (last) => {
      const line = `${JSON.stringify(last)}\n`;
      const compress = !response.headersSent && line.length >= WORTH_COMPRESSING && /\bbr\b/.test(encodings);
      const content = compress ? await compressed(line, QUALITY) : line;
      if (isGone()) return;
      if (!response.headersSent) begin(compress ? { 'Content-Encoding': 'br' } : {});
      response.end(content);
    },
  };
}

function answerDownload(path: string, response: ServerResponse, context: Context): void {
  const file = context.downloads.take(path.slice(DOWNLOAD_PATH.length));
  if (file === undefined) {
    answerText(response, 404, 'This file has already been fetched.');
    return;
  }
  response.writeHead(200, {
    ...securityHeaders,
    'Content-Type': file.mediaType,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'Cache-Control': 'no-store',
  });
  response.end(file.content);
}

async function answerPage(request: IncomingMessage, response: ServerResponse, context: Context) {
  const url = `http://${context.authority}${request.url ?? '/'}`;
  const isOwn = (address: string): boolean =>
    URL.canParse(address) && new URL(address).origin === `http://${context.authority}`;
  const encodings = request.headers['accept-encoding']?.toString();
  const page = await respondWithPage(
    { method: request.method ?? '', url, encodings },
    { root: context.pages, isOwn },
  );
  response.writeHead(page.status, Object.fromEntries(page.headers));
  response.end(Buffer.from(await page.arrayBuffer()));
}

async function answer(request: IncomingMessage, response: ServerResponse, context: Context) {
  const refused = refuseRequest(factsOf(request), context.authority);
  if (refused !== undefined) {
    // The rest of the body is not read; the connection ends with the answer.
    response.setHeader('Connection', 'close');
    answerText(response, refused.status, refused.message);
    return;
  }
  const path = request.url ?? '/';
  if (request.method === 'POST' && path === SESSION_PATH) await openSession(request, response, context);
  else if (request.method === 'POST' && path.startsWith(CALL_PATH))
    await answerCall(request, response, context);
  else if (path.startsWith(DOWNLOAD_PATH)) answerDownload(path, response, context);
  else await answerPage(request, response, context);
}

const addressOf = (authority: string, token: string): string => `http://${authority}/#token=${token}`;

function listenAt(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

async function listen(server: Server, port: number): Promise<AddressInfo> {
  const [usual, other] = LOOPBACKS;
  try {
    return await listenAt(server, usual, port);
  } catch (error) {
    if (!NO_SUCH_ADDRESS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return listenAt(server, other, port);
  }
}

const authorityOf = ({ family, address, port }: AddressInfo): string =>
  family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;

export interface WebHost {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Serves pages and calls on this machine's loopback address only. Rejects when the port is taken. */
export async function startWebHost(options: WebHostOptions, port: number): Promise<WebHost> {
  const server = createServer({
    headersTimeout: HEADERS_MILLISECONDS,
    requestTimeout: REQUEST_MILLISECONDS,
    connectionsCheckingInterval: CHECKING_MILLISECONDS,
  });
  const listening = await listen(server, port);
  const authority = authorityOf(listening);
  const sessions = createWebSessions((token) => options.onAddress(addressOf(authority, token)));
  const context: Context = {
    ...options,
    authority,
    sessions,
    readBody: createBodyReader(options.bodies),
    downloads: createWebDownloads(),
    beside: createSentBeside(),
  };
  server.on('request', (request, response) => {
    answer(request, response, context).catch((error: unknown) => {
      options.reportBug(error);
      if (!response.headersSent) answerText(response, 500, 'Something went wrong inside Fleetwright.');
      else response.end();
    });
  });
  options.onAddress(addressOf(authority, sessions.token()));
  return {
    port: listening.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
