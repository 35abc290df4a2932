/** Whom a file is for: the buyer, or the seller's own people, who also see where prices come from and what is doubtful. */
export const audiences = ['buyer', 'internal'] as const;
export type Audience = (typeof audiences)[number];
