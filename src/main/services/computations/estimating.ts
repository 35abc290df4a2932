import { answerCases, answersTo } from '#main/exchange/streams/answer-cases';
import { estimate, performanceReport } from '#main/simulator/estimate';
import { scheduleTimeline } from '#main/simulator/lpu/schedule-timeline';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import { validate } from '#main/simulator/validation/validate';
import { success } from '#shared/refusal/refusal';
import type { Make } from '#main/services/lazily';

/** Computes the models and simulators by themselves. */
export const estimating: Make<
  'estimate' | 'simulateServing' | 'answerCases' | 'performanceReport' | 'lpuTimeline' | 'validation'
> = ({ catalogue, measured, effective }) => ({
  estimate: ({ cases, figures }) => success(estimate(cases, effective(figures).catalogue)),
  simulateServing: ({ cases, figures }, { report }) =>
    success(simulateCases(cases, effective(figures).catalogue, report)),
  answerCases: ({ question, batch, layout }) =>
    success(answerCases(batch, layout, answersTo(question, catalogue))),
  performanceReport: ({ case: wanted, figures }) => performanceReport(wanted, effective(figures).directory),
  lpuTimeline: ({ request, figures }, { report }) =>
    scheduleTimeline(request, effective(figures).directory, report),
  validation: async () => success(validate(await measured(), catalogue)),
});
