import { spawn } from 'node:child_process';
import type { Manifest } from '../../src/model/manifest.js';
import { builtFile } from '../build/part.js';
import { kubernetes } from '../build/parts/kubernetes.js';
import { kubeconfigFile } from './credentials.js';

/** Runs kubectl as the run's administrator and gives what it says. @throws with its error text */
export function kubectl(args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(builtFile(kubernetes, 'bin/kubectl'), args, {
      env: { ...process.env, KUBECONFIG: kubeconfigFile() },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk;
    });
    child.on('error', reject);
    child.on('close', code =>
      code === 0 ? resolve(out) : reject(new Error(`kubectl ${args.join(' ')}: ${err.trim()}`)),
    );
    child.stdin.end(input);
  });
}

/** Puts objects there, as they are written. */
export async function apply(manifests: readonly Manifest[], ...flags: readonly string[]): Promise<string> {
  const list = { apiVersion: 'v1', kind: 'List', items: manifests };
  return kubectl(['apply', '--server-side', '--force-conflicts', ...flags, '-f', '-'], JSON.stringify(list));
}

/** One object, as the API server has it. */
export async function get<T>(kind: string, namespace: string, name: string): Promise<T> {
  return JSON.parse(await kubectl(['get', kind, name, '-n', namespace, '-o', 'json'])) as T;
}
