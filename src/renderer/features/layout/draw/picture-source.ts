import { levelOf } from '#renderer/components/level';
import type { Workbench } from '#renderer/documents/workbench';
import type { Load } from '#renderer/features/layout/carry/load';
import { type Colour, type Designer, facesOf } from '#renderer/features/layout/designer/designer';
import { catalogueFor, sceneNow } from '#renderer/features/layout/designer/scene';
import { devicesByRackOf } from '#renderer/features/layout/hall/devices-by-rack';
import { groupMates } from '#renderer/features/layout/hall/group-members';
import { problemPlaces, worstOf } from '#renderer/features/layout/hall/problem-places';
import {
  deviceHeats,
  heatContext,
  heatReading,
  isOfDevices,
  type RackSurvivals,
  rampStep,
} from '#renderer/features/layout/heat/heat-map';
import type { TypeSheet, WireRackPlan } from '#renderer/features/layout/heat/type-sheet';
import { foundBy } from '#renderer/features/layout/search/find';
import type { Formats } from '#renderer/format/format';
import type { message, message as messageOf } from '#renderer/i18n/i18n';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { WirePlan } from '#shared/plan/plan';
import type { ServedByRack } from '#shared/plan/served-by-rack';
import { phaseOn } from '#shared/scenario/life-cycle';
import type { Scenario } from '#shared/scenario/schema';
import type { DeviceId, RackId } from '#shared/schema/ids';
import type { DeviceLook, MeterLook, Picture, RackLook, TypeLook } from './picture';

interface Reading {
  readonly key: 'space' | 'mass' | 'power' | 'heat';
  readonly value: number;
  readonly limit: number | undefined;
  readonly scale: number;
  /** Whether something in the rack is left out, since nobody publishes its figure. */
  readonly partial: boolean;
}

function readingsOf(plan: WireRackPlan): readonly Reading[] {
  const { space, mass, power, feeds, cooling } = plan;
  const powerPartial = plan.powerUnknownFor.length > 0;
  const watts = { scale: 1_000, partial: powerPartial };
  return [
    { key: 'space', value: space.usedUnits, limit: space.units, scale: 1, partial: false },
    {
      key: 'mass',
      value: mass.demand.typical,
      limit: mass.limit?.typical,
      scale: 1,
      partial: mass.fits === 'unknown' && mass.unknownFor.length > 0,
    },
    { key: 'power', value: power.typical.typical, limit: feeds.usable.typical, ...watts },
    { key: 'heat', value: cooling.heat.typical, limit: cooling.limit?.limit?.typical, ...watts },
  ];
}

interface Words {
  readonly formats: Formats;
  readonly message: typeof message;
}

/** U, weight, power and heat of a rack in words, with how full each is. */
const meterLooks = (plan: WireRackPlan, words: Words): readonly MeterLook[] =>
  readingsOf(plan).map((reading) => lookOf(reading, words));

function lookOf(reading: Reading, { formats: { number }, message }: Words): MeterLook {
  const { key, value, limit, scale, partial } = reading;
  const shown = (amount: number) => number(amount / scale, scale === 1 ? 0 : 1);
  const known = partial ? message('layout:canvas.atLeast', { value: shown(value) }) : shown(value);
  const text = limit === undefined ? `${known} ${scale === 1 ? 'kg' : 'kW'}` : `${known} / ${shown(limit)}`;
  return {
    label: message(`layout:canvas.meters.${key}`),
    text: partial && value === 0 ? message('layout:canvas.unknown') : text,
    share: limit === undefined ? undefined : limit > 0 ? value / limit : value > 0 ? 1 : 0,
    level: limit === undefined ? 'fine' : levelOf(value, limit),
  };
}

interface PictureMeans {
  readonly workbench: Workbench;
  readonly designer: Designer;
  readonly sheet: TypeSheet;
  readonly formats: Formats;
  readonly message: typeof messageOf;
}

const nothing: ReadonlySet<never> = new Set<never>();
const none = [] as const;

/** Remembers the answer for the newest argument; most of a picture stays while one pans, zooms and drags. */
function remembering<Argument, Answer>(work: (argument: Argument) => Answer): (argument: Argument) => Answer {
  let last: { readonly argument: Argument; readonly answer: Answer } | undefined;
  return (argument) => {
    if (!last || last.argument !== argument) last = { argument, answer: work(argument) };
    return last.answer;
  };
}

/** An object that stays the same for as long as what it is asked with does. */
function sameWhile(): (...of: readonly unknown[]) => object {
  let last: { readonly of: readonly unknown[] } | undefined;
  return (...of) => {
    if (!last || last.of.some((part, index) => part !== of[index])) last = { of };
    return last;
  };
}

/** Makes the picture of this moment; undefined while no scenario is open. */
export function pictureSource(means: PictureMeans): () => Picture | undefined {
  const { workbench, designer, message } = means;
  const lookOfTypes = remembering((catalogue: Catalogue) => typeLooks(means, catalogue));
  const looks = remembering((plan: WirePlan | undefined) =>
    remembering((survival: RackSurvivals | undefined) =>
      remembering((colour: Colour) => rackLooks(means, plan, { colour, survival })),
    ),
  );
  const heats = remembering((colour: Colour) =>
    remembering((plan: WirePlan | undefined) =>
      remembering((scenario: Scenario) => deviceLooks(means, { colour, plan, scenario })),
    ),
  );
  const racksOf = remembering((ids: readonly RackId[]) => new Set(ids));
  const devicesOf = remembering((ids: readonly DeviceId[]) => new Set(ids));
  const found = remembering((scenario: Scenario) =>
    remembering((search: string) => foundBy(search, scenario, catalogueFor(workbench.catalogue, scenario))),
  );
  const words = {
    rear: message('layout:toolbar.rear'),
    reserved: message('layout:canvas.reserved'),
    blanked: message('layout:canvas.blanked'),
  };
  const matesOf = remembering((devices: Scenario['devices']) =>
    remembering((chosen: readonly DeviceId[]) => groupMates(devices, chosen)),
  );
  const contentOf = sameWhile();
  const carriedOf = remembering((load: Load) => new Set(load.items.flatMap(({ device }) => device ?? [])));
  return () => {
    const scene = sceneNow(workbench, designer);
    if (!scene) return undefined;
    const { view, size, face, colour, carry, cursor, keysInUse, search, survival } =
      designer.store.getState();
    const { plan } = workbench.plans.store.getState();
    const { racks, devices } = workbench.selection.store.getState();
    const byRack = devicesByRackOf(scene.scenario.devices);
    const problems = plan && problemPlaces(plan).devices;
    const load = carry.kind === 'carrying' && carry.load.kind === 'move' ? carry.load : undefined;
    const focus = keysInUse ? cursor : undefined;
    const lookOfType = lookOfTypes(scene.catalogue);
    const { asOf } = scene.scenario;
    const phaseOf: Picture['phaseOf'] = ({ lifeCycle }) => phaseOn(lifeCycle, asOf);
    return {
      content: contentOf(
        ...[scene.hall, scene.scenario.racks, scene.scenario.devices, face, colour, plan, lookOfType],
        ...[racks, devices, load, search, focus, asOf, survival],
      ),
      hall: scene.hall,
      view,
      size,
      faces: facesOf(face),
      devicesOf: (rack) => byRack.get(rack) ?? none,
      day: asOf,
      phaseOf,
      phaseOfRack: (rack) => phaseOf(scene.scenario.racks[rack] ?? {}),
      reservedOf: (rack) => scene.scenario.racks[rack]?.reserved ?? none,
      lookOfType,
      heatOfType: heats(colour)(plan)(scene.scenario),
      heatsDevices: isOfDevices(colour),
      lookOfRack: looks(plan)(survival)(colour),
      problemOf: (device) => worstOf(problems?.get(device)),
      heated: colour !== 'none',
      selectedRacks: racksOf(racks),
      selectedDevices: devicesOf(devices),
      groupMates: matesOf(scene.scenario.devices)(devices),
      carried: load ? carriedOf(load) : nothing,
      found: search === '' ? undefined : found(scene.scenario)(search),
      focus,
      words,
    };
  };
}

function typeLooks({ sheet, formats }: PictureMeans, { deviceTypes }: Catalogue): (type: string) => TypeLook {
  const most = Math.max(1, ...[...sheet.values()].map(({ power }) => power.maximum.typical));
  const looks = new Map<string, TypeLook>();
  return (type) => {
    const known = looks.get(type);
    if (known) return known;
    const entry = deviceTypes[type];
    const power = sheet.get(type)?.power;
    const draw = power && power.maximum.typical > 0 ? formats.shown(power.typical.typical, 'W') : '';
    const look: TypeLook = {
      name: entry?.name ?? '?',
      heightUnits: entry?.heightUnits ?? 1,
      fullDepth: entry?.fullDepth ?? true,
      halfWidth: entry?.halfWidth ?? false,
      front: entry?.front ?? 'server',
      draw,
      typical: (power?.typical.typical ?? 0) / most,
      most: (power?.maximum.typical ?? 0) / most,
    };
    looks.set(type, look);
    return look;
  };
}

interface Measured {
  readonly colour: Colour;
  readonly plan: WirePlan | undefined;
  readonly scenario: Scenario;
}

/** How devices are coloured by a measure of their own; worked out when the first of them comes into sight. */
function deviceLooks(
  { workbench, sheet, formats }: PictureMeans,
  { colour, plan, scenario }: Measured,
): (type: string) => DeviceLook | undefined {
  if (!isOfDevices(colour)) return () => undefined;
  let looks: ReadonlyMap<string, DeviceLook> | undefined;
  const work = () => {
    const catalogue = catalogueFor(workbench.catalogue, scenario);
    const { byType } = deviceHeats(colour, { scenario, catalogue, plan, sheet });
    return new Map(
      [...byType].map(([type, { share, value, unit }]) => {
        return [type, { step: rampStep(share), figure: formats.shown(value, unit) }];
      }),
    );
  };
  return (type) => (looks ??= work()).get(type);
}

/** How racks look by a plan and a measure; each is worked out when it first comes into sight. */
function rackLooks(
  { workbench, designer, formats, message }: PictureMeans,
  plan: WirePlan | undefined,
  { colour, survival }: { readonly colour: Colour; readonly survival: RackSurvivals | undefined },
): (rack: RackId) => RackLook {
  const looks = new Map<RackId, RackLook>();
  const problems = plan && problemPlaces(plan).racks;
  const context = heatContext(colour, plan, { scenario: sceneNow(workbench, designer)?.scenario, survival });
  const work = (rack: RackId): RackLook => {
    const carried = plan?.racks[rack];
    const reading = heatReading(colour, carried, context);
    const units = sceneNow(workbench, designer)?.hall.byId.get(rack)?.units ?? 0;
    const figure = reading && formats.shown(reading.value, reading.unit);
    return {
      meters: carried ? meterLooks(carried, { formats, message }) : none,
      serves: servesWords(context.served.get(rack), plan, { formats, message }),
      problem: worstOf(problems?.get(rack)),
      step: reading && rampStep(reading.share),
      figure: figure ?? `${units}U`,
    };
  };
  return (rack) => {
    const known = looks.get(rack) ?? work(rack);
    looks.set(rack, known);
    return known;
  };
}

/** The rate of a rack and what a million tokens cost there, as a badge under it. */
function servesWords(
  served: ServedByRack | undefined,
  plan: WirePlan | undefined,
  { formats, message }: Pick<PictureMeans, 'formats' | 'message'>,
): string {
  if (!served || !plan) return '';
  const tokens = formats.number(served.outputTokensPerSecond, 0);
  const cost = served.costPerMillionOutputTokens;
  if (cost === undefined) return message('designer:serves.tokens', { tokens });
  const { value } = formats.quantity(cost, plan.cost.currency);
  return message('designer:serves.both', { tokens, cost: value });
}
