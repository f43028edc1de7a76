import type { Page, WebSocketRoute } from '@playwright/test';

export type Cable = { pull: () => Promise<void>; putBack: () => void };

/** A network cable between a page and the rooms, to be pulled and put back. */
export async function cable(page: Page): Promise<Cable> {
  let pulled = false;
  const sockets = new Set<WebSocketRoute>();
  await page.routeWebSocket(/\/collab\//, async (socket) => {
    if (pulled) {
      await socket.close({ code: 1013 });
      return;
    }
    sockets.add(socket);
    socket.connectToServer();
  });
  return {
    pull: async () => {
      pulled = true;
      for (const socket of sockets) await socket.close({ code: 1013 });
      sockets.clear();
    },
    putBack: () => {
      pulled = false;
    },
  };
}
