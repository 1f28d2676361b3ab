/**
 * Texts as they may be shown: without the passwords of URLs in them. People write URLs wrong in many ways, and what cannot
 * be taken apart is still not to be printed: so a password is all that stands between a `:` and the last `@` of a word.
 */

const MASK = "***";

/** Schemes whose URLs have a user and a password, also where a slash of `//` was forgotten. */
const NETWORK = "mqtts?|natss?|tcp(?:-listen)?|tls(?:-listen)?|udp|https?|wss?|amqps?|ftps?|smtps?|ssh";
const USER = String.raw`[^\s/?#@:[]*`;
/** A port, and an `@` in the value of a parameter that people choose: `tcp://host:1?name=rig@north`. */
const NO_PASSWORD = String.raw`(?!\d+(?:/[^@?\s]*)?\?(?:[^@\s]*&)?(?:name|clientId)=[^@&\s]*@[^@\s]*$)`;
const URLS = new RegExp(
  String.raw`(?<![\w+.-])((?:(?:${NETWORK}):/*|[a-z][\w+.-]*://)${USER}):${NO_PASSWORD}(\S*)@`,
  "gi",
);
const URL_ITSELF = new RegExp(
  String.raw`^([^@]*?:\/\/[^@:[]*|[^@:/]*:\/[^@:[]*|[^@:[]*):(?!\/\/)${NO_PASSWORD}(.*)@`,
  "s",
);

/** Parameters whose values nobody is to see. Those that end in File or Env name where a secret is, and are shown. */
const SECRET = /^(pass|passw(or)?d|pwd|passphrase|secret|token|credentials?|api-?key|auth)$/i;

/** A text in which URLs may stand. */
export const withoutSecrets = (text: string): string => withoutParameters(text.replace(URLS, `$1:${MASK}@`));

/** A text that is meant to be one URL, whatever it is: a password may have blanks in it, and the scheme may be missing. */
export function maskedUrl(text: string): string {
  // A path has no user, and may have both signs.
  if (/^(file|serial|replay):\/\/\//i.test(text)) return withoutParameters(text);
  const masked = text.replace(URL_ITSELF, `$1:${MASK}@`);
  return withoutParameters(masked);
}

const withoutParameters = (text: string): string =>
  text.replace(/([?&])([^=&\s]+)=([^&\s]*)/g, (whole, sign: string, name: string) =>
    SECRET.test(name) ? `${sign}${name}=${MASK}` : whole,
  );
