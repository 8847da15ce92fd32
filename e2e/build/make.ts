import { spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache.js';
import { type Bench, folderOf, isBuilt, type Part, type Where } from './part.js';

/** Builds one part into the cache. It appears there whole or not at all, so an interrupted build leaves nothing half done. */
export async function makePart(part: Part): Promise<void> {
  const cache = cacheFolder();
  await mkdir(join(cache, 'log'), { recursive: true });
  const room = await mkdtemp(join(cache, `making-${part.name}-`));
  const logFile = join(cache, 'log', `build-${part.name}.log`);
  const log = createWriteStream(logFile);
  try {
    const bench: Bench = {
      out: join(room, 'out'),
      scratch: join(room, 'scratch'),
      run: (program, args, where) => runLogged(log, program, args, where),
    };
    await mkdir(bench.out);
    await mkdir(bench.scratch);
    await part.make(bench);
    await moveIn(bench.out, part);
  } catch (error) {
    throw new Error(
      `${part.name} ${part.version} was not built: ${(error as Error).message}\nThe whole log: ${logFile}`,
    );
  } finally {
    log.end();
    await rm(room, { recursive: true, force: true });
  }
  if (!isBuilt(part))
    throw new Error(`The recipe of "${part.name}" ended, but not all of ${part.makes.join(', ')} are there.`);
}

/** Another build of the same part may have been quicker: then its result, which is the same, stays. */
async function moveIn(out: string, part: Part): Promise<void> {
  if (!isBuilt(part)) await rm(folderOf(part), { recursive: true, force: true });
  await rename(out, folderOf(part)).catch(error => {
    if (!isBuilt(part)) throw error;
  });
}

function runLogged(log: WriteStream, program: string, args: readonly string[], where: Where = {}): Promise<string> {
  log.write(`$ ${program} ${args.join(' ')}\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: where.cwd,
      env: { ...process.env, ...where.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let tail = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk;
      log.write(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      tail = (tail + chunk).slice(-2_000);
      log.write(chunk);
    });
    child.on('error', error => reject(new Error(`"${program}" does not start: ${error.message}`)));
    child.on('close', code =>
      code === 0 ? resolve(out) : reject(new Error(`${program} ${args[0]} ended with ${code}:\n${tail}`)),
    );
  });
}
