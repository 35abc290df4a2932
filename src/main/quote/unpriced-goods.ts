import type { Plan, UnpricedItem } from '#shared/plan/plan';

const services: readonly string[] = ['energy', 'hosting', 'staff', 'software', 'cabling', 'installation'];

/** What the racks hold that has no price; running costs without a price concern the plan and not an offer of goods. */
export const unpricedGoods = ({ cost }: Plan): readonly UnpricedItem[] =>
  cost.unpriced.filter(({ item }) => !services.includes(item));
