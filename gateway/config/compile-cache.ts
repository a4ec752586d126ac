import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'

/**
 * The environment with which a child process or a worker, which gets nothing else of it, reads compiled code where this process does
 * (NODE_COMPILE_CACHE); empty when this one has no such folder.
 */
export function compileCache(): Readonly<Record<string, string>> {
  // Below it Node has a folder for each of its versions.
  const directory = getCompileCacheDir()
  return directory === undefined ? {} : { NODE_COMPILE_CACHE: dirname(directory) }
}
