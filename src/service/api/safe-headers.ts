/**
 * Headers of every answer. A page may load what this server has and nothing else, be framed by nobody, and send its address nowhere; what
 * is answered to one account is kept by no cache in between.
 */

export const safeHeaders = (tls: boolean): Readonly<Record<string, string>> => ({
  "content-security-policy":
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
  ...(tls && { "strict-transport-security": "max-age=31536000" }),
});
