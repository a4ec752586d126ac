/** Attacks that share one gateway: each is a file of its own, none may disturb the next. */
import { readdirSync } from 'node:fs'
import type { Test } from 'tap'
import { assertUnharmed, type Target, warm } from './hostile.ts'

/** What is tried with `means`, as subtests of `t`; leaves the gateway running and as it was. */
export type Attack<Means> = (t: Test, means: Means) => Promise<unknown>

export interface AttackFile<Means> {
  /** What is tried before anything has warmed the gateway; gives what tries the same again when it is hot. */
  readonly cold?: (t: Test, means: Means) => Promise<Attack<Means>>
  readonly attack?: Attack<Means>
}

/**
 * Runs each file of `folder` whose name begins with `kind`, so that none is forgotten, in the order of their names: all that is cold, then all
 * that is hot, then each `attack`; then the gateway must be unharmed. Ends the gateway. That a file takes these means is not verified here but by
 * the type that the file gives what it exports.
 */
export async function runAttacks<Means extends { readonly target: Target }>(
  t: Test,
  folder: URL,
  kind: string,
  means: Means,
): Promise<void> {
  const names = readdirSync(folder).filter((name) => name.startsWith(kind))
  t.ok(names.length > 0, 'there are attacks')
  const files: (AttackFile<Means> & { readonly name: string })[] = []
  for (const name of names.sort()) {
    const { cold, attack } = (await import(new URL(name, folder).href)) as AttackFile<Means>
    t.ok(cold ?? attack, `${name} is one`)
    files.push({ name, ...(cold && { cold }), ...(attack && { attack }) })
  }
  const again: [name: string, hot: Attack<Means>][] = []
  for (const { name, cold } of files)
    if (cold)
      await t.test(`${name}, cold`, async (t) => {
        again.push([name, await cold(t, means)])
      })
  if (again.length > 0) await warm(means.target)
  for (const [name, hot] of again) await t.test(`${name}, hot`, (t) => hot(t, means))
  for (const { name, attack } of files) if (attack) await t.test(name, (t) => attack(t, means))
  await assertUnharmed(t, means.target)
}
