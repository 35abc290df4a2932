import type { Device } from '#shared/scenario/schema';
import { useCatalogue, useCommands, useScenario } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { plugDevices } from '../edits/bulk';
import { MixedSelect } from './mixed-select';
import { feedsFor, pluggingOf, sharedFeeds, type Plugging } from './plugged-into';

/** Which feeds the power supplies of the selected devices are plugged into. */
export function SupplySelect({ devices }: { readonly devices: readonly Device[] }) {
  const message = useMessage();
  const dispatch = useCommands();
  const catalogue = useCatalogue();
  const scenario = useScenario((current) => current);
  const racks = [...new Set(devices.map(({ rack }) => rack))].flatMap((id) => scenario.racks[id] ?? []);
  const feeds = sharedFeeds(racks);
  if (feeds.length === 0) return null;
  const values = devices.map((device) => pluggingOf(device, scenario.racks[device.rack]?.feeds ?? []));
  const sides = (['A', 'B'] as const).filter((side) => feeds.some((feed) => feed.side === side));
  const several = (side: string) => feeds.filter((feed) => feed.side === side).length > 1;
  const options: readonly { readonly value: Plugging; readonly label: string }[] = [
    { value: 'spread', label: message('bulk:supply.spread') },
    ...sides.map((side) => ({ value: side, label: message('bulk:supply.side', { side }) })),
    ...feeds
      .filter(({ side }) => several(side))
      .map(({ id }) => ({
        value: `feed:${id}` as const,
        label: message('bulk:supply.feed', { feed: id.toUpperCase() }),
      })),
    ...(values.includes('own') ? [{ value: 'own' as const, label: message('bulk:supply.own') }] : []),
  ];
  return (
    <MixedSelect
      label={message('bulk:supply.label')}
      values={values}
      options={options}
      onChange={(choice) => {
        const into = devices.map((device) => feedsFor(choice, device, { scenario, catalogue }));
        dispatch(plugDevices(devices, into));
      }}
    />
  );
}
