import type { CallStatus } from '#lib/policy/access.ts';
import { Chip } from '#components/ui/chip.tsx';
import { callStatusFaces } from './call-status.ts';

type CallStatusChipProps = { status: CallStatus; cancelled?: boolean };

export function CallStatusChip({ status, cancelled = false }: CallStatusChipProps) {
  if (cancelled) return <Chip>Cancelled</Chip>;
  const face = callStatusFaces[status];
  return (
    <Chip tone={face.tone}>
      {status === 'live' ? <span aria-hidden="true" className="live-dot" /> : null}
      {face.label}
    </Chip>
  );
}
