'use client';

import { Button } from '#components/ui/button.tsx';
import { withOwnKeys, type KeyClash } from '#lib/keys/key-clashes.ts';
import { LEADER_ROW, type KeyFacts } from '#lib/keys/key-facts.ts';
import { keyText } from '#lib/keys/key-text.ts';
import { defaultEditorSettings, type EditorSettings } from '#lib/settings/editor-settings.ts';
import { KeyRow } from './key-row.tsx';

type KeySettingsProps = {
  table: readonly KeyFacts[];
  settings: EditorSettings;
  clashes: readonly KeyClash[];
  mac: boolean;
  change: (settings: EditorSettings) => void;
};

/** Every row of the key table by group, each with its keys to be pressed anew. */
export function KeySettings({ table, settings, clashes, mac, change }: KeySettingsProps) {
  const own = withOwnKeys(table, settings);
  const groups = [...new Set(table.map((row) => row.group))];
  const leader = keyText(settings.leader, mac);
  return (
    <section aria-labelledby="settings-keys" className="grid gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="max-w-prose">
          <h2 id="settings-keys" className="text-lead font-semibold">
            Keys
          </h2>
          <p className="mt-1 text-soft">
            Choose a key and press the new one. Escape leaves it as it was, Backspace takes it away. A key
            after {leader} is a chord: first {leader}, then the letter.
          </p>
        </div>
        <Button
          onClick={() => {
            const { leader: first, keys, chords } = defaultEditorSettings;
            change({ ...settings, leader: first, keys, chords });
          }}
        >
          Set all keys back
        </Button>
      </div>
      {groups.map((group) => (
        <div key={group}>
          <h3 id={`settings-keys-${group}`} className="border-b pb-1 font-semibold">
            {group}
          </h3>
          <ul aria-labelledby={`settings-keys-${group}`}>
            {own.map((row, index) =>
              row.group !== group ? null : (
                <KeyRow
                  key={row.id}
                  row={row}
                  standard={table[index] ?? row}
                  leader={leader}
                  clash={clashes.find(({ rowId }) => rowId === row.id)?.text ?? null}
                  isChanged={isChanged(row.id, settings)}
                  mac={mac}
                  setKeys={(keys) => {
                    change(withKeys(settings, row.id, keys));
                  }}
                  setChord={(chord) => {
                    change({ ...settings, chords: { ...settings.chords, [row.id]: chord } });
                  }}
                  reset={() => {
                    change(withoutRow(settings, row.id));
                  }}
                />
              ),
            )}
          </ul>
        </div>
      ))}
      <output className="sr-only">{clashes.map(({ text }) => text).join(' ')}</output>
    </section>
  );
}

function isChanged(id: string, settings: EditorSettings): boolean {
  if (id === LEADER_ROW) return settings.leader !== defaultEditorSettings.leader;
  return settings.keys[id] !== undefined || settings.chords[id] !== undefined;
}

function withKeys(settings: EditorSettings, id: string, keys: readonly string[]): EditorSettings {
  if (id !== LEADER_ROW) return { ...settings, keys: { ...settings.keys, [id]: keys } };
  return { ...settings, leader: keys[0] ?? defaultEditorSettings.leader };
}

function withoutRow(settings: EditorSettings, id: string): EditorSettings {
  if (id === LEADER_ROW) return { ...settings, leader: defaultEditorSettings.leader };
  const { [id]: _keys, ...keys } = settings.keys;
  const { [id]: _chord, ...chords } = settings.chords;
  return { ...settings, keys, chords };
}
