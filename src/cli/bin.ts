#!/usr/bin/env node
import { realWorld } from '../world.js';
import { run } from './run.js';

// Estates are TypeScript: an error names the line that somebody wrote.
process.setSourceMapsEnabled(true);
process.exitCode = await run(realWorld(), process.argv.slice(2));
