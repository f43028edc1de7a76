import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as Y from 'yjs';
import { Peer } from '#tests/chaos/peer.ts';

/*
 * Two people in a room of their own, in a process of their own: one types ten times a second, the other says when it came.
 * GET / answers with the longest wait in ms since the last time it was asked, one that is not over yet included.
 */
const [, , address = '', typing = '', reading = ''] = process.argv;
const writer = new Peer({ address, cookie: typing });
const reader = new Peer({ address, cookie: reading });
await Promise.all([writer.connect(), reader.connect()]);

let typed = 0;
let worst = 0;
const waiting: { clock: number; at: number }[] = [];

reader.doc.on('update', () => {
  const arrived = Y.getState(reader.doc.store, writer.doc.clientID);
  for (let first = waiting[0]; first !== undefined && first.clock <= arrived; first = waiting[0]) {
    worst = Math.max(worst, performance.now() - first.at);
    waiting.shift();
  }
});

setInterval(() => {
  typed += 1;
  writer.typeToken(`(c-${String(typed)})`, 0);
  waiting.push({ clock: Y.getState(writer.doc.store, writer.doc.clientID), at: performance.now() });
}, 100);

const server = createServer((_, response) => {
  const now = performance.now();
  const wait = Math.max(worst, ...waiting.map(({ at }) => now - at), 0);
  worst = 0;
  response.end(JSON.stringify({ wait, typed, open: writer.open && reader.open }));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${String((server.address() as AddressInfo).port)}\n`);
});
