import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { securityHeaders } from './headers';

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
};

interface PageFile {
  /** Segments below the folder of the pages; none is empty, hidden, `.` or `..`. */
  readonly segments: readonly string[];
  readonly mediaType: string;
}

// Letters, digits and a few signs, never a leading dot: no traversal, no drive, no stream, no device name.
const safeSegment = /^[\w-][\w.-]*$/;

/** Which file an address's path asks for; undefined when it is none that the app serves. */
export function pageFileOf(pathname: string): PageFile | undefined {
  const path = pathname === '/' ? '/index.html' : pathname;
  if (!path.startsWith('/')) return undefined;
  const segments = path.slice(1).split('/');
  if (!segments.every((segment) => safeSegment.test(segment))) return undefined;
  const mediaType = mediaTypes[path.slice(path.lastIndexOf('.') + 1)];
  return mediaType === undefined ? undefined : { segments, mediaType };
}

const refused = (status: number, message: string): Response =>
  new Response(message, {
    status,
    headers: { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' },
  });

/** Files below this folder have their content in their names, so that a browser need never ask for one again. */
const UNCHANGING = 'assets';

interface PageRequest {
  readonly method: string;
  readonly url: string;
  /** The encodings that whoever asks can read, as the header says them. */
  readonly encodings?: string | undefined;
}

interface Content {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly encoding?: 'br';
}

/** The file, as the build compressed it where that helps and whoever asks can read it. */
async function contentOf(path: string, encodings = ''): Promise<Content> {
  if (/\bbr\b/.test(encodings)) {
    const compressed = await readFile(`${path}.br`).catch(() => undefined);
    if (compressed !== undefined) return { bytes: new Uint8Array(compressed), encoding: 'br' };
  }
  return { bytes: new Uint8Array(await readFile(path)) };
}

/**
 * Answers a request for one of the app's built pages, scripts or styles.
 *
 * `isOwn` decides whether the address belongs to this host at all; everything else is refused before the disk is read.
 */
export async function respondWithPage(
  request: PageRequest,
  { root, isOwn }: { readonly root: string; readonly isOwn: (url: string) => boolean },
): Promise<Response> {
  if (!isOwn(request.url)) return refused(403, 'This address is not part of Fleetwright.');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refused(405, 'Only GET is answered here.');
  const file = pageFileOf(new URL(request.url).pathname);
  if (file === undefined) return refused(404, 'There is no such page.');
  try {
    const { bytes, encoding } = await contentOf(join(root, ...file.segments), request.encodings);
    const headers = {
      ...securityHeaders,
      'Content-Type': file.mediaType,
      'Cache-Control': file.segments[0] === UNCHANGING ? 'max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
      ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
    };
    return new Response(request.method === 'HEAD' ? null : bytes, { headers });
  } catch {
    return refused(404, 'There is no such page.');
  }
}
