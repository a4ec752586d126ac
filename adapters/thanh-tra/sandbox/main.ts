/** The inspectorate's sandbox system as a process: `node main.ts '<settings as JSON>'` (adapters/sandbox/settings.ts), with `dropDir`. */
import { runSandbox } from '../../sandbox/server.ts'
import { beginExports } from './exports.ts'

/** It is not asked anything: it hands its exports over in the drop directory. */
const body = JSON.stringify({ error: 'exports are put in the drop directory' })

runSandbox({
  agency: 'thanh-tra',
  handle: () => ({ status: 404, headers: { 'content-type': 'application/json' }, body }),
  nativeKeyOf: () => undefined,
  begin: beginExports,
})
