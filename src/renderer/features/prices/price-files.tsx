import { useCallback, useState } from 'react';
import { readOpenedFile } from '#renderer/api/choose-file';
import { useJob } from '#renderer/api/use-job';
import { Button } from '#renderer/components/button';
import { FileButton } from '#renderer/components/file-button';
import { useWorkbench } from '#renderer/documents/workbench';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { Answer, JobControl } from '#shared/api/contract';
import { LARGEST_PRICE_TABLE, priceCells, priceColumns, type ReadPrices } from '#shared/prices/price-table';
import { fileTooLarge, type Refusal } from '#shared/refusal/refusal';
import { userCatalogueLimits, type UserPrice } from '#shared/scenario/user-catalogue';
import styles from './prices.module.css';
import { counted, written } from '#shared/text/plural';

/** So many bytes become arguments of one call; engines take some 65,000. */
const CHUNK = 32_768;

/** Bytes as base64, as calls carry files. */
function base64Of(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}

const isWorkbook = ({ name }: File): boolean => /\.xlsx$/i.test(name);

/** The price book as CSV and XLSX, out and in; rows that are no prices are told with line and reason. */
export function PriceFiles({ prices }: { readonly prices: readonly UserPrice[] }) {
  const message = useMessage();
  const { api, notices, prices: book } = useWorkbench();
  const [faults, setFaults] = useState<readonly Refusal[]>([]);

  const read = useCallback(
    async (file: File, control: JobControl): Promise<Answer<ReadPrices>> => {
      if (file.size > LARGEST_PRICE_TABLE) {
        return { ok: false, error: fileTooLarge(file.size, LARGEST_PRICE_TABLE) };
      }
      if (isWorkbook(file)) {
        return api.readPriceWorkbook({ base64: base64Of(await file.arrayBuffer()) }, control);
      }
      const table = await readOpenedFile(file);
      return table.ok ? api.readPriceTable({ text: table.value.text }) : table;
    },
    [api],
  );
  const take = ({ prices: found, faults: refused }: ReadPrices): void => {
    const known = book.store.getState().records;
    const added = found.filter(({ id }) => known[id] === undefined).length;
    const total = Object.keys(known).length + added;
    if (total > userCatalogueLimits.prices) {
      setFaults([bookFull(total)]);
      return;
    }
    setFaults(refused);
    if (found.length === 0) return;
    book.change({ name: { key: 'commands:importPrices', params: { count: found.length } }, put: found });
    notices.notify({ kind: 'done', text: message('prices:imported', { count: found.length }) });
  };
  const { state, start, cancel } = useJob(read, take);
  const shown = state.kind === 'refused' ? [state.refusal] : faults;

  const rows = () => [
    [...priceColumns],
    ...prices.map((price) => {
      const cells = priceCells(price);
      return priceColumns.map((column) => cells[column]);
    }),
  ];
  const save = async (as: 'csv' | 'xlsx'): Promise<void> => {
    const suggestedName = `${message('prices:fileName')}.${as}`;
    const saved = await (as === 'csv'
      ? api.saveTable({ suggestedName, rows: rows() })
      : api.saveWorkbook({ suggestedName, sheet: message('prices:fileName'), rows: rows() }));
    if (!saved.ok) notices.notify({ kind: 'problem', text: refusalText(saved.error) });
    else if (saved.value) {
      notices.notify({ kind: 'done', text: message('library:exported', { name: saved.value.name }) });
    }
  };
  return (
    <>
      <FileButton
        label={message('prices:import')}
        accept=".csv,text/csv,.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        onFile={start}
      />
      {state.kind === 'running' && (
        <Button onClick={cancel}>{message('prices:stopReading', { file: state.input.name })}</Button>
      )}
      <Button icon="export" disabled={prices.length === 0} onClick={() => void save('csv')}>
        {message('prices:export')}
      </Button>
      <Button icon="export" disabled={prices.length === 0} onClick={() => void save('xlsx')}>
        {message('prices:exportXlsx')}
      </Button>
      {shown.length > 0 && (
        <div role="alert" className={styles.faults}>
          {message(state.kind === 'refused' ? 'prices:refused' : 'prices:leftOut', { count: shown.length })}
          <ul>
            {shown.slice(0, FAULTS_SHOWN).map((fault) => (
              <li key={refusalText(fault)}>{refusalText(fault)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

const FAULTS_SHOWN = 20;

const bookFull = (total: number): Refusal => ({
  code: 'price-book-full',
  message: `The price book holds at most ${counted(userCatalogueLimits.prices, 'price')}; with this file it would have ${written(total)}.`,
  limit: userCatalogueLimits.prices,
  demand: total,
});
