/**
 * Who may do what: roles and permissions as one table. A right is held for all of a tenant, or for one's own part of it: the rigs that
 * a supervisor is given, the client that a client's account belongs to. Routes name a permission; what is own is asked of the row.
 */

export const roles = [
  "viewer",
  "operator",
  "supervisor",
  "manager",
  "client",
  "admin",
  "super_admin",
] as const;
export type Role = (typeof roles)[number];

/**
 * How far a right reaches: `all` of the tenant; `own` rigs, or the released revisions of the own client; `contract`, own, and only where
 * the contract lets its client see prices; `used`, those things that the own reports use. Of the service itself, `own` is one that no other
 * company shares.
 */
export type Reach = "all" | "own" | "contract" | "used";

type Grants = Readonly<Partial<Record<Role, Reach>>>;

const everyone: Grants = {
  viewer: "all",
  operator: "all",
  supervisor: "own",
  manager: "all",
  client: "own",
  admin: "all",
  super_admin: "all",
};
const office: Grants = { manager: "all", admin: "all" };
const writing: Grants = { supervisor: "own", manager: "all" };
const managing: Grants = { manager: "all" };
const admins: Grants = { admin: "all" };

/** A super_admin holds rights over a tenant's data only where the tenant has let him in by a membership; each such act is audited. */
const table = {
  "data:read": everyone,
  "analytics:view": everyone,
  "data:write": { operator: "all", admin: "all", super_admin: "all" },
  "connections:manage": { admin: "all", super_admin: "all" },
  "shift:write": writing,
  "photo:write": writing,
  "shift:submit": writing,
  "shift:recall": writing,
  "shift:decide": managing,
  "shift:amend": managing,
  "shift:void": managing,
  "shift:release": managing,
  "shift:client-decide": { client: "own" },
  "price:read": { manager: "all", client: "contract", admin: "all" },
  "contract:manage": office,
  "boq:issue": office,
  "master:manage": { supervisor: "used", manager: "all", admin: "all" },
  "delegation:manage": office,
  "audit:read": { ...office, super_admin: "own" },
  "export:run": {
    viewer: "all",
    operator: "all",
    supervisor: "own",
    manager: "all",
    client: "own",
    admin: "all",
    super_admin: "own",
  },
  "users:admin": { admin: "all", super_admin: "own" },
  "keys:manage": admins,
  "sso:manage": admins,
  "webhooks:manage": admins,
  "settings:manage": admins,
  // Of a service that one company has for itself, its admin is the one who runs it.
  "service:manage": { admin: "own", super_admin: "all" },
  "tenant:manage": { super_admin: "all" },
} as const satisfies Readonly<Record<string, Grants>>;

export type Permission = keyof typeof table;

export const permissions = Object.keys(table) as readonly Permission[];

const grants: Readonly<Record<Permission, Grants>> = table;

/** How far a role holds a right; undefined where it does not. */
export const reachOf = (role: Role, permission: Permission): Reach | undefined => grants[permission][role];

export const permissionsOf = (role: Role): readonly Permission[] =>
  permissions.filter((permission) => reachOf(role, permission) !== undefined);

export const isRole = (text: string): text is Role => roles.some((role) => role === text);

export const isPermission = (text: string): text is Permission => Object.hasOwn(table, text);

/** `supervisor (own), manager`: for documentation. */
export const rolesWith = (permission: Permission): string =>
  roles
    .flatMap((role) => {
      const reach = reachOf(role, permission);
      return reach === undefined ? [] : [reach === "all" ? role : `${role} (${reach})`];
    })
    .join(", ");
