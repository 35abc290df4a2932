import type { Finance, Site } from '#shared/scenario/schema';
import type { Command } from '../../../documents/command';

export const changeSite = (change: Partial<Site>): Command => ({
  name: { key: 'layout:commands.changeSite' },
  recipe: (draft) => {
    Object.assign(draft.site, change);
  },
});

export const changeFinance = (change: Partial<Finance>): Command => ({
  name: { key: 'layout:commands.changeFinance' },
  recipe: (draft) => {
    Object.assign(draft.finance, change);
  },
});
