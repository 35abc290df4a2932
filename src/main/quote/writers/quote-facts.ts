import type { Quote } from '#shared/quote/quote';
import type { Party } from '#shared/quote/party';
import type { Translate } from '#main/quote/language';

/** A statement of a quote that is no amount: what it is called, and what it says. */
export interface QuoteFact {
  readonly name: string;
  readonly value: string;
}

/** By what a quote is filed, and who deals with whom; what was left empty is not there. */
export function headFacts(quote: Quote, translate: Translate): readonly QuoteFact[] {
  return given([
    [translate('document.number'), quote.number],
    [translate('document.revision'), String(quote.revision)],
    [translate('document.issuedOn'), quote.issuedOn],
    [translate('document.validUntil'), quote.validUntil],
    [translate('document.seller'), partyText(quote.seller, translate)],
    [translate('document.buyer'), partyText(quote.buyer, translate)],
    [translate('document.deliverTo'), oneLine(quote.deliverTo)],
    [translate('document.reference'), quote.reference],
    [translate('document.currency'), quote.currency],
  ]);
}

/** On which terms it is delivered, and what it rests on: payments apart, which are amounts. */
export function termFacts(quote: Quote, translate: Translate): readonly QuoteFact[] {
  const { incoterm } = quote;
  return given([
    [translate('document.incoterm'), incoterm ? translate('document.incotermValue', incoterm) : ''],
    [translate('document.leadTime'), quote.leadTime],
    [translate('document.terms'), quote.terms],
    ...quote.assumptions.map((each) => [translate('document.assumptions'), each] as const),
    [translate('document.notes'), quote.notes],
  ]);
}

const given = (pairs: readonly (readonly [string, string])[]): readonly QuoteFact[] =>
  pairs.filter(([, value]) => value.trim() !== '').map(([name, value]) => ({ name, value: value.trim() }));

const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ', ');

/** A party in one line: name, address, contact and tax number. */
export const partyText = ({ name, address, taxNumber, contact }: Party, translate: Translate): string =>
  [
    name,
    oneLine(address),
    contact,
    taxNumber === '' ? '' : translate('document.taxNumber', { number: taxNumber }),
  ]
    .filter((part) => part !== '')
    .join(' · ');
