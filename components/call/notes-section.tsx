import { TriangleAlert } from 'lucide-react';
import type { AgendaMarks } from '#components/agenda/agenda-marks.ts';
import { VoteForm } from '#components/agenda/vote-form.tsx';
import { rolledUpText } from '#lib/agenda/agenda-fit.ts';
import { itemFitText } from '#lib/agenda/agenda-words.ts';
import { itemTitle, UNTITLED_ITEM } from '#lib/agenda/item-title.ts';
import { votersText, voteText } from '#lib/agenda/vote-words.ts';
import { Chip } from '#components/ui/chip.tsx';
import type { ItemOrigin } from '#lib/carry-over/origins.ts';
import { formatLength } from '#lib/times/format-instant.ts';
import type { CallDate } from '#lib/dates/call-day.ts';
import type { LineView, SectionView } from '#server/queries/notes-view.ts';
import { InlineContent } from './inline-content.tsx';
import { itemAnchor } from '#lib/notes/item-anchor.ts';
import { NoteLine } from './note-line.tsx';

type Item = NonNullable<SectionView['item']>;
type NotesSectionProps = {
  section: SectionView;
  items: readonly Item[];
  agenda: AgendaMarks | null;
  date: CallDate;
  /** The call, where the reader may say that its actions are done. */
  ticksIn: string | null;
};

/** One agenda item with what was said under it. */
export function NotesSection({ section, items, agenda, date, ticksIn }: NotesSectionProps) {
  const { item, lines } = section;
  return (
    <section className="note-section" aria-labelledby={item === null ? undefined : headingAnchor(item)}>
      {item === null ? null : <ItemHeading item={item} items={items} agenda={agenda} zone={date.zone} />}
      {lines.length === 0 ? null : (
        <ol className="note-lines">
          {lines.map((line, index) => (
            <NoteLine
              key={line.id}
              line={line}
              date={date}
              ticksIn={ticksIn}
              sameSpeaker={sameSpeaker(lines[index - 1], line)}
              sameMinute={lines[index - 1]?.at?.slice(0, 16) === line.at?.slice(0, 16)}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

type ItemHeadingProps = Pick<NotesSectionProps, 'items' | 'agenda'> & { item: Item; zone: string };

function ItemHeading({ item, items, agenda, zone }: ItemHeadingProps) {
  const anchor = headingAnchor(item);
  const Heading = item.level === 1 ? 'h2' : 'h3';
  const facts = [
    item.purpose,
    item.minutes === null ? null : formatLength(item.minutes),
    item.proposer === null ? null : `proposed by ${item.proposer}`,
    stateWords(item, items),
  ].filter((fact) => fact !== null);
  const fit = agenda?.fits.get(item.id);
  const late = fit === undefined ? null : itemFitText(fit.fit);
  const rolledUp = fit === undefined ? null : rolledUpText(fit);
  return (
    <div className="note-heading">
      <Heading id={anchor} tabIndex={-1}>
        <a href={`#${anchor}`} className="note-key">
          {item.key}
        </a>{' '}
        <span>
          {item.title === '' ? UNTITLED_ITEM : <InlineContent content={item.content} zone={zone} />}
        </span>
      </Heading>
      {item.state === 'current' ? <Chip tone="live">Now</Chip> : null}
      <div className="flex min-w-0 flex-1 basis-full flex-wrap items-baseline gap-x-3 empty:hidden sm:basis-60">
        {facts.length === 0 && item.origin === null ? null : (
          <p className="note-facts">
            {facts.join(' · ')}
            {facts.length > 0 && item.origin !== null ? ' · ' : null}
            {item.origin === null ? null : <ItemFrom origin={item.origin} />}
          </p>
        )}
        {fit?.unboxed === true ? <p className="note-facts">no time given</p> : null}
        {rolledUp === null ? null : <p className="note-facts">{rolledUp}</p>}
        {late === null ? null : (
          <p className="note-facts font-semibold text-danger!">
            <TriangleAlert aria-hidden="true" className="me-1 inline size-3.5 align-[-0.125rem]" />
            {late}
          </p>
        )}
        {agenda === null ? null : <ItemVoting item={item} agenda={agenda} />}
      </div>
    </div>
  );
}

function ItemVoting({ item, agenda: { votes, voter } }: { item: Item; agenda: AgendaMarks }) {
  const people = votes.get(item.id) ?? [];
  if (voter !== null && (people.length > 0 || !item.standing)) {
    return <VoteForm {...voter} itemId={item.id} title={itemTitle(item.title)} people={people} />;
  }
  if (people.length === 0) return null;
  return (
    <p className="note-facts" title={votersText(people.map(({ name }) => name))}>
      {voteText(people.length)}
    </p>
  );
}

function ItemFrom({ origin: { href, words } }: { origin: ItemOrigin }) {
  if (href === null) return words;
  return (
    <a href={href} className="quiet-link">
      {words}
    </a>
  );
}

function stateWords(item: Item, items: readonly Item[]): string | null {
  switch (item.state) {
    case 'open':
    case 'current':
    case 'done':
      return null;
    case 'noTime':
      return 'no time left for it';
    case 'carried':
      return 'carried to the next call';
    case 'seeOther': {
      const other = items.find((one) => one.id === item.seeItemId);
      return other === undefined ? 'discussed under another item' : `discussed under ${other.key}`;
    }
  }
}

function headingAnchor(item: Item): string {
  return itemAnchor(item.key, item.title);
}

function sameSpeaker(above: LineView | undefined, line: LineView): boolean {
  if (above === undefined || above.speaker === null || line.speaker === null) return false;
  return above.speaker.id === line.speaker.id;
}
