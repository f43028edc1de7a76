import type { AgendaMarks } from '#components/agenda/agenda-marks.ts';
import type { CallDate } from '#lib/dates/call-day.ts';
import type { NotesView, SectionView } from '#server/queries/notes-view.ts';
import { NotesSection } from './notes-section.tsx';

type NotesArticleProps = {
  notes: NotesView;
  intro: string;
  outro: string;
  label: string;
  /** Whether empty lines say what is asked for on them; else they are left out. */
  prompts?: boolean;
  /** What stands beside the items of an agenda that is still made; null once the call has begun. */
  agenda?: AgendaMarks | null;
  /** The call, where the reader may say that its actions are done. */
  ticksIn?: string | null;
  /** When the call is, and the zone in which its clock times are read. */ date: CallDate;
};

/** The notes as a page of print, from the rows alone. */
export function NotesArticle({
  notes,
  intro,
  outro,
  label,
  prompts = false,
  agenda = null,
  ticksIn = null,
  date,
}: NotesArticleProps) {
  const items = notes.sections.flatMap((section) => (section.item === null ? [] : [section.item]));
  return (
    <article aria-label={label} className="notes">
      {intro.trim() === '' ? null : <p className="note-margin-text">{intro.trim()}</p>}
      {notes.sections.map((section) => (
        <NotesSection
          key={section.item?.id ?? 'above'}
          section={prompts ? section : withoutPrompts(section)}
          items={items}
          agenda={agenda}
          date={date}
          ticksIn={ticksIn}
        />
      ))}
      {outro.trim() === '' ? null : <p className="note-margin-text">{outro.trim()}</p>}
    </article>
  );
}

function withoutPrompts({ item, lines }: SectionView): SectionView {
  return { item, lines: lines.filter((line) => line.prompt === null || line.text.trim() !== '') };
}
