import { pathToFileURL } from 'node:url';
import type { Bench } from '../../test/bench/bench';
import { measure } from './measure';

/** One bench in a process of its own, so that no other has warmed or filled it; the answer goes to the parent. */

const [file = '', root = ''] = process.argv.slice(2);
const { bench } = (await import(pathToFileURL(file).href)) as { readonly bench: Bench };
process.send?.(await measure(bench, { root }), () => process.exit(0));
