import type { EditorSettings } from '#lib/settings/editor-settings.ts';

/** A person's settings as the editor reads them: followed without making the editor anew, so that what is typed stays. */
export class SettingsSource {
  private settings: EditorSettings;

  constructor(settings: EditorSettings) {
    this.settings = settings;
  }

  get(): EditorSettings {
    return this.settings;
  }

  set(settings: EditorSettings): void {
    this.settings = settings;
  }
}
