/** The portal of the Front as a process: `node main.ts '<settings as JSON>'` (adapters/sandbox/settings.ts). */
import { runSandbox } from '../../sandbox/server.ts'
import { begin } from './pushing.ts'
import { handle, nativeKeyOf } from './routes.ts'

runSandbox({ agency: 'mttq', handle, nativeKeyOf, begin, renamed: ['"trangThai"', '"maTrangThai"'] })
