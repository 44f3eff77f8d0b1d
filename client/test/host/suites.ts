// In this order: the first measures the start, the others need what it has written.
import './activation.suite.ts';
import './language.suite.ts';
import './commands.suite.ts';
import './tasks.suite.ts';
