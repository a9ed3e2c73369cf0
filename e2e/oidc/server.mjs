// A real OpenID Connect server for tests: two invented officers, signed in by a link, nothing kept.
// node server.mjs PORT REDIRECT_URI [SECRET]; prints "ready" when it listens.
import { Provider } from "oidc-provider";

const [port, redirect, secret = "a-secret-of-the-tests"] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const officers = { hanh: "Nguyễn Thu Hạnh", thinh: "Hoàng Đức Thịnh" };

const provider = new Provider(issuer, {
  clients: [{ client_id: "nennep", client_secret: secret, redirect_uris: [redirect], response_types: ["code"], grant_types: ["authorization_code"] }],
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/who/${interaction.uid}` },
  findAccount: (_, id) => (id in officers ? { accountId: id, claims: () => ({ sub: id }) } : undefined),
  cookies: { keys: ["of the tests alone"] },
});

// One page: choose who signs in. The choice is a link, so that curl can follow it.
provider.use(async (ctx, next) => {
  const match = /^\/who\/([^/]+)(?:\/(\w+))?$/.exec(ctx.path);
  if (!match) return next();
  const [, uid, id] = match;
  if (!id) {
    const links = Object.entries(officers).map(([key, name]) => `<li><a id="${key}" href="/who/${uid}/${key}">${name}</a></li>`);
    ctx.type = "html";
    ctx.body = `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Tài khoản cơ quan</title><h1>Tài khoản cơ quan</h1><ul>${links.join("")}</ul>
<p><a id="refuse" href="/who/${uid}/refuse">Không xác nhận</a></p>`;
    return;
  }
  if (id === "refuse") {
    const result = { error: "access_denied", error_description: "refused" };
    await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
    ctx.respond = false;
    return;
  }
  const { params, grantId } = await provider.interactionDetails(ctx.req, ctx.res);
  const grant = (grantId && (await provider.Grant.find(grantId))) || new provider.Grant({ accountId: id, clientId: params.client_id });
  grant.addOIDCScope("openid");
  const result = { login: { accountId: id }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
  ctx.respond = false;
});

const server = provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => server.close(() => process.exit(0)));
