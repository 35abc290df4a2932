import type { Site } from '#shared/scenario/schema';
import type { Command } from '../../../documents/command';

export const changeSite = (change: Partial<Site>): Command => ({
  name: { key: 'layout:commands.changeSite' },
  recipe: (draft) => {
    Object.assign(draft.site, change);
  },
});
