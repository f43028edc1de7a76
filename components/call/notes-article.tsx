import type { CallDate } from '#lib/dates/call-day.ts';
import type { NotesView } from '#server/queries/notes-view.ts';
import { NotesSection } from './notes-section.tsx';

type NotesArticleProps = {
  notes: NotesView;
  intro: string;
  outro: string;
  label: string;
  /** When the call is, and the zone in which its clock times are read. */ date: CallDate;
};

/** The notes as a page of print, from the rows alone. */
export function NotesArticle({ notes, intro, outro, label, date }: NotesArticleProps) {
  const items = notes.sections.flatMap((section) => (section.item === null ? [] : [section.item]));
  return (
    <article aria-label={label} className="notes">
      {intro.trim() === '' ? null : <p className="note-margin-text">{intro.trim()}</p>}
      {notes.sections.map((section) => (
        <NotesSection key={section.item?.id ?? 'above'} section={section} items={items} date={date} />
      ))}
      {outro.trim() === '' ? null : <p className="note-margin-text">{outro.trim()}</p>}
    </article>
  );
}
