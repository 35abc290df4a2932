import type { Command } from '#renderer/documents/command';
import { feedPresets, feedsOf } from '#shared/power/usual-feeds';
import { type Catalogue, usualServer } from '#shared/catalogue/catalogue';
import type {
  FitAnswer,
  FitPowerLevel,
  FitRequest,
  FitStrategy,
  RearrangeAnswer,
} from '#shared/rack/autofit';
import type { Scenario } from '#shared/scenario/schema';
import type { RackId } from '#shared/schema/ids';

/** What the auto-fit dialog holds until it is asked. */

interface WantedServers {
  readonly type: string;
  /** As many as fit when undefined. */
  readonly count: number | undefined;
}

type Together = 'none' | 'same-rack' | 'adjacent-racks';
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
export function firstDraft(catalogue: Catalogue, selected: number): FitDraft {
  const first =
    usualServer(catalogue) ?? Object.values(catalogue.deviceTypes).find(({ kind }) => kind === 'server');
  const racks = Object.values(catalogue.rackTypes);
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

/** What an answer adds, as one step: its racks, groups and devices. */
export function applyFit({ racks, groups, devices }: FitAnswer, { deviceTypes }: Catalogue): Command {
  const types = new Set(devices.map(({ type }) => type));
  const [only] = types;
  const name = only === undefined ? '' : (deviceTypes[only]?.name ?? only);
  const count = devices.length;
  return {
    name:
      types.size === 1
        ? { key: 'autofit:commands.fit', params: { count, type: name } }
        : { key: 'autofit:commands.fitMany', params: { count } },
    milestone: true,
    recipe: (draft) => {
      for (const rack of racks) draft.racks[rack.id] = structuredClone(rack);
      for (const group of groups) draft.groups[group.id] = { ...group };
      for (const device of devices) draft.devices[device.id] = { ...device };
    },
  };
}

/** The moves of a rearrangement as one step. */
export const applyMoves = ({ moves }: RearrangeAnswer): Command => ({
  name: { key: 'autofit:commands.rearrange', params: { count: moves.length } },
  milestone: true,
  recipe: (draft) => {
    for (const { id, rack, position, face, side } of moves) {
      const device = draft.devices[id];
      if (!device) continue;
      Object.assign(device, { rack, position, face });
      if (side === undefined) Reflect.deleteProperty(device, 'side');
      else device.side = side;
    }
  },
});
