import { panBench } from './hall-1000';

/** With all 1,000 racks in sight. */
export const bench = panBench('pan-hall-1000', 0);
