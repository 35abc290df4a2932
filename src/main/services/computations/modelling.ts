import { descriptionOf } from '#main/models/description-of';
import { readModel } from '#main/models/read-model';
import { idFor, nameFor, specificationOf } from '#main/models/specification';
import { unknownModel } from '#main/planning/sizing/refusals';
import { failure, success } from '#shared/refusal/refusal';
import { ownValue } from '#shared/schema/own-value';
import type { Make } from '#main/services/lazily';

/** Computes what models are. */
export const modelling: Make<'readModelFiles' | 'describeModel'> = ({ catalogue }) => ({
  readModelFiles: ({ config, quantization }) => {
    const read = readModel(config, quantization);
    if (!read.ok) return read;
    return success(
      specificationOf(read.value, { id: idFor(config.name), name: nameFor(config.name), vendor: '' }),
    );
  },
  describeModel: ({ id }) => {
    const model = ownValue(catalogue.models, id);
    return model === undefined ? failure(unknownModel(id, catalogue)) : success(descriptionOf(model));
  },
});
