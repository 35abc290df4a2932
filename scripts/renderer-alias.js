import { join } from 'node:path';

/**
 * Where `#renderer/…` leads below the project's folder. package.json leads `#shared/…` and `#main/…`, which Node resolves by itself; the pages hold .ts and
 * .tsx files, between which only a bundler chooses. tsconfig.base.json tells the compiler the same.
 */
export const rendererAlias = (root) => ({ '#renderer': join(root, 'src', 'renderer') });
