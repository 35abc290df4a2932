import type { UncertainFigure } from '#shared/uncertainty';

/** The figures that models read, each once, in the order in which they were first asked for. */
export interface FigureTable {
  /** The place of a figure in every list of values. */
  readonly place: (figure: UncertainFigure) => number;
  readonly figures: () => readonly UncertainFigure[];
}

export function figureTable(): FigureTable {
  const places = new Map<string, number>();
  const figures: UncertainFigure[] = [];
  return {
    place: (figure) => {
      const known = places.get(figure.key);
      if (known !== undefined) return known;
      places.set(figure.key, figures.length);
      figures.push(figure);
      return figures.length - 1;
    },
    figures: () => figures,
  };
}

export const isUncertain = ({ low, high }: UncertainFigure): boolean => low < high;
