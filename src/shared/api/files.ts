import { z } from '#shared/schema/zod';
import type { MenuAction } from '#shared/actions/keys';
import type { Answer } from './contract';

/** What a user chose in a file dialog or dropped: content, never a path. */
export interface OpenedFile {
  readonly name: string;
  readonly text: string;
}

/** What the system or the menu asks of the window. */
export type HostRequest =
  | { readonly kind: 'open'; readonly name: string; readonly content: Answer<OpenedFile> }
  | { readonly kind: 'act'; readonly action: MenuAction };

/** A cell of a table: text, a plain number, or nothing where the value is not known. */
export const TableCell = z.union([z.string().max(10_000), z.number(), z.null()]);
export type TableCell = z.infer<typeof TableCell>;

/** Characters of a picture in base64: far more than a chart on the largest screen takes. */
export const LARGEST_PICTURE = 16 * 1024 * 1024;

/** A bare file name: no path, no characters that a file system reserves. */
export const FileName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/\\:*?"<>|\p{Cc}]+$/u, 'a file name has no path and no reserved characters');
