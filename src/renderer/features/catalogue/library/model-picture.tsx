import { useEffect, useMemo, useState } from 'react';
import { ShareBar } from '#renderer/charts/share-bar';
import { useApi, useCatalogue } from '#renderer/documents/hooks';
import { useFormats, useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { bytesPerElement } from '#shared/catalogue/model-arithmetic';
import {
  activeParametersIn,
  cacheBytes,
  type LayerKind,
  type ModelDescription,
  parametersIn,
  storedBytes,
  weightParts,
} from '#shared/model/description';
import styles from './library.module.css';

/** Lengths at which the cache of one request is shown, in tokens; those beyond what the model takes are left out. */
const lengths = [1_024, 8_192, 32_768, 131_072, 1_048_576] as const;

/** What a model is: its figures, its weights by part, its layers by kind and what they keep of a request. */
export function ModelPicture({ description }: { readonly description: ModelDescription }) {
  const message = useMessage();
  const shown = useShown();
  const { number, percent } = useFormats();
  const { contextLimit } = description;
  const bytes = (value: number) => shown(value, 'B');
  const billions = (count: number) => message('catalogue:model.billions', { value: number(count / 1e9, 2) });
  const figures: readonly (readonly [string, string])[] = [
    [message('catalogue:model.parameters'), billions(parametersIn(description))],
    [message('catalogue:model.active'), billions(activeParametersIn(description))],
    [message('catalogue:model.layers'), number(description.layers)],
    [
      message('catalogue:model.context'),
      contextLimit === undefined
        ? message('catalogue:model.notStated')
        : message('catalogue:model.tokens', { count: contextLimit }),
    ],
    [message('catalogue:model.weights'), bytes(storedBytes(description))],
    [message('catalogue:model.precision'), description.precision.toUpperCase()],
    [message('catalogue:model.architecture'), description.architecture],
  ];
  return (
    <div className={styles.picture}>
      <dl className={styles.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ShareBar
        title={message('catalogue:model.weightsByPart')}
        shares={useMemo(() => partsOf(description), [description]).map(({ part, formats, value }, index) => ({
          id: part,
          name: `${message(`catalogue:model.parts.${part}`)} (${formats.join(', ')})`,
          value,
          series: index,
        }))}
        format={bytes}
        percent={percent}
      />
      <ShareBar
        title={message('catalogue:model.layersByKind')}
        shares={description.kinds.map((kind, index) => ({
          id: String(index),
          name: kindText(kind, message),
          value: kind.layers,
          series: index,
        }))}
        format={(layers) => message('catalogue:model.layerCount', { count: layers })}
        percent={percent}
      />
      <Cache description={description} />
    </div>
  );
}

type Message = ReturnType<typeof useMessage>;

/** Bytes of each part that has any, with the number formats that it is stored in. */
const partsOf = ({ weights }: ModelDescription) =>
  weightParts.flatMap((part) => {
    const of = weights.filter((each) => each.part === part);
    const value = of.reduce((sum, { bytes }) => sum + bytes, 0);
    return value === 0 ? [] : [{ part, value, formats: [...new Set(of.map(({ format }) => format))] }];
  });

/** What layers of a kind do, such as `Attention · 64 heads, 8 KV · window of 4,096 tokens`. */
function kindText(kind: LayerKind, message: Message): string {
  const { heads, keyValueHeads, windowTokens, attendedTokens, compressed, layers } = kind;
  const parts = [
    message(`catalogue:model.kinds.${kind.kind}`),
    heads !== undefined && keyValueHeads !== undefined && kind.kind === 'attention'
      ? message('catalogue:model.heads', { heads, keyValueHeads })
      : heads === undefined
        ? undefined
        : message('catalogue:model.headsOnly', { count: heads }),
    windowTokens === undefined ? undefined : message('catalogue:model.window', { count: windowTokens }),
    attendedTokens === undefined ? undefined : message('catalogue:model.attended', { count: attendedTokens }),
    compressed && message('catalogue:model.compressed', { count: compressed.everyTokens }),
  ];
  return layers > 0 ? parts.filter((part) => part !== undefined).join(' · ') : '';
}

/** The cache of one request by its length, as bars with one scale. */
function Cache({ description }: { readonly description: ModelDescription }) {
  const message = useMessage();
  const shown = useShown();
  const { cachePrecision = 'bf16', contextLimit = lengths.at(-1) ?? 1 } = description;
  const perNumber = bytesPerElement(cachePrecision);
  const fitting = lengths.filter((tokens) => tokens <= contextLimit);
  const rows = (fitting.length === 0 ? [contextLimit] : fitting).map((tokens) => ({
    tokens,
    bytes: cacheBytes(description.kinds, tokens, perNumber),
  }));
  const most = Math.max(1, ...rows.map(({ bytes }) => bytes));
  return (
    <table className={styles.cache}>
      <caption>{message('catalogue:model.cache', { precision: cachePrecision.toUpperCase() })}</caption>
      <tbody>
        {rows.map(({ tokens, bytes }) => (
          <tr key={tokens}>
            <th scope="row">{message('catalogue:model.tokens', { count: tokens })}</th>
            <td className={styles.bar}>
              <span style={{ inlineSize: `${(100 * bytes) / most}%` }} />
            </td>
            <td className={styles.value}>{shown(bytes, 'B')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the reader of a configuration has to say: what could not be taken into account, and what it had to assume. */
export function ModelNotes({ description }: { readonly description: ModelDescription }) {
  const message = useMessage();
  return (
    <>
      <Notes title={message('catalogue:model.remarks')} notes={description.remarks} />
      <Notes title={message('catalogue:model.assumed')} notes={description.assumed} />
    </>
  );
}

function Notes({ title, notes }: { readonly title: string; readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles.notesTitle}>{title}</h3>
      <ul className={styles.notes} lang="en">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

/** What a model of the catalogue or the library is, part by part; one that was not read from its configuration by its sizes. */
export function DescribedModel({ id }: { readonly id: string }) {
  const api = useApi();
  const model = useCatalogue().models[id];
  const [description, setDescription] = useState<ModelDescription>();
  useEffect(() => {
    let wanted = true;
    void api.describeModel({ id }).then((answer) => {
      if (wanted) setDescription(answer.ok ? answer.value : undefined);
    });
    return () => {
      wanted = false;
    };
  }, [api, id, model]);
  if (description === undefined) return null;
  return (
    <>
      <ModelNotes description={description} />
      <ModelPicture description={description} />
    </>
  );
}
