import { useCallback, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Refusal } from '#shared/refusal/refusal';
import { differenceOf, type QuoteDifference } from '#shared/quote/difference';
import {
  asSent,
  quoteText,
  revisionOf,
  withDraft,
  withState,
  type QuoteDraft,
  type QuoteRecord,
} from '#shared/quote/record';
import { useRemembered, useScenario } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useLanguage } from '#renderer/i18n/use-language';
import { freshDays, freshDraft, openQuoteKey, partiesKey, remembering, seriesKey, without } from './draft';

const newId = (): string => crypto.randomUUID();

const hexOf = (buffer: ArrayBuffer): string =>
  [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 of a quote in the order of its schema. */
export const checksumOf = async (quote: Parameters<typeof quoteText>[0]): Promise<string> =>
  hexOf(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(quoteText(quote))));

export interface QuoteDesk {
  readonly records: readonly QuoteRecord[];
  /** The quote on the desk: one of the register, or a new draft that becomes one when it is edited. */
  readonly record: QuoteRecord;
  readonly isNew: boolean;
  /** What changed since the quote that this one revises. */
  readonly previous: QuoteRecord | undefined;
  readonly open: (id: string) => void;
  readonly create: () => void;
  readonly edit: (draft: QuoteDraft) => void;
  readonly send: () => Promise<void>;
  /** How many quotes of the register only a newer Fleetwright can read. */
  readonly newer: number;
  readonly become: (record: QuoteRecord, state: 'accepted' | 'lost') => void;
  readonly revise: (record: QuoteRecord) => void;
  readonly duplicate: (record: QuoteRecord) => void;
  readonly remove: (record: QuoteRecord) => void;
}

/** The register and the quote on the desk, with everything that can be done to them. */
export function useQuoteDesk(): QuoteDesk {
  const { api, documents, quotes, notices } = useWorkbench();
  const language = useLanguage();
  const scenario = useScenario((open) => open);
  const [openId, setOpen] = useRemembered(openQuoteKey);
  const [series] = useRemembered(seriesKey);
  const [parties, setParties] = useRemembered(partiesKey);
  const byId = useStore(quotes.store, ({ records }) => records);
  const newer = useStore(quotes.store, (state) => state.newer);
  const records = useMemo(() => Object.values(byId).sort((a, b) => b.updatedAt - a.updatedAt), [byId]);
  const [fresh, setFresh] = useState(() => newRecord());
  const open = records.find(({ id }) => id === openId && openId !== '');
  const ofScenario = openId === 'new' ? undefined : records.find((each) => each.scenario === scenario.id);
  const known = open?.scenario === scenario.id || open?.state !== 'draft' ? open : undefined;
  const drafted = fresh.scenario === scenario.id ? fresh : newRecord();
  const record = known ?? ofScenario ?? drafted;

  function newRecord(): QuoteRecord {
    const now = Date.now();
    const draft = freshDraft({ now, language, series, records, seller: parties.sellers[0] });
    return {
      id: newId(),
      scenario: scenario.id,
      scenarioName: scenario.name,
      state: 'draft',
      draft,
      createdAt: now,
      updatedAt: now,
      history: [{ state: 'draft', at: now }],
    };
  }

  const tell = useCallback(
    (refusal: Refusal) => notices.notify({ kind: 'problem', text: refusalText(refusal) }),
    [notices],
  );
  const put = (
    key: Parameters<typeof quotes.change>[0]['name']['key'],
    changed: QuoteRecord,
    final = false,
  ) => quotes.change({ name: { key, params: { number: changed.draft.number } }, put: [changed], final });

  const openWith = async (id: string): Promise<void> => {
    setOpen(id);
    const wanted = byId[id]?.scenario;
    if (wanted !== undefined && wanted !== scenario.id) await documents.open(wanted);
  };

  return {
    records,
    newer,
    record,
    isNew: byId[record.id] === undefined,
    previous: record.revises === undefined ? undefined : byId[record.revises],
    open: (id) => void openWith(id),
    create: () => {
      setFresh(newRecord());
      setOpen('new');
    },
    edit: (draft) => {
      const changed = withDraft(record, draft, Date.now());
      if (!changed.ok) tell(changed.error);
      else {
        put('commands:editQuote', changed.value);
        if (openId !== record.id) setOpen(record.id);
      }
    },
    send: async () => {
      const { number, revision } = record.draft;
      const twin = records.find(
        ({ id, draft, state }) =>
          id !== record.id && state !== 'draft' && draft.number === number && draft.revision === revision,
      );
      if (twin !== undefined) {
        tell({ code: 'quote-number-taken', message: number, params: { number } });
        return;
      }
      const before = record.revises === undefined ? undefined : byId[record.revises];
      const built = await api.quote({ ...record.draft, scenario, revises: before?.sent?.quote });
      if (!built.ok) {
        tell(built.error);
        return;
      }
      const { margins } = built.value.internal;
      if (margins?.below === true && margins.approval === undefined) {
        tell({ code: 'quote-below-floor', message: number, params: { number } });
        return;
      }
      const now = Date.now();
      const sent = asSent(record, { quote: built.value, sha256: await checksumOf(built.value) }, now);
      if (!sent.ok) {
        tell(sent.error);
        return;
      }
      const superseded = before?.state === 'sent' ? withState(before, 'superseded', now) : undefined;
      quotes.change({
        name: { key: 'commands:sendQuote', params: { number } },
        put: [sent.value, ...(superseded?.ok ? [superseded.value] : [])],
        final: true,
      });
      setOpen(record.id);
      setParties({
        sellers: remembering(parties.sellers, record.draft.seller),
        buyers: remembering(parties.buyers, record.draft.buyer),
      });
    },
    become: (of, state) => {
      const changed = withState(of, state, Date.now());
      if (!changed.ok) tell(changed.error);
      else put('commands:markQuote', changed.value, true);
    },
    revise: (of) => {
      const now = Date.now();
      const revisions = records
        .filter(({ draft }) => draft.number === of.draft.number)
        .map(({ draft }) => draft.revision);
      const revision = Math.max(...revisions) + 1;
      const changed = revisionOf(of, { id: newId(), at: now, revision, days: freshDays(now) });
      put('commands:reviseQuote', changed);
      setOpen(changed.id);
    },
    duplicate: (of) => {
      const now = Date.now();
      const { number } = freshDraft({ now, language, series, records, seller: undefined });
      const kept = without(without(of, 'sent'), 'revises');
      const copy: QuoteRecord = {
        ...kept,
        id: newId(),
        state: 'draft',
        draft: { ...of.draft, ...freshDays(now), number, revision: 1 },
        createdAt: now,
        updatedAt: now,
        history: [{ state: 'draft', at: now }],
      };
      put('commands:duplicateQuote', copy);
      setOpen(copy.id);
    },
    remove: ({ id, draft }) => {
      quotes.change({
        name: { key: 'commands:removeQuote', params: { number: draft.number } },
        remove: [id],
      });
      setOpen('');
    },
  };
}

/** What a quote would change against the one that it revises; undefined where there is none to compare. */
export const revisionDifference = (
  previous: QuoteRecord | undefined,
  quote: Parameters<typeof differenceOf>[1] | undefined,
): QuoteDifference | undefined =>
  previous?.sent === undefined || quote === undefined ? undefined : differenceOf(previous.sent.quote, quote);
