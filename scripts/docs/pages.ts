import { annotationsPage } from './annotations.js';
import { cliPage } from './cli.js';
import type { Page } from './page.js';
import { routersPage } from './routers.js';
import { rulesPage } from './rules.js';

/** The generated pages of docs/reference, one file beside this one each. */
export const pages: readonly Page[] = [annotationsPage, cliPage, routersPage, rulesPage];
