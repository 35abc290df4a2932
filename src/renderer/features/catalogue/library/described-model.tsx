import { useEffect, useState } from 'react';
import type { ModelDescription } from '#shared/model/description';
import { useApi, useCatalogue } from '#renderer/documents/hooks';
import { ModelNotes, ModelPicture } from './model-picture';

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
