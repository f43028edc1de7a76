/** How somebody stands beside what they put forward: guests as such, because the name is of their own choosing. */
export function proposerName({ name, guest }: { name: string; guest: boolean }): string {
  return guest ? `${name} (guest)` : name;
}
