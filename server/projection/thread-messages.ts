/** Where the thread finds the database of the process that started it. */
export type ThreadOptions = { dataFolder: string; databaseUrl: string | null };

export type ThreadRequest =
  | {
      kind: 'project';
      job: number;
      callId: string;
      /** The updates of the document one after the other, and how long each is. */
      bytes: Uint8Array;
      lengths: number[];
      logPosition: bigint;
    }
  | { kind: 'stop' };

/** What became of a job; `problem` is null when its rows are written. */
export type ThreadReply = { job: number; problem: string | null };
