// npm run e2e:build [-- part…]: builds the programs that the suites run, those that the cache lacks.
import { cacheFolder } from './cache.js';
import { makePart } from './make.js';
import { isBuilt } from './part.js';
import { parts } from './parts/index.js';

const asked = process.argv.slice(2);
const unknown = asked.filter(name => !parts.some(part => part.name === name));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown[0]}". There are: ${parts.map(part => part.name).join(', ')}.`);
  process.exit(2);
}

console.log(`Cache: ${cacheFolder()}`);
let failed = 0;
for (const part of parts.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  const title = `${part.name} ${part.version}`;
  if (isBuilt(part)) {
    console.log(`${title}: there`);
    continue;
  }
  console.log(`${title}: building ${part.makes.join(', ')} …`);
  const start = Date.now();
  try {
    await makePart(part);
    console.log(`${title}: built in ${Math.round((Date.now() - start) / 1000)} s`);
  } catch (error) {
    failed++;
    console.error((error as Error).message);
  }
}
process.exitCode = failed > 0 ? 1 : 0;
