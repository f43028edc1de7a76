import type { CollabStats } from '#server/collab/collab-figures.ts';
import { MetricLines } from './metric-lines.ts';
import type { ProcessFigures } from './process-figures.ts';
import type { ServerFigures } from './server-figures.ts';

/** The figures of a process as Prometheus reads them. Times are seconds, counts are since the process began. */
export function metricsText({ collab, process, database, mails, others }: ServerFigures): string {
  const lines = new MetricLines();
  rooms(lines, collab);
  saving(lines, collab);
  projecting(lines, collab);
  lines
    .each('gauge', 'callnotes_database_connections', 'Connections to the database.', 'state', {
      open: database.connections.open,
      idle: database.connections.idle,
    })
    .one(
      'gauge',
      'callnotes_database_waiting',
      'Work that waits for a connection.',
      database.connections.waiting,
    )
    .each('counter', 'callnotes_mails_total', 'Mails handed to the mail server.', 'outcome', mails);
  if (others !== null) {
    lines
      .one(
        'gauge',
        'callnotes_bus_connected',
        'Whether other servers can be reached.',
        Number(others.connected),
      )
      .one('counter', 'callnotes_bus_breaks_total', 'How often they no longer could be.', others.breaks)
      .each('counter', 'callnotes_bus_messages_total', 'Messages to and from other servers.', 'outcome', {
        sent: others.sent,
        received: others.received,
        dropped: others.dropped,
      });
  }
  ofProcess(lines, process);
  return lines.text();
}

function rooms(lines: MetricLines, collab: CollabStats): void {
  const { rooms: all, loading, storing } = collab;
  lines
    .one('gauge', 'callnotes_sockets', 'Open sockets.', collab.sockets)
    .one('gauge', 'callnotes_people', 'People with a socket open.', collab.people)
    .one('gauge', 'callnotes_presences', 'People who show others where they are.', collab.presences)
    .each('gauge', 'callnotes_rooms', 'Calls that are open here.', 'state', {
      live: all - loading - storing,
      loading,
      storing,
    })
    .one('gauge', 'callnotes_documents', 'Open calls whose document is in memory.', collab.documents)
    .each('counter', 'callnotes_frames_total', 'Frames read, and writes of frames.', 'direction', {
      in: collab.framesIn,
      out: collab.framesOut,
    })
    .each('counter', 'callnotes_bytes_total', 'Bytes of frames.', 'direction', {
      in: collab.bytesIn,
      out: collab.bytesOut,
    })
    .each('counter', 'callnotes_sockets_ended_total', 'Ended sockets by why.', 'reason', collab.ended)
    .one(
      'counter',
      'callnotes_slow_readers_total',
      'Sockets dropped for reading too slowly.',
      collab.ended['slowReader'] ?? 0,
    )
    .each(
      'counter',
      'callnotes_upgrades_refused_total',
      'Upgrades that got no room.',
      'reason',
      collab.refused,
    )
    .one('counter', 'callnotes_loads_total', 'Loads of a document.', collab.loads)
    .one('counter', 'callnotes_load_failures_total', 'Loads that failed.', collab.loadFailures);
}

function saving(lines: MetricLines, collab: CollabStats): void {
  lines
    .one('gauge', 'callnotes_rooms_unsaved', 'Calls with something uncommitted.', collab.unsaved)
    .one('gauge', 'callnotes_rooms_dirty', 'Calls with something uncommitted or unprojected.', collab.dirty)
    .one(
      'gauge',
      'callnotes_oldest_unsaved_seconds',
      'Age of the oldest change that is not committed; 0 for none.',
      (collab.oldestUnsavedMs ?? 0) / 1000,
    )
    .one(
      'gauge',
      'callnotes_saving_failing_seconds',
      'How long every commit has been failing; 0 while they succeed.',
      (collab.failingMs ?? 0) / 1000,
    )
    .one('counter', 'callnotes_commits_total', 'Commits of changes.', collab.commits)
    .one('counter', 'callnotes_commit_failures_total', 'Commits that failed.', collab.commitFailures)
    .seconds('callnotes_commit_seconds', 'How long a commit took.', collab.commitMs)
    .seconds(
      'callnotes_told_saved_seconds',
      'From the oldest change of a call in a commit until its writer is told that it is saved.',
      collab.savedMs,
    )
    .one('counter', 'callnotes_compactions_total', 'Logs merged into a snapshot.', collab.compactions)
    .one('counter', 'callnotes_compaction_failures_total', 'Merges that failed.', collab.compactionFailures);
}

function projecting(lines: MetricLines, collab: CollabStats): void {
  lines
    .one('counter', 'callnotes_projections_total', 'Projections of notes to rows.', collab.projections)
    .one(
      'counter',
      'callnotes_projection_failures_total',
      'Projections that failed.',
      collab.projectionFailures,
    )
    .seconds('callnotes_projection_lag_seconds', 'From a change until rows show it.', collab.projectedMs);
}

function ofProcess(lines: MetricLines, figures: ProcessFigures): void {
  const { loop } = figures;
  lines
    .each(
      'gauge',
      'callnotes_event_loop_delay_seconds',
      'How late the event loop was in the last minute.',
      'quantile',
      { '0.5': loop.p50 / 1000, '0.99': loop.p99 / 1000, '1': loop.max / 1000 },
    )
    .each(
      'gauge',
      'nodejs_active_resources',
      'What keeps the process alive, by kind.',
      'type',
      figures.resources,
    )
    .one('gauge', 'nodejs_heap_size_used_bytes', 'Heap in use.', figures.heapBytes)
    .one('gauge', 'nodejs_external_memory_bytes', 'Memory outside the heap.', figures.externalBytes)
    .one('gauge', 'process_resident_memory_bytes', 'Resident memory.', figures.residentBytes)
    .one('gauge', 'process_open_fds', 'Open files and sockets.', figures.openFiles)
    .one('counter', 'process_cpu_user_seconds_total', 'Processor time of its own.', figures.cpuUserSeconds)
    .one(
      'counter',
      'process_cpu_system_seconds_total',
      'Processor time in the system.',
      figures.cpuSystemSeconds,
    )
    .one('gauge', 'process_start_time_seconds', 'Start of the process, since 1970.', figures.startedAt);
}
