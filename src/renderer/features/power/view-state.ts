import { LoadLevel } from '#shared/power/report';
import { z } from '#shared/zod';
import type { RememberedKey } from '../../documents/hooks';

export const views = ['chain', 'failures', 'feeds', 'cooling', 'over-time'] as const;
export type View = (typeof views)[number];

export const viewKey: RememberedKey<View> = { key: 'power.view', schema: z.enum(views), initial: 'chain' };

export const levelKey: RememberedKey<LoadLevel> = {
  key: 'power.level',
  schema: LoadLevel,
  initial: 'typical',
};
