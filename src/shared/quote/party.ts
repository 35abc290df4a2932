import { z } from '#shared/schema/zod';

/** Who sells and who buys, as letterheads and electronic invoices name them. */

export const partyLimits = { textLength: 200, addressLength: 1_000, logoLength: 400_000 } as const;

const line = z.string().trim().max(partyLimits.textLength);

/** What quotes of before did not know is optional, so that the text that a sent one is checked by stays as it is. */
export const Party = z.strictObject({
  name: line.default(''),
  address: z.string().max(partyLimits.addressLength).default(''),
  taxNumber: line.default(''),
  contact: line.default(''),
  city: line.optional(),
  postcode: line.optional(),
  /** ISO 3166-1 alpha-2, as electronic invoices have it. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { message: 'must be a country code of two letters, such as DE' })
    .optional(),
});
export type Party = Readonly<z.infer<typeof Party>>;

/** A picture as a data URL: PNG or JPEG, which every writer can draw. */
const Logo = z
  .string()
  .max(partyLimits.logoLength)
  .regex(/^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/, {
    message: 'must be a PNG or JPEG picture',
  });

/** The seller as a company: a party with its letterhead and account. */
export const Seller = Party.extend({
  logo: Logo.optional(),
  /** Of the letterhead, such as `#0b5fa5`. */
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, { message: 'must be a colour such as #0b5fa5' })
    .optional(),
  /** Account and bank as they are printed. */
  bank: z.string().max(500).optional(),
});
export type Seller = Readonly<z.infer<typeof Seller>>;
