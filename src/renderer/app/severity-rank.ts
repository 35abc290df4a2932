import type { Problem } from '#shared/plan/plan';

/** How grave a problem is, the worst first. */
export const severityRank: Readonly<Record<Problem['severity'], number>> = { error: 0, warning: 1, note: 2 };
