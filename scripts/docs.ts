import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from './docs/pages.js';

/** Writes every generated page of docs/reference. */
for (const page of pages) writeFileSync(join(import.meta.dirname, '../docs/reference', page.file), page.text());
