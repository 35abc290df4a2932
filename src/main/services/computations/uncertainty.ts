import { joined } from '#main/planning/uncertainty/draws';
import { drawsOfSpan, reportOfDraws } from '#main/planning/uncertainty/report';
import { success } from '#shared/refusal/refusal';
import type { Make } from '#main/services/lazily';

/** Computes how likely the figures of a scenario are. */
export const uncertainty: Make<'uncertaintyDraws' | 'uncertaintyReport'> = ({ catalogue }) => ({
  uncertaintyDraws: ({ scenarios, span }) => {
    const drawn = drawsOfSpan(scenarios, span, catalogue);
    return drawn.ok ? success([drawn.value]) : drawn;
  },
  uncertaintyReport: ({ request, draws }) => reportOfDraws(request, joined(draws), catalogue),
});
