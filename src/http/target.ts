/** What a request asks for: RFC 9112, section 3.2. */

export interface Target {
  /** As it stands, without its query, and without dot segments resolved: a route is a whole word. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Undefined for what is no path, such as a whole address or `*`. `//` is a path like another. */
export function targetOf(text: string | undefined): Target | undefined {
  const [path = "", ...query] = (text ?? "/").split("?");
  if (!path.startsWith("/")) return undefined;
  return { path, query: new URLSearchParams(query.join("?")) };
}
