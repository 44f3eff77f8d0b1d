/** A database URL for people: without its password, also where that is hidden in a parameter or not escaped. */
export function locationOf(url: string): string {
  const [, scheme = '', rest = ''] = /^([a-z][a-z\d+.-]*:\/\/)(.*)$/is.exec(url) ?? [];
  if (scheme === '') return url;
  const plain = rest.replace(/([?&](?:ssl)?password=)[^&#]*/gi, '$1***');
  const at = userEnd(plain);
  if (at < 0) return scheme + plain;
  const user = plain.slice(0, at).replace(/:.*$/s, '');
  return `${scheme}${user === '' ? '' : `${user}@`}${plain.slice(at + 1)}`;
}

/** Whether the URL itself holds a password. */
export function hasPassword(url: string): boolean {
  const rest = url.replace(/^[a-z][a-z\d+.-]*:\/\//i, '');
  const at = userEnd(rest);
  return (at > 0 && /:./s.test(rest.slice(0, at))) || /[?&]password=[^&]/i.test(rest);
}

/** The `@` behind user and password; -1 when there are none. A password may hold `/`, `?` and `@` by mistake. */
function userEnd(rest: string): number {
  const authority = /^[^/?#]*/.exec(rest)![0];
  const at = authority.lastIndexOf('@');
  if (at >= 0) return at;
  const port = /:\d*$/.test(authority) || !authority.includes(':');
  return port ? -1 : rest.lastIndexOf('@');
}
