import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { plainNode } from './plain-node.ts'

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** `lienthong …` as a process of its own, which gets `env` and `input`; resolves at its end. Where the shell is of no interest: called.ts. */
export async function lienthong(
  args: readonly string[],
  { env = {}, input = '' }: { readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Promise<Ran> {
  const child = plainNode(join(import.meta.dirname, '../../gateway/cli.ts'), env, { stdio: 'pipe' }, args)
  // It may end without having read.
  child.stdin!.on('error', () => {}).end(input)
  const [stdout, stderr] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')])
  return { status: child.exitCode, stdout, stderr }
}
