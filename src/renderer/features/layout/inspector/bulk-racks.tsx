import { QuantityField } from '#renderer/components/quantity-field';
import { useCatalogue, useCommands, useScenario } from '#renderer/documents/hooks';
import {
  changeRackLives,
  feedRacks,
  limitRacks,
  renameRacks,
  reserveInRacks,
  retypeRacks,
} from '#renderer/features/layout/edits/bulk';
import { feedPresets, feedsOf, presetOf } from '#shared/power/usual-feeds';
import { faceRacks } from '#renderer/features/layout/edits/racks';
import { useMessage } from '#renderer/i18n/use-language';
import type { Rack } from '#shared/scenario/schema';
import { useFeedWords } from './feed-words';
import styles from './inspector.module.css';
import { commonOf, LifeFields, MixedSelect } from './mixed-fields';
import { NameFields, partsOfRack } from './name-fields';
import { rackLimits } from './rack-inspector';
import { ReservationForm } from './reservations';

const inWalkingOrder = (a: Rack, b: Rack): number => a.row - b.row || a.place - b.place;

const AS = 'as:';

/** One rack of each set of feeds that is none of the usual ones, to copy them from. */
function modelsOf(racks: readonly Rack[]): readonly Rack[] {
  const models = new Map<string, Rack>();
  for (const rack of racks.toSorted(inWalkingOrder)) {
    if (rack.feeds.length === 0) continue;
    const key = JSON.stringify(rack.feeds);
    if (!models.has(key)) models.set(key, rack);
  }
  return [...models.values()].slice(0, MOST_MODELS);
}

const MOST_MODELS = 12;

/** What can be said of several racks at once. */
export function BulkRacks({ racks }: { readonly racks: readonly Rack[] }) {
  const message = useMessage();
  const dispatch = useCommands();
  const { rackTypes } = useCatalogue();
  const feedWords = useFeedWords();
  const all = useScenario((scenario) => scenario.racks);
  const ordered = racks.toSorted(inWalkingOrder);
  const chosen = new Set(racks.map(({ id }) => id));
  const taken = new Set(Object.values(all).flatMap(({ id, name }) => (chosen.has(id) ? [] : [name])));
  const models = modelsOf(Object.values(all));
  const presets = racks.map(({ feeds }) => presetOf(feeds)?.id ?? (feeds.length === 0 ? 'none' : 'own'));
  return (
    <>
      <NameFields
        parts={ordered.map(partsOfRack)}
        usual="{row}{place}"
        taken={taken}
        onRename={(names) => dispatch(renameRacks(ordered, names))}
      />
      <section className={styles.section} aria-label={message('bulk:all')}>
        <h3 className={styles.heading}>{message('bulk:all')}</h3>
        <MixedSelect
          label={message('layout:inspector.type')}
          values={racks.map(({ type }) => type)}
          options={Object.values(rackTypes).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(type) => dispatch(retypeRacks(racks, type))}
        />
        <MixedSelect
          label={message('floor:front')}
          values={racks.map(({ turned }) => (turned ? 'turned' : 'row'))}
          options={(['row', 'turned'] as const).map((value) => ({
            value,
            label: message(`floor:fronts.${value}`),
          }))}
          onChange={(value) => dispatch(faceRacks(racks, value === 'turned'))}
        />
        <MixedSelect
          label={message('layout:inspector.feeds')}
          values={presets}
          options={[
            ...feedPresets.map((known) => ({ value: known.id, label: feedWords(known) })),
            { value: 'none', label: message('layout:feeds.none') },
            ...(presets.includes('own') ? [{ value: 'own', label: message('layout:feeds.own') }] : []),
            ...models.map(({ id, name }) => ({
              value: `${AS}${id}`,
              label: message('layout:feeds.as', { rack: name }),
            })),
          ]}
          onChange={(id) => {
            const model = models.find((rack) => id === `${AS}${rack.id}`);
            if (model) dispatch(feedRacks(racks, model.feeds));
            const preset = feedPresets.find((known) => known.id === id);
            if (preset) dispatch(feedRacks(racks, feedsOf(preset)));
            else if (id === 'none') dispatch(feedRacks(racks, []));
          }}
        />
      </section>
      <BulkLimits racks={racks} />
      <section className={styles.section} aria-label={message('autofit:kept.title')}>
        <h3 className={styles.heading}>{message('autofit:kept.title')}</h3>
        <ReservationForm onAdd={(reservation) => dispatch(reserveInRacks(racks, reservation)).ok} />
      </section>
      <LifeFields
        lives={racks.map(({ lifeCycle }) => lifeCycle)}
        onChange={(life) => dispatch(changeRackLives(racks, life))}
      />
    </>
  );
}

function BulkLimits({ racks }: { readonly racks: readonly Rack[] }) {
  const message = useMessage();
  const dispatch = useCommands();
  return (
    <section className={styles.section} aria-label={message('layout:inspector.limits')}>
      <h3 className={styles.heading}>{message('layout:inspector.limits')}</h3>
      {rackLimits.map(({ field, label, unit, scale }) => {
        const common = commonOf(racks.map(({ limits }) => limits[field] ?? null));
        const value = common.same ? (common.value ?? undefined) : undefined;
        return (
          <QuantityField
            key={field}
            label={message(`layout:inspector.${label}`)}
            unit={unit}
            value={value === undefined ? undefined : value / scale}
            minimum={0.001}
            placeholder={message(common.same ? 'layout:inspector.noLimit' : 'bulk:differ')}
            onCommit={(next) => dispatch(limitRacks(racks, field, next * scale))}
            onClear={() => dispatch(limitRacks(racks, field, undefined))}
          />
        );
      })}
    </section>
  );
}
