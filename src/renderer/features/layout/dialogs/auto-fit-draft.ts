import type { FitPowerLevel, FitRequest, FitStrategy } from '#shared/autofit';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { RackId } from '#shared/ids';
import type { Scenario } from '#shared/scenario/schema';
import { feedPresets, feedsOf } from '../edits/feeds';

/** What the auto-fit dialog holds until it is asked. */

export interface WantedServers {
  readonly type: string;
  /** As many as fit when undefined. */
  readonly count: number | undefined;
}

export type Together = 'none' | 'same-rack' | 'adjacent-racks';
export const togetherRules = ['none', 'same-rack', 'adjacent-racks'] as const satisfies readonly Together[];

export interface FitTerms {
  readonly strategy: FitStrategy;
  readonly powerLevel: FitPowerLevel;
  readonly sparePercent: number;
}

export interface FitDraft extends FitTerms {
  readonly servers: readonly WantedServers[];
  readonly together: Together;
  readonly groupSize: number;
  readonly switchType: string;
  readonly switchServes: number;
  readonly given: 'all' | 'selected' | 'none';
  readonly addsRacks: boolean;
  readonly rackType: string;
  readonly feeds: string;
  readonly most: number | undefined;
}

export const usualTerms: FitTerms = { strategy: 'fewest', powerLevel: 'maximum', sparePercent: 0 };

export const NO_SWITCH = 'none';
const NODES_OF_A_GROQ_RACK = 9;

/** What a list most likely begins with: a server with accelerators, into the racks selected or all of them. */
export function firstDraft({ deviceTypes, rackTypes }: Catalogue, selected: number): FitDraft {
  const types = Object.values(deviceTypes);
  const first = types.find(({ id }) => id === 'dgx-h100') ?? types.find(({ kind }) => kind === 'server');
  const racks = Object.values(rackTypes);
  return {
    ...usualTerms,
    servers: [{ type: first?.id ?? '', count: 8 }],
    together: 'none',
    groupSize: NODES_OF_A_GROQ_RACK,
    switchType: NO_SWITCH,
    switchServes: 8,
    given: selected > 0 ? 'selected' : 'all',
    addsRacks: true,
    rackType: racks.find(({ units }) => units === 42)?.id ?? racks[0]?.id ?? '',
    feeds: feedPresets[0]?.id ?? '',
    most: undefined,
  };
}

/** The question that a draft asks. */
export function requestOf(draft: FitDraft, scenario: Scenario, selected: readonly RackId[]): FitRequest {
  const { together, groupSize, switchType, switchServes, given, addsRacks } = draft;
  const preset = feedPresets.find(({ id }) => id === draft.feeds);
  const row = Object.values(scenario.racks).reduce((last, rack) => Math.max(last, rack.row), 0);
  return {
    scenario,
    servers: draft.servers.map(({ type, count }) => ({
      type,
      ...(count !== undefined && { count }),
      ...(together !== 'none' && { together: { size: groupSize, rule: { kind: together } } }),
    })),
    switches: switchType === NO_SWITCH ? [] : [{ type: switchType, serves: switchServes }],
    ...(given !== 'all' && { given: given === 'none' ? [] : [...selected] }),
    ...(addsRacks && {
      newRacks: {
        type: draft.rackType,
        feeds: preset ? feedsOf(preset) : [],
        limits: {},
        row,
        perRow: 1_000,
        ...(draft.most !== undefined && { most: draft.most }),
      },
    }),
    strategy: draft.strategy,
    powerLevel: draft.powerLevel,
    spareFraction: draft.sparePercent / 100,
    prove: true,
  };
}
