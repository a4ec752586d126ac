/** The portal of the Front as a process: `node main.ts '<settings as JSON>'` (adapters/sandbox/settings.ts). */
import { runSandbox } from '../../sandbox/server.ts'
import type { Entered } from './intake.ts'
import { begin } from './pushing.ts'
import { handle, nativeKeyOf } from './routes.ts'

runSandbox<Entered>({
  agency: 'mttq',
  bodyBytesMax: 2 * 1024 * 1024,
  handle,
  nativeKeyOf,
  begin,
  renamed: ['"trangThai"', '"maTrangThai"'],
})
