import { layOut } from '#main/planning/sizing/lay-out';
import { sizeOn, sizePriced } from '#main/planning/sizing/size-on';
import { sweepRows } from '#main/planning/sweep/sweep';
import { success } from '#shared/refusal/refusal';
import type { Make } from '#main/services/lazily';

/** Computes fleets that serve a need. */
export const sizing: Make<'sizeOn' | 'sizePriced' | 'sweepRows' | 'layOutSize'> = ({ catalogue }) => ({
  sizeOn: (asked) => success(sizeOn(asked, catalogue)),
  sizePriced: (asked) => success(sizePriced(asked, catalogue)),
  sweepRows: ({ request, span }) => success(sweepRows(request, span, catalogue)),
  layOutSize: ({ request, deployment, id, name }) => {
    const laid = layOut({ request, deployment, catalogue, id, name });
    return laid.ok ? success(laid.value.scenario) : laid;
  },
});
