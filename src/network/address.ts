/** A host and its port as people write them: one of IPv6 stands in brackets. */
export const addressText = (host: string, port: number): string =>
  host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
