import { useState } from 'react';
import type { SizingRequest } from '#shared/sizing';
import { Button } from '../../../components/button';
import { JobProgress } from '../../../components/job-progress';
import page from '../../../components/page.module.css';
import { Select } from '../../../components/select';
import { useCatalogue } from '../../../documents/hooks';
import { refusalText } from '../../../i18n/refusal-text';
import { useMessage } from '../../../i18n/use-language';
import styles from './objective-map.module.css';
import { MapPicture } from './map-picture';
import { movablePrices } from './movable-prices';
import { useObjectiveMap, type ObjectiveAxis } from './use-objective-map';

const axes = ['timePerOutputTokenSeconds', 'timeToFirstTokenSeconds'] as const;

/** Who is cheapest when the objective is tighter or looser and a price lower or higher. */
export function ObjectiveMapView({ request }: { readonly request: SizingRequest }) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { map, all, start, cancel } = useObjectiveMap();
  const given = axes.filter((axis) => request.objective[axis] !== undefined);
  const prices = movablePrices(catalogue, request.terms.currency);
  const [chosenAxis, chooseAxis] = useState<ObjectiveAxis>();
  const [chosenPath, choosePath] = useState<string>();
  const axis = given.find((each) => each === chosenAxis) ?? given[0];
  const price = prices.find(({ path }) => path === chosenPath) ?? prices[0];
  if (axis === undefined || price === undefined) return null;
  const shownPrice = map && prices.find(({ path }) => path === map.question.price.path);
  return (
    <section className={page.block} aria-label={message('size:map.title')}>
      <h3 className={page.subheading}>{message('size:map.title')}</h3>
      <p className={page.intro}>{message('size:map.intro')}</p>
      <div className={`${page.bar} ${styles.choices}`}>
        <Select
          label={message('size:map.objective')}
          value={axis}
          options={given.map((value) => ({ value, label: message(`size:map.axes.${value}`) }))}
          onChange={chooseAxis}
        />
        <Select
          label={message('size:map.price')}
          value={price.path}
          options={prices.map(({ path, name, currency }) => ({
            value: path,
            label: `${name} (${currency})`,
          }))}
          onChange={choosePath}
        />
        <Button onClick={() => start({ request, axis, price })}>{message('size:map.run')}</Button>
      </div>
      {map?.running && (
        <JobProgress
          label={message('size:map.running', { done: map.columns.length, all })}
          progress={map.columns.length / all}
          cancelLabel={message('size:cancel')}
          onCancel={cancel}
        />
      )}
      {map?.refusal && (
        <p role="alert" className={page.refusal}>
          {refusalText(map.refusal)}
        </p>
      )}
      {map && shownPrice && map.columns.length > 0 && <MapPicture map={map} price={shownPrice} />}
    </section>
  );
}
