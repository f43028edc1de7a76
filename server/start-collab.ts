import type { Server } from 'node:http';
import { callAsSeenBy } from './auth/call-access.ts';
import { bus } from './bus.ts';
import { attachCollab, type Collab } from './collab/attach-collab.ts';
import { accessChangesSince } from './db/access-changes.ts';
import { endCoverRequest, readCallState, runCallCommand } from './db/call-state.ts';
import { claimClients, documentClients, releaseClients } from './db/document-clients.ts';
import {
  appendUpdates,
  compactDocument,
  documentHeads,
  documentSince,
  loadDocument,
} from './db/document-log.ts';
import { loadEnv } from './env.ts';
import { log } from './log.ts';
import type { Pages } from './pages.ts';
import type { DocumentToProject } from './projection/project-document.ts';

export type StartCollabOptions = {
  httpServer: Server;
  publicUrl: string;
  pages: Pages;
  /** Writes the rows that a document stands for, away from the loop that carries keystrokes. */
  project: (document: DocumentToProject) => Promise<void>;
};

/** Attaches the live rooms to the HTTP server, with the database and the session cookies of this app. */
export function startCollab({ httpServer, publicUrl, pages, project }: StartCollabOptions): Collab {
  httpServer.on('upgrade', (request, socket, head) => {
    if (pages.ownsUpgrade(request.url ?? '')) pages.upgrade(request, socket, head);
  });
  return attachCollab({
    httpServer,
    publicUrl,
    leaveAlone: pages.ownsUpgrade,
    rights: { callAsSeenBy },
    accessChangesSince,
    log: {
      append: async (entries) => appendUpdates(entries),
      load: async (callId) => loadDocument(callId),
      since: async (callId, id) => documentSince(callId, id),
      heads: documentHeads,
      compact: compactDocument,
      clients: documentClients,
      claimClients,
      releaseClients,
    },
    callState: {
      read: async (callId) => readCallState(callId),
      run: runCallCommand,
      endCover: endCoverRequest,
    },
    project,
    bus: bus(),
    logger: log,
    limits: loadEnv().collabLimits,
  });
}
