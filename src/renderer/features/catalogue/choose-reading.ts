import type { FigurePath } from '#shared/catalogue/catalogue';
import type { Override } from '#shared/scenario/schema';
import type { Command } from '../../documents/command';

/** Lets one reading of a figure count in the open scenario; undefined lets all of them span the range again. */
export const chooseReading = (path: FigurePath, reading: string | undefined): Command => ({
  name: { key: 'catalogue:commands.choose', params: { path } },
  recipe: (scenario) => {
    // The draft is a plain record of the document's own keys.
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
    delete scenario.overrides[path];
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
    if (reading === undefined) delete scenario.choices[path];
    else scenario.choices[path] = reading;
  },
});

/** Puts the user's own figure in place of the catalogue's. */
export const overrideFigure = (path: FigurePath, override: Override): Command => ({
  name: { key: 'catalogue:commands.override', params: { path } },
  recipe: (scenario) => {
    scenario.overrides[path] = override;
  },
  merge: `override ${path}`,
});
