#!/usr/bin/env node
import { realWorld } from '../world.js';
import { run } from './run.js';

process.exitCode = await run(realWorld(), process.argv.slice(2));
