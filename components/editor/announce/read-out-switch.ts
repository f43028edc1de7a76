/** Whether finished lines are read out: as the person's settings say, until it is switched on this page. */
export class ReadOutSwitch {
  private readonly setting: () => boolean;
  private switched: boolean | null = null;

  constructor(setting: () => boolean) {
    this.setting = setting;
  }

  get on(): boolean {
    return this.switched ?? this.setting();
  }

  switchTo(on: boolean): void {
    this.switched = on;
  }
}
