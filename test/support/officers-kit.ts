/** The blocks of the officers' kit, run from the page's own text by a shell that has nothing of this repository. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const page = readFileSync(join(import.meta.dirname, '../../schemas/audit/officers-kit.md'), 'utf8')

export interface KitBlock {
  readonly name: string
  /** What the page says that it wants beyond a shell and OpenSSL. */
  readonly needs: string | undefined
  readonly text: string
}

/** By name, in the page's order. */
export const kitBlocks: ReadonlyMap<string, KitBlock> = new Map(
  [...page.matchAll(/^```bash kit:(\S+)(?: needs=(\S+))?\n([\s\S]*?)^```$/gm)].map(([, name, needs, text]) => [
    name!,
    { name: name!, needs, text: text! },
  ]),
)

/** How many code blocks the page has, of whatever kind. */
export const fences = [...page.matchAll(/^```\S/gm)].length

const settings = kitBlocks.get('settings')!.text

/** Runs the block `name` as an officer who has set `variables` does; gives its exit code and what it said. */
export function runKit(name: string, variables: Readonly<Record<string, string>>) {
  const { PATH = '', HOME = '' } = process.env
  const script = `${settings}\n${kitBlocks.get(name)!.text}`
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    env: { PATH, HOME, ...variables },
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr, passed: status === 0 && /^ĐẠT · ok/m.test(stdout) }
}

const found = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).status === 0

/** Why the block `name` can't be run here, or false. */
export function kitMissing(name: string): string | false {
  const { needs } = kitBlocks.get(name)!
  if (!found('bash', '-c', 'openssl version && sha256sum --version')) return 'no bash, coreutils or openssl here'
  if (needs !== undefined && !found('python3', '-c', needs === 'python3' ? '' : `import ${needs}`))
    return `no ${needs} here`
  return false
}
