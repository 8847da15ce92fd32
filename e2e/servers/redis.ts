import { builtFile } from '../build/part.js';
import { redis as part } from '../build/parts/redis.js';
import { listens } from './answers.js';
import type { Server } from './server.js';

export const redisPort = 6379;

export function redis(): Server {
  return {
    name: 'redis',
    program: builtFile(part, 'bin/redis-server'),
    args: ['--bind', '127.0.0.1', '--port', String(redisPort), '--save', '', '--appendonly', 'no'],
    ready: () => listens('127.0.0.1', redisPort),
  };
}
