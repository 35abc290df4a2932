import { useMessage } from '../../../i18n/use-language';
import { DataTable } from '../../../components/data-table';
import page from '../../../components/page.module.css';
import { useRunColumns } from './run-columns';
import type { ServingRun } from './runs';

/** The kept runs: named, shown or not, removable, with what each came to. */
export function RunList({ runs }: { readonly runs: readonly ServingRun[] }) {
  const message = useMessage();
  const columns = useRunColumns(runs);
  return (
    <section className={page.block}>
      <DataTable
        title={message('performance:serving.runs')}
        fileName={message('performance:serving.fileName')}
        columns={columns}
        rows={runs}
        rowKey={({ id }) => String(id)}
        startsOpen
      />
    </section>
  );
}
