import type { Scenario } from '#shared/scenario/schema';
import type { Command, CommandName } from './command';

/** A scenario made what another state of it was, its identity apart. A version of what it was before is kept. */
export const replacingContent = (content: Scenario, name: CommandName): Command => ({
  name,
  milestone: true,
  recipe: (draft) => {
    const target = draft as Record<string, unknown>;
    for (const key of Object.keys(target)) if (!(key in content)) Reflect.deleteProperty(target, key);
    for (const [key, value] of Object.entries(content)) {
      if (key !== 'id' && JSON.stringify(target[key]) !== JSON.stringify(value)) target[key] = value;
    }
  },
});
