import { Precision } from '#shared/catalogue/entries';
import page from '../../../components/page.module.css';
import { Select } from '../../../components/select';
import { useCatalogue } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import type { FieldsProps } from './deployment-fields';

const AUTOMATIC = 'auto';

/** Which model a deployment runs, in which precisions, by which engine. */
export function ModelFields({ deployment, onChange }: FieldsProps) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { estimate } = deployment;
  const kind = catalogue.accelerators[estimate.hardware]?.kind;
  const precisions = [AUTOMATIC, ...Precision.options] as const;
  const named = (value: string) => ({
    value,
    label: value === AUTOMATIC ? message('performance:form.auto') : value.toUpperCase(),
  });
  const chosen = (value: string): Precision | undefined =>
    Precision.options.find((precision) => precision === value);
  const models = Object.values(catalogue.models).map(({ id, name }) => ({ value: id, label: name }));
  const engines = Object.values(catalogue.engines).filter((engine) => engine.kind === kind);
  const known = models.some(({ value }) => value === estimate.model);
  return (
    <>
      <Select
        label={message('performance:form.model')}
        value={estimate.model}
        options={known ? models : [{ value: estimate.model, label: estimate.model }, ...models]}
        onChange={(model) => onChange({ model })}
      />
      <div className={page.pair}>
        <Select
          label={message('performance:form.weights')}
          value={estimate.weights ?? AUTOMATIC}
          options={precisions.map(named)}
          onChange={(value) => onChange({ weights: chosen(value) })}
        />
        <Select
          label={message('performance:form.kv')}
          value={estimate.kv ?? AUTOMATIC}
          options={precisions.map(named)}
          onChange={(value) => onChange({ kv: chosen(value) })}
        />
      </div>
      <Select
        label={message('performance:form.engine')}
        value={estimate.engine ?? AUTOMATIC}
        options={[named(AUTOMATIC), ...engines.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(engine) => onChange({ engine: engine === AUTOMATIC ? undefined : engine })}
      />
    </>
  );
}
