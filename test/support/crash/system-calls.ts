/** What a process asked of the file system, read from a trace of `strace -f -y -xx`. */
import { readFileSync } from 'node:fs'

/** One call that succeeded. `begun` and `ended`: lines of the trace, counted from 0. */
export interface SystemCall {
  readonly name: string
  readonly arguments: readonly string[]
  /** What it returned: a count or a descriptor. */
  readonly result: number
  readonly begun: number
  readonly ended: number
}

/** The calls that change files, and those that make the changes last. */
export const traced = [
  ...['openat', 'close', 'write', 'pwrite64', 'writev', 'pwritev', 'pwritev2', 'sendfile', 'copy_file_range'],
  ...['rename', 'renameat', 'renameat2', 'link', 'linkat', 'symlink', 'symlinkat', 'unlink', 'unlinkat', 'mkdir'],
  ...['mkdirat', 'rmdir', 'truncate', 'ftruncate', 'fallocate', 'fsync', 'fdatasync', 'sync_file_range', 'msync'],
  ...['dup', 'dup2', 'dup3', 'mmap'],
]

const LINE = /^(\d+) +(?:<\.\.\. (\w+) resumed>)?(.*)$/s
const UNFINISHED = ' <unfinished ...>'
const CALL = /^(\w+)\((.*)\) += (-?\w+|\?)(?:<[^>]*>)?(?: .*)?$/s

/** The bytes of a string as `-xx` writes it. Throws when strace cut it short. */
export function bytesOf(text: string): Buffer {
  const [, hex] = /^"((?:\\x[0-9a-f]{2})*)"$/.exec(text) ?? []
  if (hex === undefined) throw new Error(`not a whole string: ${text.slice(0, 60)}`)
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex')
}

/** The descriptor in `27</path>`. */
export const descriptorOf = (text: string): number => Number.parseInt(text, 10)

/** The path beside a descriptor, as `-y` gives it; empty when there is none. */
export const pathOf = (text: string): string =>
  Buffer.from((/<(.*)>$/.exec(text)?.[1] ?? '').replaceAll('\\x', ''), 'hex').toString()

/** The calls of `file` that succeeded, in the order in which they ended. Throws on a line that is not understood. */
export function systemCalls(file: string): readonly SystemCall[] {
  const begun = new Map<string, { text: string; at: number }>()
  return readFileSync(file, 'latin1')
    .split('\n')
    .flatMap((line, at) => {
      const [, thread = '', resumed, rest = ''] = LINE.exec(line) ?? []
      if (rest === '' || /^(\+\+\+|---)/.test(rest)) return []
      if (rest.endsWith(UNFINISHED)) {
        begun.set(thread, { text: rest.slice(0, -UNFINISHED.length), at })
        return []
      }
      const start = resumed === undefined ? { text: '', at } : begun.get(thread)
      const [, name, given, result] = CALL.exec(`${start?.text}${rest}`) ?? []
      if (!start || name === undefined || given === undefined) throw new Error(`line ${at}: ${line.slice(0, 120)}`)
      const value = Number(result)
      return value < 0 || result === '?'
        ? []
        : [{ name, arguments: given.split(', '), result: value, begun: start.at, ended: at }]
    })
}
