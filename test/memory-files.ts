import type { Entry, Files, Held, Kind, Lock } from '../src/world.js';

type Node =
  | { readonly kind: 'file'; content: Buffer }
  | { readonly kind: 'folder' }
  | { readonly kind: 'link'; to: string };

/** The faults of a real file system, with the codes of Node. */
class Fault extends Error {
  constructor(
    readonly code: string,
    readonly path: string,
  ) {
    super(`${code}: ${path}`);
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** Files in memory, by the contract that `test/world/files.test.ts` proves for these and for the real ones. */
export class MemoryFiles implements Files {
  private readonly nodes = new Map<string, Node>([['/', { kind: 'folder' }]]);

  read(path: string): Buffer | undefined {
    const node = this.followed(path);
    if (node?.kind === 'folder') throw new Fault('EISDIR', path);
    return node?.kind === 'file' ? Buffer.from(node.content) : undefined;
  }

  kind(path: string): Kind | undefined {
    return this.nodes.get(path)?.kind;
  }

  list(folder: string): readonly Entry[] {
    return this.below(folder)
      .map(path => ({ path: path.slice(folder.length + 1), kind: this.nodes.get(path)!.kind }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  write(path: string, content: string | Uint8Array): void {
    const node = this.nodes.get(path);
    this.mustBeFolder(parentOf(path), path);
    if (node?.kind === 'folder') throw new Fault('EISDIR', path);
    const file = node?.kind === 'link' ? node.to : path;
    this.nodes.set(file, { kind: 'file', content: Buffer.from(content as string) });
  }

  writeWhole(path: string, content: string | Uint8Array): void {
    this.mustBeFolder(parentOf(path), path);
    if (this.kind(path) === 'folder') throw new Fault('EISDIR', path);
    this.nodes.set(path, { kind: 'file', content: Buffer.from(content as string) });
  }

  keep(path: string, as: string): void {
    const node = this.nodes.get(path);
    if (!node) throw new Fault('ENOENT', path);
    if (this.nodes.has(as)) throw new Fault('EEXIST', as);
    this.mustBeFolder(parentOf(as), as);
    this.nodes.set(as, node);
  }

  rename(from: string, to: string): void {
    const node = this.nodes.get(from);
    if (!node) throw new Fault('ENOENT', from);
    this.mustBeFolder(parentOf(to), to);
    if (this.kind(to) === 'folder') throw new Fault(node.kind === 'folder' ? 'ENOTEMPTY' : 'EISDIR', to);
    for (const path of this.below(from)) {
      this.nodes.set(to + path.slice(from.length), this.nodes.get(path)!);
      this.nodes.delete(path);
    }
    this.nodes.delete(from);
    this.nodes.set(to, node);
  }

  remove(path: string): void {
    if (this.kind(path) === 'folder') throw new Fault('ERR_FS_EISDIR', path);
    this.nodes.delete(path);
  }

  removeFolder(path: string): boolean {
    if (this.kind(path) !== 'folder' || this.below(path).length > 0) return false;
    return this.nodes.delete(path);
  }

  removeAll(folder: string): void {
    for (const path of this.below(folder)) this.nodes.delete(path);
    this.nodes.delete(folder);
  }

  makeFolder(path: string): void {
    if (path === '/' || this.kind(path) === 'folder') return;
    if (this.nodes.has(path)) throw new Fault('EEXIST', path);
    this.makeFolder(parentOf(path));
    this.nodes.set(path, { kind: 'folder' });
  }

  lock(folder: string): Lock | Held {
    this.mustBeFolder(folder, folder);
    const file = `${folder}/lock`;
    if (this.nodes.has(file)) return { heldBy: process.pid, file };
    this.write(file, '');
    return { release: () => this.remove(file) };
  }

  /** Puts a symbolic link there, as a person would. */
  link(path: string, to: string): void {
    this.nodes.set(path, { kind: 'link', to });
  }

  private followed(path: string): Node | undefined {
    const node = this.nodes.get(path);
    return node?.kind === 'link' ? this.nodes.get(node.to) : node;
  }

  private below(folder: string): readonly string[] {
    return [...this.nodes.keys()].filter(path => path.startsWith(`${folder}/`));
  }

  private mustBeFolder(folder: string, path: string): void {
    const kind = this.kind(folder);
    if (kind === undefined) throw new Fault('ENOENT', path);
    if (kind !== 'folder') throw new Fault('ENOTDIR', path);
  }
}
