/** What is installed is what was looked at: every version is pinned, and every package is locked by a digest of what it holds. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import manifest from '../../package.json' with { type: 'json' }

interface Locked {
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: true
}

const root = join(import.meta.dirname, '../..')
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>
}

const registry = 'https://registry.npmjs.org/'

/** The linter's binaries for systems whose packages the registry at hand does not have: nothing of them runs in the gateway. */
const unlocked = /^node_modules\/@biomejs\/cli-(?:android|darwin|win32|linux-\w+-musl)/

t.test('every dependency is of one version', async (t) => {
  const { dependencies, devDependencies, optionalDependencies } = manifest
  const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
  t.same(
    versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
    [],
  )
})

t.test('every package is locked by its digest, and comes from the registry', async (t) => {
  const locked = Object.entries(packages).filter(([path]) => path !== '')
  t.ok(locked.length > 300)
  const isLocked = ({ integrity = '', resolved, link }: Locked) =>
    /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity) && (resolved ?? registry).startsWith(registry) && !link
  t.same(
    locked.filter(([path, one]) => !isLocked(one) && !unlocked.test(path)).map(([path]) => path),
    [],
  )
})
