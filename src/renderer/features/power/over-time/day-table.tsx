import { majorUnitsOf } from '#shared/money';
import type { DatedPlan, NamedChanges } from '#shared/plan/over-time';
import { changePlanDate } from '../../../components/plan-date/change-plan-date';
import { useCommands } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { useShown } from '../../../format/use-shown';
import { useMessage } from '../../../i18n/use-language';
import { DataSection } from '../data-section';
import styles from '../power.module.css';
import { useStepName } from './use-step-name';

const NAMES_SHOWN = 3;

/** Every step with what comes and goes by name; a press on a day plans the scenario for it. */
export function DayTable({ plans }: { readonly plans: readonly DatedPlan[] }) {
  const message = useMessage();
  const shown = useShown();
  const { moneyShort } = useFormats();
  const dispatch = useCommands();
  const nameOf = useStepName();
  const named = ({ names, count }: NamedChanges): string => {
    const told = names.slice(0, NAMES_SHOWN);
    const left = count - told.length;
    return [...told, ...(left > 0 ? [message('dates:curve.more', { count: left })] : [])].join(', ');
  };
  const day = (plan: DatedPlan) => {
    const { from } = plan;
    const name = nameOf(plan);
    if (from === 'before') return name;
    return (
      <button
        type="button"
        className={styles.day}
        title={message('dates:curve.look', { day: name })}
        onClick={() => dispatch(changePlanDate(from === 'end' ? undefined : from))}
      >
        {name}
      </button>
    );
  };
  return (
    <DataSection<DatedPlan>
      title={message('dates:curve.title')}
      fileName={message('dates:curve.file')}
      rows={plans}
      rowKey={({ from }) => from}
      columns={[
        { id: 'day', title: message('dates:curve.day'), heads: true, value: nameOf, shown: day },
        { id: 'comes', title: message('dates:curve.comes'), value: ({ comes }) => named(comes) },
        { id: 'goes', title: message('dates:curve.goes'), value: ({ goes }) => named(goes) },
        { id: 'racks', title: message('dates:curve.racks'), value: ({ racks }) => racks },
        { id: 'devices', title: message('dates:curve.devices'), value: ({ devices }) => devices },
        { id: 'units', title: message('dates:curve.units'), value: ({ usedUnits }) => usedUnits },
        {
          id: 'typical',
          title: message('dates:curve.typical'),
          unit: 'W',
          value: ({ typicalWatts }) => typicalWatts,
          shown: ({ typicalWatts }) => shown(typicalWatts, 'W'),
        },
        {
          id: 'nameplate',
          title: message('dates:curve.nameplate'),
          unit: 'W',
          value: ({ nameplateWatts }) => nameplateWatts,
          shown: ({ nameplateWatts }) => shown(nameplateWatts, 'W'),
        },
        {
          id: 'capital',
          title: message('dates:curve.capital'),
          value: ({ capital }) => majorUnitsOf(capital.typical),
          shown: ({ capital }) => moneyShort(capital.typical),
        },
        {
          id: 'year',
          title: message('dates:curve.costPerYear'),
          value: ({ totalPerYear }) => majorUnitsOf(totalPerYear.typical),
          shown: ({ totalPerYear }) => moneyShort(totalPerYear.typical),
        },
        { id: 'errors', title: message('dates:curve.errors'), value: ({ errors }) => errors },
      ]}
    />
  );
}
