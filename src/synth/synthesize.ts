import { type Finding, isError } from '../model/finding.js';
import type { World } from '../world.js';
import { type Examination, examine, type Source } from './examine.js';
import { type Published, publish } from './publish.js';
import { emitDocuments } from './yaml.js';

export interface Synthesis extends Examination {
  /** What happened to dist; `undefined` when an error finding stopped it, and nothing was written. */
  readonly published: Published | undefined;
}

/** A finding with its file as somebody in a folder would name it. */
function seenFrom(folder: string, finding: Finding): Finding {
  const { file } = finding.where;
  if (!file?.startsWith(`${folder}/`)) return finding;
  return { ...finding, where: { ...finding.where, file: file.slice(folder.length + 1) } };
}

/**
 * Renders, checks and writes a source: the only road to dist. With any error finding, dist stays as it was.
 * @param folder absolute
 * @param dist the folder as people name it
 * @param watch is told of every file, for a progress bar
 */
export function synthesize(
  source: Source,
  world: World,
  folder: string,
  dist: string,
  watch: (path: string) => void = () => undefined,
): Synthesis {
  const publication = publish(world.files, folder);
  try {
    const examined = examine(
      source,
      dist,
      file => world.packaged(`crds/${file}`),
      unit => {
        publication.add(unit.path, emitDocuments(unit.manifests));
        watch(unit.path);
      },
    );
    const examination = { ...examined, findings: examined.findings.map(found => seenFrom(world.cwd, found)) };
    if (examination.findings.some(isError)) {
      publication.abort();
      return { ...examination, published: undefined };
    }
    return { ...examination, published: publication.commit() };
  } catch (error) {
    publication.abort();
    throw error;
  }
}
