import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { socketPath } from '#lib/collab/protocol.ts';
import { notesJson } from '#lib/notes/ydoc.ts';
import { callAsSeenBy } from '#server/auth/call-access.ts';
import { createSessionCookie } from '#server/auth/session-cookie.ts';
import { createBus } from '#server/bus.ts';
import { attachCollab, type Collab } from '#server/collab/attach-collab.ts';
import { endCoverRequest, readCallState, runCallCommand } from '#server/db/call-state.ts';
import { accessChangesSince } from '#server/db/access-changes.ts';
import { claimClients, documentClients, releaseClients } from '#server/db/document-clients.ts';
import {
  appendUpdates,
  compactDocument,
  documentHeads,
  documentSince,
  loadDocument,
} from '#server/db/document-log.ts';
import { removeRole, setRole } from '#server/db/memberships.ts';
import { deleteSessionsOf } from '#server/db/sessions.ts';
import { projectDocument } from '#server/projection/project-document.ts';
import { countTokens } from '#tests/chaos/count-tokens.ts';
import { Peer } from '#tests/chaos/peer.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeUser } from '#tests/support/database-factory.ts';

describe.each(databaseKinds)('the rooms on %s', (kind) => {
  let test: TestDatabase;
  let httpServer: Server;
  let collab: Collab;
  let origin: string;

  beforeAll(async () => {
    test = await withDatabase(kind);
    process.env['NEXTAUTH_SECRET'] = 'a secret of the tests alone, and long enough';
    await start();
  });
  afterAll(async () => {
    await stop();
    await test.close();
  });

  async function start(): Promise<void> {
    httpServer = createServer();
    await new Promise<void>((resolve) => {
      httpServer.listen(0, '127.0.0.1', resolve);
    });
    origin = `http://127.0.0.1:${String((httpServer.address() as AddressInfo).port)}`;
    const nothing = (): void => undefined;
    collab = attachCollab({
      httpServer,
      publicUrl: origin,
      rights: { callAsSeenBy },
      accessChangesSince,
      log: {
        append: async (entries) => appendUpdates(entries),
        load: async (callId) => loadDocument(callId),
        since: async (callId, id) => documentSince(callId, id),
        heads: documentHeads,
        clients: documentClients,
        claimClients,
        releaseClients,
        compact: compactDocument,
      },
      callState: {
        read: async (callId) => readCallState(callId),
        run: runCallCommand,
        endCover: endCoverRequest,
      },
      project: async (input) => {
        await projectDocument(input);
      },
      bus: createBus(),
      logger: { info: nothing, warn: nothing, error: nothing },
      limits: { tailRows: 20, projectQuietMs: 50 },
    });
  }

  async function stop(): Promise<void> {
    await collab.close();
    httpServer.closeAllConnections();
    await new Promise((resolve) => httpServer.close(resolve));
  }

  const address = (callId: string): string => `${origin.replace('http', 'ws')}${socketPath(callId)}`;

  /** A member of the call's series, signed in, with a socket that is open. */
  async function join(call: { id: string; seriesId: string }): Promise<{ peer: Peer; userId: string }> {
    const { id: userId } = await makeUser();
    await setRole(call.seriesId, userId, 'participant');
    const { name, value } = await createSessionCookie(userId);
    const peer = new Peer({ address: address(call.id), cookie: `${name}=${value}` });
    await peer.connect();
    return { peer, userId };
  }

  it('[R15] keeps what two people write, once each, through compactions and a restart, and projects it', async () => {
    const call = await makeCall({ status: 'live' });
    const one = await join(call);
    const other = await join(call);
    for (let round = 0; round < 60; round += 1) {
      one.peer.typeToken(`(a-${String(round)})`, round);
      other.peer.typeLine(`(b-${String(round)})`);
      if (round % 3 === 0) await expect.poll(() => one.peer.allSaved, { interval: 5 }).toBe(true);
    }
    await expect.poll(() => one.peer.allSaved && other.peer.allSaved).toBe(true);
    await expect.poll(() => one.peer.text()).toBe(other.peer.text());
    await stop();

    const { snapshot } = await loadDocument(call.id);
    expect(snapshot).not.toBeNull();
    const rows = await test.database.prisma.line.findMany({ where: { callId: call.id } });
    expect(rows).toHaveLength(notesJson(one.peer.doc).content.length);
    const position = await test.database.prisma.call.findUniqueOrThrow({ where: { id: call.id } });
    const { _max } = await test.database.prisma.documentUpdate.aggregate({
      where: { callId: call.id },
      _max: { id: true },
    });
    const end = [snapshot?.upTo ?? 0n, _max.id ?? 0n].reduce((high, id) => (id > high ? id : high));
    expect(position.projectedTo).toBe(end);

    await start();
    const late = await join(call);
    const tokens = countTokens(late.peer.text());
    expect(tokens.size).toBe(120);
    expect([...tokens.values()].every((times) => times === 1)).toBe(true);
    for (const { peer } of [one, other, late]) peer.destroy();
  });

  it('[R6] closes the socket of somebody whose role another connection removes, within a second', async () => {
    const call = await makeCall({ status: 'live' });
    const { peer, userId } = await join(call);
    await removeRole(call.seriesId, userId);
    const since = performance.now();
    await expect.poll(() => peer.closeCode, { interval: 10 }).toBe(4403);
    expect(performance.now() - since).toBeLessThan(1_000);
    peer.destroy();
  });

  it('[R6] closes every socket of somebody who is signed out everywhere, within a second', async () => {
    const call = await makeCall({ status: 'live' });
    const { peer, userId } = await join(call);
    await deleteSessionsOf(userId);
    const since = performance.now();
    await expect.poll(() => peer.closeCode, { interval: 10 }).toBe(4401);
    expect(performance.now() - since).toBeLessThan(1_000);
    peer.destroy();
  });

  it('[R16] forgets a call that is deleted under people who write', async () => {
    const call = await makeCall({ status: 'live' });
    const { peer } = await join(call);
    await test.database.prisma.call.delete({ where: { id: call.id } });
    peer.typeToken('(x-1)', 0);
    await expect.poll(() => peer.closeCode).toBe(4403);
    expect(peer.allSaved).toBe(false);
    peer.destroy();
  });

  it('[R9] closes with 4500 when stored bytes are damaged, and leaves them as they are', async () => {
    const call = await makeCall({ status: 'live' });
    const { prisma } = test.database;
    await prisma.$executeRaw`UPDATE "DocumentUpdate" SET "update" = set_byte("update", 5, 255) WHERE "callId" = ${call.id}`;
    const before = await prisma.documentUpdate.findMany({ where: { callId: call.id } });
    await expect(join(call)).rejects.toThrow('4500');
    expect(await prisma.documentUpdate.findMany({ where: { callId: call.id } })).toEqual(before);
  });
});
