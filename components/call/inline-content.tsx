import { Fragment, type ReactNode } from 'react';
import type { InlineJson, MarkJson } from '#lib/notes/note-json.ts';
import { isSafeHref } from '#lib/notes/schema/is-safe-href.ts';
import { formatClock } from '#lib/times/format-instant.ts';

/** The text of a line or heading with its marks, people, times and gaps. */
export function InlineContent({ content, zone }: { content: InlineJson[]; zone: string }) {
  return content.map((node, index) => <Fragment key={index}>{inlineNode(node, zone)}</Fragment>);
}

function inlineNode(node: InlineJson, zone: string): ReactNode {
  switch (node.type) {
    case 'text':
      return (node.marks ?? []).reduceRight<ReactNode>(withMark, node.text);
    case 'hardBreak':
      return <br />;
    case 'mention':
      return <span className="font-medium">@{node.attrs.name}</span>;
    case 'stamp':
      return node.attrs.gap ? (
        <MissedSpeech at={node.attrs.at} zone={zone}>
          <time dateTime={node.attrs.at ?? undefined}>{node.attrs.text}</time>
        </MissedSpeech>
      ) : (
        <time dateTime={node.attrs.at ?? undefined} className="note-stamp">
          {node.attrs.text}
        </time>
      );
    case 'gap':
      return (
        <MissedSpeech at={node.attrs.at} zone={zone}>
          …
        </MissedSpeech>
      );
  }
}

type MissedSpeechProps = { at: string | null; zone: string; children: ReactNode };

function MissedSpeech({ at, zone, children }: MissedSpeechProps) {
  const words =
    at === null ? 'something was missed here' : `something was missed here, at ${formatClock(at, zone)}`;
  return (
    <span className="note-gap" title={words.replace(/^s/u, 'S')}>
      {children}
      <span className="sr-only"> ({words})</span>
    </span>
  );
}

function withMark(inner: ReactNode, mark: MarkJson): ReactNode {
  switch (mark.type) {
    case 'bold':
      return <strong>{inner}</strong>;
    case 'italic':
      return <em>{inner}</em>;
    case 'strike':
      return <s>{inner}</s>;
    case 'code':
      return <code className="note-code">{inner}</code>;
    case 'link':
      return isSafeHref(mark.attrs.href) ? (
        <a href={mark.attrs.href} rel="noopener noreferrer nofollow" className="text-link">
          {inner}
        </a>
      ) : (
        inner
      );
  }
}
