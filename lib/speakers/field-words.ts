/**
 * Words that stand before a colon at a line's start and are no speaker: fields of notes, marks, kinds of
 * lines and the schemes of links. Lower case.
 */
export const fieldWords: ReadonlySet<string> = new Set([
  'absent', 'action', 'action item', 'action items', 'actions', 'agenda', 'ai', 'also', 'aob', 'api', 'apologies',
  'attendees', 'background', 'because', 'blocker', 'blockers', 'bug', 'caveat', 'chair', 'comment', 'comments',
  'conclusion', 'consensus', 'cons', 'context', 'cost', 'date', 'deadline', 'decision', 'decisions', 'demo',
  'details', 'discussion', 'docs', 'done', 'due', 'eta', 'example', 'examples', 'faq', 'feedback', 'file',
  'fixed', 'follow up', 'followup', 'ftp', 'fyi', 'goal', 'goals', 'http', 'https', 'idea', 'ideas', 'impact',
  'info', 'introduction', 'issue', 'issues', 'issue', 'lead', 'link', 'links', 'location', 'mailto', 'minutes',
  'motivation', 'nb', 'next', 'next step', 'next steps', 'note', 'notes', 'notetaker', 'open', 'option',
  'options', 'outcome', 'owner', 'participants', 'plan', 'poll', 'pr', 'present', 'pro', 'problem', 'proposal',
  'proposals', 'pros', 'prs', 'ps', 'purpose', 'question', 'questions', 'reason', 'recap', 'recording',
  'regrets', 'release', 'repo', 'resolution', 'resolved', 'result', 'results', 'risk', 'risks', 'scribe',
  'slides', 'solution', 'source', 'spec', 'start', 'status', 'step', 'steps', 'subject', 'summary', 'tags', 'task',
  'tasks', 'tbd', 'thread', 'time', 'title', 'tl;dr', 'tldr', 'todo', 'topic', 'topics', 'update', 'updates',
  'url', 'version', 'video', 'vote', 'votes', 'warning', 'when', 'where', 'who', 'why', 'zoom', 'yes', 'no', 'ok',
]); // prettier-ignore
