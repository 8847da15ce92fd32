import { synthesize } from '../../src/synth/synthesize.js';
import { realWorld } from '../../src/world.js';
import { estateOf } from './estate.js';

const [tenants, folder] = [Number(process.argv[2]), process.argv[3]!];
const { findings, published } = synthesize(estateOf(tenants), realWorld(), folder, 'dist');
if (!published || findings.length > 0) throw new Error(JSON.stringify(findings.slice(0, 3)));
process.stdout.write(
  JSON.stringify({ maxRss: process.resourceUsage().maxRSS, files: published.written.length + published.unchanged }),
);
