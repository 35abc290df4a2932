import { z } from 'zod';
import { schemaWords } from './schema-words';

// The compiled parsers of zod call `new Function`, which the renderer's content security policy forbids.
z.config({ jitless: true, customError: schemaWords });

export { z };
