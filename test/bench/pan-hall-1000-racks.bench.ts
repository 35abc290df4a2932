import { panBench } from './hall-1000';

/** So near that every device has its name. */
export const bench = panBench('pan-hall-1000-racks', 19);
