/** Attacks that share one gateway: each is a file of its own, none may disturb the next. */
import { readdirSync } from 'node:fs'
import type { Test } from 'tap'
import { assertUnharmed, type Target } from './hostile.ts'

/** What is tried with `means`, as subtests of `t`; leaves the gateway running and as it was. */
export type Attack<Means> = (t: Test, means: Means) => Promise<unknown>

/**
 * Runs the `attack` of each `<kind>-*.ts` in `folder`, so that none is forgotten, in the order of their names; then the gateway must be
 * unharmed. Ends the gateway. That a file's attack takes these means is not verified here but by the type that the file gives it.
 */
export async function runAttacks<Means extends { readonly target: Target }>(
  t: Test,
  folder: URL,
  kind: string,
  means: Means,
): Promise<void> {
  const files = readdirSync(folder).filter((file) => file.startsWith(`${kind}-`))
  t.ok(files.length > 0, 'there are attacks')
  for (const file of files.sort())
    await t.test(file, async (t) => {
      const { attack } = (await import(new URL(file, folder).href)) as { readonly attack: Attack<Means> }
      await attack(t, means)
    })
  await assertUnharmed(t, means.target)
}
