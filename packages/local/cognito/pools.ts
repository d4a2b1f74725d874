import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Journal } from "#local/journal";
import { type AppClient, readClient } from "./app-client";
import { Fields } from "./fields";
import { type Group, readGroup, readPool, type UserPool } from "./pool";
import { resourceNotFound } from "./service-fault";

/**
 * Pools, app clients and groups, as the template declares them at each start. Only the secrets made for clients
 * are kept on disk.
 */
export class Pools {
  private readonly pools = new Map<string, UserPool>();
  private readonly clients = new Map<string, AppClient>();
  private readonly groups = new Map<string, Group>();
  private readonly secrets: Journal<string>;

  constructor(directory: string) {
    this.secrets = new Journal(join(directory, "client-secrets.jsonl"));
  }

  ensurePool(id: string, properties: Record<string, unknown>): void {
    if (!/^[\w-]+_[0-9a-zA-Z]+$/.test(id)) throw new Error(`"${id}" is not the id of a user pool`);
    this.pools.set(id, readPool(id, new Fields(properties)));
  }

  ensureClient(clientId: string, poolId: string, properties: Record<string, unknown>): void {
    const fields = new Fields(properties);
    const secret = fields.flag("GenerateSecret") ? this.secretOf(clientId) : undefined;
    this.clients.set(clientId, readClient(clientId, this.pool(poolId).id, fields, secret));
  }

  ensureGroup(poolId: string, properties: Record<string, unknown>): void {
    const group = readGroup(new Fields(properties));
    this.groups.set(`${this.pool(poolId).id}/${group.name}`, group);
  }

  /** Fault `ResourceNotFoundException`. */
  pool(id: string): UserPool {
    const pool = this.pools.get(id);
    if (pool === undefined) throw resourceNotFound(`User pool ${id} does not exist.`);
    return pool;
  }

  /** In the order in which they were declared. */
  all(): UserPool[] {
    return [...this.pools.values()];
  }

  findClient(clientId: string): AppClient | undefined {
    return this.clients.get(clientId);
  }

  /** Fault `ResourceNotFoundException`, also for a client of another pool when `poolId` is given. */
  client(clientId: string, poolId?: string): AppClient {
    const client = this.clients.get(clientId);
    if (client === undefined || (poolId !== undefined && client.poolId !== poolId)) {
      throw resourceNotFound(`User pool client ${clientId} does not exist.`);
    }
    return client;
  }

  findGroup(poolId: string, name: string): Group | undefined {
    return this.groups.get(`${poolId}/${name}`);
  }

  /** Fault `ResourceNotFoundException`. */
  group(poolId: string, name: string): Group {
    const group = this.findGroup(poolId, name);
    if (group === undefined) throw resourceNotFound("Group not found.");
    return group;
  }

  private secretOf(clientId: string): string {
    const secret = this.secrets.get(clientId) ?? randomBytes(32).toString("hex").slice(0, 51);
    if (this.secrets.get(clientId) === undefined) this.secrets.set(clientId, secret);
    return secret;
  }
}
