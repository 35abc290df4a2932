import { z } from 'zod';

// The compiled parsers of zod call `new Function`, which the renderer's content security policy forbids.
z.config({ jitless: true });

export { z };
