/** The inspectorate's sandbox system as a process: `node main.ts '<settings as JSON>'` (adapters/sandbox/settings.ts), with `dropDir`. */
import { runSandbox } from '../../sandbox/server.ts'
import { beginExports } from './exports.ts'
import { type HandedFacts, numberIn, takeFile } from './intake.ts'

const HANDED_OVER = '/den'
const BODY_BYTES_MAX = 4_194_304

const TAKEN = 200
const NOT_TAKEN = 422

/** It is not asked anything: it hands its exports over in the drop directory. */
const nothing = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: 'exports are put in the drop directory' }),
}

runSandbox<HandedFacts>({
  agency: 'thanh-tra',
  bodyBytesMax: BODY_BYTES_MAX,
  renamed: ['K\xd5t qu\xb6', 'K\xd5t qu\xb6 x\xf6 l\xfd'],
  handle: ({ method, path, bytes }, holdings) => {
    if (method !== 'POST' || path !== HANDED_OVER || bytes === undefined) return nothing
    const { ok, file } = takeFile('', bytes, holdings)
    return { status: ok ? TAKEN : NOT_TAKEN, headers: { 'content-type': 'text/csv' }, body: file }
  },
  nativeKeyOf: ({ path, bytes }) => (path === HANDED_OVER && bytes !== undefined ? numberIn(bytes) : undefined),
  begin: beginExports,
})
