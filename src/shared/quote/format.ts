/** Tells a quote from other documents; apart from its schema, which asks for more. */
export const QUOTE_FORMAT = 'fleetwright-quote';
