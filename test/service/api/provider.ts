/// <reference path="./oidc-provider.d.ts" />
/** A provider of OpenID Connect on a free port: oidc-provider, which asks nobody for a password and takes whoever a test says is there. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

export interface LocalProvider {
  readonly issuer: string;
  readonly secret: string;
  /** Who signs in next, and what the provider says of them. */
  person: { readonly id: string; readonly claims: Readonly<Record<string, unknown>> };
  end(): Promise<void>;
}

/** `back` is where it may send people to. */
export async function localProvider(back: string): Promise<LocalProvider> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secret = "a secret of the client, which is kept sealed";
  const local: LocalProvider = {
    issuer,
    secret,
    person: { id: "nobody", claims: {} },
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const provider = new Provider(issuer, {
    clients: [
      { client_id: "reports", client_secret: secret, redirect_uris: [back], scope: "openid profile" },
    ],
    claims: { openid: ["sub"], profile: ["name", "email", "tid", "groups", "roles", "_claim_names", "amr"] },
    // Entra and Okta put into the token what was asked for.
    conformIdTokenClaims: false,
    cookies: { keys: ["of a test"] },
    ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...local.person.claims }),
    }),
    async loadExistingGrant(context: {
      oidc: { client: { clientId: string }; session: { accountId: string }; provider: Provider };
    }) {
      const { client, session } = context.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    if (!context.path.startsWith("/interaction/")) return next();
    await provider.interactionFinished(context.req, context.res, { login: { accountId: local.person.id } });
    context.respond = false;
  });
  server.on("request", provider.callback());
  return local;
}

/** A browser that keeps cookies by their names, and goes wherever it is sent. */
export class Browsing {
  readonly cookies = new Map<string, string>();

  /** The last place in this service's pages, and the answers on the way there. */
  async go(url: string, until: (place: URL) => boolean): Promise<URL> {
    let place = new URL(url);
    for (let i = 0; i < 15 && !until(place); i++) {
      const answer = await fetch(place, { redirect: "manual", headers: { cookie: this.header } });
      this.take(answer.headers);
      const next = answer.headers.get("location");
      if (next === null) throw new Error(`${place.href} answers ${answer.status}: ${await answer.text()}`);
      place = new URL(next, place);
    }
    return place;
  }

  take(headers: Headers): void {
    for (const cookie of headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const [name = "", ...value] = pair.split("=");
      if (/Max-Age=0|01 Jan 1970/.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value.join("="));
    }
  }

  get header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}
