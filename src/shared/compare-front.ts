import type { ComparedPoint } from './compare';
import { paretoFlags } from './pareto';

type Placed = Pick<
  ComparedPoint,
  'evidence' | 'model' | 'weightBits' | 'tokensPerSecondPerUser' | 'perMillionTokens'
>;

/** What a point competes in: an estimate does not beat a measurement, nor 8-bit weights those of 16 bits. */
export const raceOf = ({ evidence, model, weightBits }: Placed): string =>
  `${evidence} ${model} ${weightBits}`;

/** Whether each point stands on the front of its race: nobody is both cheaper per token and faster to a user. */
export function frontFlags(points: readonly Placed[]): readonly boolean[] {
  const races = new Map<string, number[]>();
  points.forEach((point, index) => {
    const race = races.get(raceOf(point));
    if (race === undefined) races.set(raceOf(point), [index]);
    else race.push(index);
  });
  const flags = points.map(() => false);
  for (const members of races.values()) {
    const choices = members.flatMap((index) => {
      const point = points[index];
      return point === undefined
        ? []
        : [{ gain: point.tokensPerSecondPerUser, price: point.perMillionTokens.typical }];
    });
    paretoFlags(choices).forEach((flag, place) => {
      flags[members[place] ?? 0] = flag;
    });
  }
  return flags;
}
