import t from 'tap'
import { testDatabase } from '/work/main/test/support/database.ts'
console.log(await testDatabase(t))
console.error('STARTED')
await new Promise((r) => setTimeout(r, 60000))
