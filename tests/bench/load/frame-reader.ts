/** Cuts a stream of bytes into the frames of a server, which are whole and unmasked. */
export class FrameReader {
  private parts: Buffer[] = [];
  private held = 0;
  private needed = 0;
  private readonly take: (opcode: number, payload: Buffer) => void;

  constructor(take: (opcode: number, payload: Buffer) => void) {
    this.take = take;
  }

  push(chunk: Buffer): void {
    if (this.held === 0) {
      this.read(chunk);
      return;
    }
    this.parts.push(chunk);
    this.held += chunk.length;
    if (this.held < this.needed) return;
    const whole = Buffer.concat(this.parts);
    this.parts = [];
    this.held = 0;
    this.read(whole);
  }

  private read(bytes: Buffer): void {
    let position = 0;
    while (position < bytes.length) {
      const end = endOf(bytes, position);
      if (position + end.total > bytes.length) {
        const rest = bytes.subarray(position);
        this.parts = [rest];
        this.held = rest.length;
        this.needed = end.total;
        return;
      }
      this.take((bytes[position] ?? 0) & 0x0f, bytes.subarray(position + end.header, position + end.total));
      position += end.total;
    }
  }
}

/** How long the frame that begins here is; at least one byte more than is here when its header is not whole. */
function endOf(bytes: Buffer, position: number): { header: number; total: number } {
  const left = bytes.length - position;
  const length = (bytes[position + 1] ?? 0) & 0x7f;
  const header = length < 126 ? 2 : length === 126 ? 4 : 10;
  if (left < header) return { header, total: header };
  if (length < 126) return { header, total: header + length };
  if (length === 126) return { header, total: header + bytes.readUInt16BE(position + 2) };
  return { header, total: header + Number(bytes.readBigUInt64BE(position + 2)) };
}
