/** tap runs this after the last test file, also when tests failed: it ends the keeper and its PostgreSQL, and waits until they are gone. */
import { askKeeper } from './keeper-socket.ts'

await askKeeper('end')
