// What `import.meta.url` stands for in a bundle that is no module.
import { pathToFileURL } from 'node:url';

export const bundleUrl = pathToFileURL(__filename).href;
