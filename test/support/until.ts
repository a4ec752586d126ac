import { setTimeout as pause } from 'node:timers/promises'

/** Looks every `pause_ms` until `look` gives something, and gives that. What never comes is ended by the test's own timeout. */
export async function until<T>(
  look: () => T | Promise<T>,
  pause_ms = 20,
): Promise<Exclude<Awaited<T>, false | null | undefined | '' | 0>> {
  for (;;) {
    const found = await look()
    if (found) return found as Exclude<Awaited<T>, false | null | undefined | '' | 0>
    await pause(pause_ms)
  }
}
