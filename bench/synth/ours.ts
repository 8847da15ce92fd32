import { synthesize } from '../../src/synth/synthesize.js';
import { emitDocuments } from '../../src/synth/yaml.js';
import { realWorld } from '../../src/world.js';
import { estateOf } from './estate.js';
import { report } from './report.js';

/** All of synth; without a folder the tenants are only built, rendered and turned into text, as cdk8s does it. */
const [tenants, folder] = [Number(process.argv[2]), process.argv[3]];
if (folder === undefined) {
  for (const { manifests } of estateOf(tenants).units()) emitDocuments(manifests);
} else {
  const { findings, published } = synthesize(estateOf(tenants), realWorld(), folder, 'dist');
  if (!published || findings.length > 0) throw new Error(JSON.stringify(findings.slice(0, 3)));
}
report();
