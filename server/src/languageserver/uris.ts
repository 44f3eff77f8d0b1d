import { fileURLToPath, pathToFileURL } from 'node:url';

/** The path of a `file:` URI, drive letter in upper case; null for any other (untitled, git, virtual documents). */
export function pathOfUri(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    return fileURLToPath(uri).replace(/^[a-z]:/, (drive) => drive.toUpperCase());
  } catch {
    return null;
  }
}

export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}
