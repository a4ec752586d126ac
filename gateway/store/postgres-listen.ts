/** Where the embedded PostgreSQL listens: a Unix socket in a private folder, else a loopback port. */
import { chownSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Listen {
  /** Folder of the socket; absent: TCP on 127.0.0.1. */
  readonly socket?: string
  readonly port: number
  /** `socket` was made for this start and goes with it. */
  readonly temporary?: true
}

/** Names the socket file only: it is private to its folder. */
const socket_port = 5432
/** sun_path holds 107 bytes and PostgreSQL adds `.lock` to its lock file's name; kept below with room to spare. */
const socket_path_bytes_max = 100

const fits = (folder: string): boolean =>
  Buffer.byteLength(join(folder, `.s.PGSQL.${socket_port}`)) < socket_path_bytes_max

/** A port that is free now; another process may take it before it is used. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/**
 * A place for a server whose files are in `home` (absolute path, a private folder): its own socket if the path fits into a socket address, a
 * socket in a new 0700 folder of the system's temporary folder, or a free loopback port. `owner` is who must be able to write there.
 */
export async function chooseListen(
  home: string,
  owner?: { readonly uid: number; readonly gid: number },
): Promise<Listen> {
  if (process.platform === 'win32') return { port: await freePort() }
  if (fits(home)) return { socket: home, port: socket_port }
  if (!fits(join(tmpdir(), 'lienthong-XXXXXX'))) return { port: await freePort() }
  const socket = mkdtempSync(join(tmpdir(), 'lienthong-'))
  if (owner) chownSync(socket, owner.uid, owner.gid)
  return { socket, port: socket_port, temporary: true }
}

/** The URL of `user` at `listen`, database `postgres`. It holds the password: never log it. */
export function urlOf(listen: Listen, user: string, password: string): string {
  const url = new URL(`postgresql://127.0.0.1:${listen.port}/postgres`)
  url.username = user
  url.password = password
  if (listen.socket !== undefined) url.searchParams.set('host', listen.socket)
  return url.href
}
