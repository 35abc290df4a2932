import { Containment } from '#shared/scenario/cooling';
import page from '../../../components/page.module.css';
import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { useCommands, useScenario } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { changeCooling } from '../edits/cooling';
import styles from '../power.module.css';

/** Containment, bypass and the spare units of the room. */
export function RoomFields() {
  const message = useMessage();
  const dispatch = useCommands();
  const cooling = useScenario((scenario) => scenario.cooling);
  return (
    <section className={page.block} aria-label={message('power:cooling.room')}>
      <h2 className={page.heading}>{message('power:cooling.room')}</h2>
      <div className={styles.fields}>
        <Select
          label={message('power:cooling.containment')}
          value={cooling.containment}
          options={Containment.options.map((value) => ({
            value,
            label: message(`power:containment.${value}`),
          }))}
          onChange={(containment) => dispatch(changeCooling({ containment }))}
        />
        <QuantityField
          label={message('power:cooling.bypass')}
          unit="%"
          value={Number((cooling.bypassFraction * 100).toFixed(3))}
          minimum={0}
          maximum={90}
          onCommit={(percent) => dispatch(changeCooling({ bypassFraction: percent / 100 }))}
        />
        <QuantityField
          label={message('power:cooling.spare')}
          unit=""
          value={cooling.spareUnits}
          minimum={0}
          maximum={20}
          whole
          onCommit={(spareUnits) => dispatch(changeCooling({ spareUnits }))}
        />
      </div>
    </section>
  );
}
