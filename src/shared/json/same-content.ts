import { isUnchecked } from './versioned';

/** Whether two values say the same as JSON: the order of keys counts no more than whether one is absent or undefined. */
export function isSameContent(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((part, index) => isSameContent(part, b[index]));
  }
  if (!isUnchecked(a) || !isUnchecked(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isSameContent(a[key], b[key]));
}
