import { fileURLToPath } from 'node:url';
import { checkedData } from '#main/catalogue/checked-data';
import { type Services, servicesOn } from '#main/services/services';

export const resourcesFolder = fileURLToPath(new URL('../../resources', import.meta.url));

/** What every host offers, on the data as they stand in `resources`. */
export const shippedServices = async (): Promise<Services> => servicesOn(await checkedData(resourcesFolder));
