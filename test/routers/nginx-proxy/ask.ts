import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly side: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export interface Question {
  readonly host?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request, as the edge before the proxy sends it. */
export function ask(
  port: number,
  { host = 'shop.acme.example', path = '/', method = 'GET', headers, body }: Question = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, agent, path, method, headers: { ...headers, host } }, response => {
      response.resume();
      response.on('error', reject);
      response.on('end', () => {
        const side = response.headers['x-side'];
        resolve({ status: response.statusCode ?? 0, side: side?.toString(), headers: response.headers });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Many requests, 64 at a time, each to where the proxy is then. */
export async function askAll(at: number | (() => number), questions: readonly Question[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const left = questions.entries();
  const one = async (): Promise<void> => {
    for (const [nth, question] of left) answers[nth] = await ask(typeof at === 'number' ? at : at(), question);
  };
  await Promise.all(Array.from({ length: 64 }, one));
  return answers;
}
