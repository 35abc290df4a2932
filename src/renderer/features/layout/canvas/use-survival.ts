import { useEffect } from 'react';
import { useApi, useScenario } from '../../../documents/hooks';
import { useDesigner, useDesignerState } from '../designer';

const WAIT_MILLISECONDS = 250;

/** Keeps what single failures leave of each rack at nameplate power, while racks are coloured by it. */
export function useSurvival(): void {
  const api = useApi();
  const { store } = useDesigner();
  const wanted = useDesignerState(({ colour }) => colour === 'survival');
  const scenario = useScenario((open) => open);
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void api.powerReport({ scenario, level: 'maximum' }).then((answer) => {
        if (!current || !answer.ok) return;
        const { racks } = answer.value.failures;
        store.setState({ survival: new Map(racks.map((rack) => [rack.rack, rack])) });
      });
    }, WAIT_MILLISECONDS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [api, store, wanted, scenario]);
}
