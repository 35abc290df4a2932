import type { FigurePath } from '#shared/catalogue/catalogue';
import type { Override } from '#shared/scenario/schema';
import type { Command } from './command';

/** A figure of the catalogue that the open scenario decides on. */
export interface FigureEdit {
  readonly path: FigurePath;
  /** What the figure is called on the screen. */
  readonly figure: string;
}

/** Lets one reading of a figure count alone, in place of an own figure as well. */
export const chooseReading = ({ path, figure }: FigureEdit, reading: string): Command => ({
  name: { key: 'commands:chooseReading', params: { figure } },
  recipe: (draft) => {
    draft.choices[path] = reading;
    Reflect.deleteProperty(draft.overrides, path);
  },
});

/** Lets the range over all readings count again. */
export const countAllReadings = ({ path, figure }: FigureEdit): Command => ({
  name: { key: 'commands:allReadings', params: { figure } },
  recipe: (draft) => {
    Reflect.deleteProperty(draft.choices, path);
    Reflect.deleteProperty(draft.overrides, path);
  },
});

/** Puts the user's own figure in place of the catalogue's; typing into one field is one step. */
export const overrideFigure = ({ path, figure }: FigureEdit, override: Override): Command => ({
  name: { key: 'commands:ownFigure', params: { figure } },
  recipe: (draft) => {
    draft.overrides[path] = { ...override };
  },
  merge: `override ${path}`,
});
