import { Select } from '#renderer/components/select';
import { useCatalogue, useCommands, useScenario } from '#renderer/documents/hooks';
import { hangStrip } from '#renderer/features/layout/edits/strips';
import { useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { isPowerStrip } from '#shared/power/strips';
import { feedName } from '#shared/scenario/names';
import { typicalFigure } from '#shared/scenario/typical-figure';
import type { Device } from '#shared/scenario/schema';
import styles from './inspector.module.css';

const ASSUMED = '';

/** The feed that a power strip hangs on, what it hands on, and how many supplies say that they are plugged into it. */
export function StripSection({ device }: { readonly device: Device }) {
  const message = useMessage();
  const shown = useShown();
  const dispatch = useCommands();
  const settings = useScenario((scenario) => scenario);
  const type = useCatalogue().deviceTypes[device.type];
  const rack = useScenario(({ racks }) => racks[device.rack]);
  const plugged = useScenario(({ devices }) =>
    Object.values(devices).reduce(
      (sum, { supplyOutlets = [] }) =>
        sum + supplyOutlets.filter((outlet) => outlet?.strip === device.id).length,
      0,
    ),
  );
  if (type === undefined || !isPowerStrip(type) || rack === undefined || rack.feeds.length === 0) return null;
  const capacity = typicalFigure(`deviceTypes/${type.id}/capacity`, type.capacity, settings);
  const known = rack.feeds.some(({ id }) => id === device.feed) ? device.feed : undefined;
  return (
    <section className={styles.section} aria-label={message('layout:strip.title')}>
      <Select<string>
        label={message('layout:strip.feed')}
        value={known ?? ASSUMED}
        options={[
          { value: ASSUMED, label: message('layout:strip.assumed') },
          ...rack.feeds.map(({ id }) => ({ value: id, label: feedName(rack.name, id) })),
        ]}
        onChange={(id) => dispatch(hangStrip(device, rack.feeds.find((feed) => feed.id === id)?.id))}
      />
      <p className={styles.quiet}>
        {capacity === undefined
          ? message('layout:strip.noCapacity')
          : message('layout:strip.capacity', { capacity: shown(capacity, 'W') })}
        {type.strip !== undefined &&
          type.strip.banks.length > 0 &&
          ` ${message('layout:strip.banks', { count: type.strip.banks.length })}`}
        {plugged > 0 && ` ${message('layout:strip.plugged', { count: plugged })}`}
      </p>
    </section>
  );
}
