/** What is in whose menu: each entry leads to what its person may see. */
import { afterEach, expect, it } from "vitest";
import { permissionsOf, type Role, reachOf } from "../../../src/service/identity/roles.js";
import { me } from "../../../src/service/web/device/session.js";
import { firstPage, pagesFor } from "../../../src/service/web/menu.js";

afterEach(() => me.set(undefined));

function as(role: Role): readonly string[] {
  me.set({
    account: { id: "a", name: "A", email: null, language: null },
    tenant: { id: "t", name: "T", slug: "t" },
    role,
    rigs: null,
    client: null,
    permissions: Object.fromEntries(permissionsOf(role).map((one) => [one, reachOf(role, one)!])),
    second_factor: false,
  });
  return pagesFor().map(({ at }) => at);
}

it.each<[Role, readonly string[]]>([
  ["super_admin", ["/service", "/audit", "/device"]],
  ["client", ["/portal", "/shifts", "/boq", "/device"]],
  ["supervisor", ["/", "/day", "/shifts", "/holes", "/stock", "/rigs", "/device"]],
])("of a %s has what they may see, and nothing that is refused to them", (role, pages) => {
  expect(as(role)).toEqual(pages);
  expect(firstPage()).toBe(pages[0]);
});

it("of an admin leads to the people of the company, of a manager to deputies, both by the same address", () => {
  expect(as("admin")).toContain("/access");
  expect(as("manager")).toContain("/access");
  expect(as("viewer")).not.toContain("/access");
});
