import { z } from '#shared/schema/zod';

/**
 * A device type as NetBox's public library of device types holds it, one YAML file each. Property names, required ones
 * and bounds follow the library's own JSON Schema; what is not read here is still checked for its shape, since a
 * property that is not in the schema is a fault of the file.
 */

const name = z.string().min(1).max(100);
const component = z.looseObject({ name: z.string().max(200) });
const components = z.array(component).max(2_000).optional();

export const PowerPort = z.looseObject({
  name: z.string().max(200),
  type: z.string().max(100).optional(),
  maximum_draw: z.number().positive().max(1e7).optional(),
  allocated_draw: z.number().positive().max(1e7).optional(),
});
export type PowerPort = Readonly<z.infer<typeof PowerPort>>;

export const airflows = [
  'front-to-rear',
  'rear-to-front',
  'left-to-right',
  'right-to-left',
  'side-to-rear',
  'rear-to-side',
  'bottom-to-top',
  'top-to-bottom',
  'passive',
  'mixed',
] as const;

export const NetboxDeviceType = z
  .strictObject({
    manufacturer: name,
    model: name,
    slug: z
      .string()
      .regex(/^[-a-z0-9_]+$/, 'a slug has lower-case letters, digits, - and _')
      .max(100),
    part_number: z.string().max(100).optional(),
    u_height: z.number().min(0).max(60).multipleOf(0.5),
    is_full_depth: z.boolean(),
    airflow: z.enum(airflows).optional(),
    weight: z.number().min(0).max(100_000).optional(),
    weight_unit: z.enum(['kg', 'g', 'lb', 'oz']).optional(),
    front_image: z.boolean().optional(),
    rear_image: z.boolean().optional(),
    subdevice_role: z.enum(['parent', 'child', '']).optional(),
    is_powered: z.boolean().optional(),
    exclude_from_utilization: z.boolean().optional(),
    description: z.string().max(200).optional(),
    comments: z.string().max(20_000).optional(),
    'console-ports': components,
    'console-server-ports': components,
    'power-ports': z.array(PowerPort).max(64).optional(),
    'power-outlets': components,
    interfaces: components,
    'front-ports': components,
    'rear-ports': components,
    'module-bays': components,
    'device-bays': components,
    'inventory-items': components,
  })
  .refine(({ weight, weight_unit: unit }) => (weight === undefined) === (unit === undefined), {
    message: 'weight and weight_unit belong together',
    path: ['weight'],
  });
export type NetboxDeviceType = Readonly<z.infer<typeof NetboxDeviceType>>;
