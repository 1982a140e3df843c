// A process that reads logs for another one; see cli/jobs/crew.ts, which starts it.
import { workerModule } from './cli/main.ts'

const { work } = await workerModule()
work()
