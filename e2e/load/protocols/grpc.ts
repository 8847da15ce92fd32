import { credentials, Client as GrpcClient, Metadata } from '@grpc/grpc-js';
import { type Answer, type Client, type Door, patience } from '../request.js';

const asIs = (bytes: Buffer): Buffer => bytes;
const message = Buffer.from('hello');

/** Unary calls by the official library; one channel for each host that is asked for. */
export function grpc(door: Door): Client {
  const channels = new Map<string, GrpcClient>();
  const channelTo = (host: string): GrpcClient => {
    const channel =
      channels.get(host) ??
      new GrpcClient(`${door.address}:${door.port}`, credentials.createInsecure(), {
        'grpc.default_authority': host,
        'grpc.enable_retries': 0,
        'grpc.use_local_subchannel_pool': 1,
      });
    channels.set(host, channel);
    return channel;
  };
  return {
    send: ({ host, path = '/', headers = {} }) =>
      new Promise<Answer>(resolve => {
        const metadata = new Metadata();
        for (const [name, of] of Object.entries(headers)) for (const value of [of].flat()) metadata.add(name, value);
        const deadline = Date.now() + patience;
        let seen: Record<string, string> = {};
        const call = channelTo(host).makeUnaryRequest(
          path,
          asIs,
          asIs,
          message,
          metadata,
          { deadline },
          (error, reply) => {
            resolve({
              status: error ? 0 : 200,
              headers: seen,
              body: reply ? String(reply) : '',
              ...(error && { error: `grpc-status ${error.code}: ${error.details}` }),
            });
          },
        );
        call.on('metadata', (fields: Metadata) => {
          seen = Object.fromEntries(Object.entries(fields.getMap()).map(([name, value]) => [name, String(value)]));
        });
      }),
    close: () => {
      for (const channel of channels.values()) channel.close();
    },
  };
}
