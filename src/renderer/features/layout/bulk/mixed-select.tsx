import { Select, type Option } from '../../../components/select';
import { useMessage } from '../../../i18n/use-language';
import { commonOf } from './common';

const MIXED = '…';

interface MixedSelectProps<Value extends string> {
  readonly label: string;
  /** The value of each thing that is selected. */
  readonly values: readonly Value[];
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
}

/** One of a few for several things at once; says so where they differ, until one is chosen for all. */
export function MixedSelect<Value extends string>({
  label,
  values,
  options,
  onChange,
}: MixedSelectProps<Value>) {
  const message = useMessage();
  const common = commonOf(values);
  return (
    <Select<string>
      label={label}
      value={common.same ? common.value : MIXED}
      options={common.same ? options : [{ value: MIXED, label: message('bulk:differ') }, ...options]}
      onChange={(chosen) => {
        const option = options.find(({ value }) => value === chosen);
        if (option) onChange(option.value);
      }}
    />
  );
}
