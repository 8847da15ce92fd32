import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate that signs itself, and so is its own authority. */
export function certificateFor(name: string): { readonly key: string; readonly cert: string; readonly ca: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
  const [keyText, certText] = [readFileSync(key, 'utf8'), readFileSync(cert, 'utf8')];
  rmSync(folder, { recursive: true });
  return { key: keyText, cert: certText, ca: certText };
}
