const HIDDEN = '***';

/** The secrets of a text made unreadable: those given, in any usual encoding, and whatever stands in a URL before `@`. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets.filter(Boolean)) {
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')];
    for (const form of forms) clean = clean.replaceAll(form, HIDDEN);
  }
  return clean.replace(/(\w:\/\/)[^/\s@]+@/g, `$1${HIDDEN}@`);
}
