import { type Finding, isError } from '../model/finding.js';
import type { World } from '../world.js';
import { examine, type Source } from './examine.js';
import { type Published, publish } from './publish.js';
import type { Unit } from './unit.js';
import { emitDocuments } from './yaml.js';

export interface Synthesis {
  readonly findings: readonly Finding[];
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
 * @param watch is shown every unit, and should not keep it: there may be many
 */
export function synthesize(
  source: Source,
  world: World,
  folder: string,
  dist: string,
  watch: (unit: Unit) => void = () => undefined,
): Synthesis {
  const publication = publish(world.files, folder);
  try {
    const found = examine(
      source,
      dist,
      file => world.packaged(`crds/${file}`),
      unit => {
        if (unit.manifests.length > 0) publication.add(unit.path, emitDocuments(unit.manifests));
        watch(unit);
      },
    );
    const findings = found.map(each => seenFrom(world.cwd, each));
    if (findings.some(isError)) {
      publication.abort();
      return { findings, published: undefined };
    }
    return { findings, published: publication.commit() };
  } catch (error) {
    publication.abort();
    throw error;
  }
}
